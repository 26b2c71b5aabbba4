"""Tasks at the desk."""

from __future__ import annotations

import pytest
from desk_people import Clock
from desk_tasks import Tasks, letter_with_tasks, registered_tasks

from docproc.store import Store
from docproc.workdays import VIETNAM


@pytest.fixture
def tasks(store: Store, clock: Clock) -> Tasks:
    """Five tasks of one letter."""
    today = clock().astimezone(VIETNAM).date()
    return Tasks(store, registered_tasks(store, letter_with_tasks(today), today))
