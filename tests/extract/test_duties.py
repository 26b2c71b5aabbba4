"""Units that begin tasks and those that go on with them become duties."""

from __future__ import annotations

from docproc.extract.roles.duties import task_ranges
from docproc.extract.roles.unit_roles import Role
from docproc.extract.roles.units import Unit


def test_a_task_goes_on_over_units_that_follow_it() -> None:
    units = [Role(Unit(n, n, n + 1), kind, 0.9) for n, kind in enumerate("BIOIBB")]
    assert task_ranges(units) == [(0, 1), (4, 4), (5, 5)]
