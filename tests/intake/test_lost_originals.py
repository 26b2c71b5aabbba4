"""Originals that went from the store are told of when the watcher starts; the same bytes put them back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from docproc.errors import DocprocError
from docproc.intake.troubles import OriginalsLost
from docproc.intake.watch import watch
from docproc.places import Watched
from docproc.settings import load_settings
from docproc.store import Store, open_store
from docproc.store.check import check, lost_originals
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SETTINGS = replace(load_settings(), rest_seconds=0.02, broken_rest_seconds=0.1, rescan_seconds=0.1)
LETTER = "Kính gửi: UBND xã số {}.\n"


@dataclass
class Office:
    inbox: Path
    store: Store
    told: list[DocprocError] = field(default_factory=list)

    def once(self) -> dict[str, int]:
        executor = Serial(self.store, Order(self.store.data, self.store.url, SETTINGS, "test", "en"))
        watched = [Watched(folder=self.inbox)]
        return watch(self.store, watched, SETTINGS, executor, once=True, tell=self.told.append)

    def originals(self) -> list[Path]:
        return sorted(self.store.originals.glob("??/??/*"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    (tmp_path / "in").mkdir()
    store = open_store(tmp_path / "data", patience=10)
    found = Office(tmp_path / "in", store)
    for index in range(3):
        (found.inbox / f"{index}.txt").write_text(LETTER.format(index), encoding="utf-8")
    found.once()
    yield found
    store.close()


def cut(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1])


def change(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[::-1])


def link_elsewhere(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def link_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


@pytest.mark.parametrize("lose", [Path.unlink, cut, link_elsewhere, link_nowhere])
def test_lost_originals_are_told_of_and_work_goes_on(office: Office, lose: Callable[[Path], None]) -> None:
    for path in office.originals()[:2]:
        lose(path)
    (office.inbox / "new.txt").write_text(LETTER.format("mới"), encoding="utf-8")
    assert office.once() == {"done": 4}
    (told,) = office.told
    assert isinstance(told, OriginalsLost) and told.details["count"] == 2
    assert f"cp -rn BACKUP/originals/. {office.store.originals}" in str(told)
    assert str(told.details["file"]) in str(told) and "2 bản gốc" in told.message("vi")


def test_nothing_is_told_when_all_are_there(office: Office) -> None:
    office.once()
    assert office.told == []


def test_originals_are_looked_at_in_steps(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docproc.store.check._AT_A_TIME", 2)
    office.originals()[0].unlink()
    lost, after = lost_originals(office.store, 0)
    assert after is not None
    more, end = lost_originals(office.store, after)
    assert len([*lost, *more]) == 1 and end is None
    office.once()
    assert [told.details["count"] for told in office.told] == [1]


@pytest.mark.parametrize("lose", [Path.unlink, cut, change, link_elsewhere, link_nowhere])
def test_same_bytes_dropped_again_put_an_original_back(office: Office, lose: Callable[[Path], None]) -> None:
    (month,) = (office.inbox / "processed").glob("*/*")
    for path in office.originals():
        lose(path)
    assert list(check(office.store, deep=True)) != []
    for path in month.iterdir():
        path.rename(office.inbox / path.name)
    assert office.once() == {"done": 3}
    for left in office.store.originals.rglob("elsewhere"):
        left.unlink()
    assert list(check(office.store, deep=True)) == []
    office.told.clear()
    office.once()
    assert office.told == []
