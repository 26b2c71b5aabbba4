"""A watched folder and a store that holds the original of one letter already, for tests of links."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from docproc.errors import DocprocError
from docproc.intake.watch import watch
from docproc.places import Watched
from docproc.settings import load_settings
from docproc.store import Store
from docproc.store.check import check
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SETTINGS = replace(load_settings(), rest_seconds=0.02, broken_rest_seconds=0.1, rescan_seconds=0.1)
LETTER = "Số: 12/NV-VP\nKính gửi: UBND xã Thử.\nĐề nghị báo cáo trước ngày 20/02/2024.\n"


@dataclass
class Office:
    """A watched folder and a store that holds the original of one letter already."""

    inbox: Path
    store: Store
    told: list[DocprocError] = field(default_factory=list)

    def drop(self, name: str, text: str = LETTER) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def once(self, **changes: str) -> dict[str, int]:
        executor = Serial(self.store, Order(self.store.data, self.store.url, SETTINGS, "test", "en"))
        watched = [Watched(folder=self.inbox, **changes)]  # type: ignore[arg-type]
        return watch(self.store, watched, SETTINGS, executor, once=True, tell=self.told.append)

    def kinds(self) -> set[type[DocprocError]]:
        return {type(trouble) for trouble in self.told}

    def lying(self) -> set[str]:
        """All files in the folder, months and hidden ones left out."""
        found = (path.relative_to(self.inbox) for path in self.inbox.rglob("*") if path.is_file())
        return {"/".join(p for p in path.parts if not p.isdigit()) for path in found if path.name[0] != "."}

    @property
    def original(self) -> Path:
        return self.originals()[0]

    def originals(self) -> list[Path]:
        return sorted(path for path in self.store.originals.glob("??/??/*") if path.is_file())


def is_sound(office: Office) -> bool:
    return list(check(office.store, deep=True)) == []
