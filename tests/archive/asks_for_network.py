"""In place of docproc.pipeline: says in the subject of a letter whether the worker has a network, and what was
wrong with its page.
"""

from __future__ import annotations

from pathlib import Path

from docproc.confined.network import is_left
from docproc.letter import Header, Letter
from docproc.page import Page, PageReason
from docproc.settings import Settings


def get_ready() -> None:
    pass


def page_count(path: Path, settings: Settings) -> int:
    return 1


def is_text(path: Path) -> bool:
    return True


def read(path: Path, settings: Settings, first: int = 1, last: int | None = None) -> list[Page]:
    return [Page(1, 0.0, 0.0, (), source="text", reason=PageReason.PLAIN_TEXT, problem=f"{path}: too large")]


def letter_of(pages: list[Page], file: str, path: Path) -> Letter:
    subject = "no network" if is_left() else "a network"
    return Letter(file=file, pages=1, header=Header(subject=f"{subject}; {pages[0].problem}"))


def letters_in(pages: list[Page], letter: Letter) -> list[list[int]]:
    return []
