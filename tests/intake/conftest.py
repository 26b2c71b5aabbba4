"""Fixtures of the tests of links."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from linked_office import Office

from docproc.intake import inbox
from docproc.store import open_store


@pytest.fixture(scope="session")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has done one letter, to be copied."""
    base = tmp_path_factory.mktemp("used")
    (base / "in").mkdir()
    store = open_store(base / "data", patience=10)
    found = Office(base / "in", store)
    found.drop("first.txt", "Kính gửi: UBND xã Một.\n")
    found.once()
    store.close()
    return base


@pytest.fixture
def office(used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(inbox, "_REFUSED_WAITS", (0.02, 0.05))
    monkeypatch.setattr("docproc.intake.watch._STEP", 0.02)
    shutil.copytree(used, tmp_path, dirs_exist_ok=True)
    store = open_store(tmp_path / "data", patience=10)
    yield Office(tmp_path / "in", store)
    store.close()
