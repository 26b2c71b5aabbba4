"""A reader in place of docproc.pipeline for PDFs made by tests: a page says how wide it is and how it lies."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from docproc.letter import Header, Letter, Task
from docproc.page import Line, Page, PageReason, Word
from docproc.settings import Settings


def page_count(path: Path, settings: Settings) -> int:
    with pikepdf.open(path) as document:
        return len(document.pages)


def get_ready() -> None:
    return


def is_text(path: Path) -> bool:
    return False


def read(path: Path, settings: Settings, first: int = 1, last: int | None = None) -> list[Page]:
    with pikepdf.open(path) as document:
        said = [f"trang{int(p.mediabox[2]) // 100}xoay{int(p.obj.get('/Rotate', 0))}" for p in document.pages]
    return [_page(number, words) for number, words in enumerate(said, start=1)]


def _page(number: int, words: str) -> Page:
    return Page(number, 0, 0, (Line((Word(words),)),), source="text", reason=PageReason.PLAIN_TEXT)


def letter_of(pages: list[Page], file: str, path: Path) -> Letter:
    """A letter whose subject says which pages it has; each page has a task. Page 5, unturned, says MẬT."""
    said = [page.text.strip() for page in pages]
    tasks = [
        Task(id=str(n), page=n, text=f"Nhiệm vụ {words.split('xoay')[0]}.")
        for n, words in enumerate(said, start=1)
    ]
    header = Header(subject=" ".join(said), secrecy="MẬT" if "trang5xoay0" in said else None)
    return Letter(file=file, pages=len(pages), header=header, tasks=tasks)


def letters_in(pages: list[Page], letter: Letter) -> list[list[int]]:
    return [[page.number for page in pages]]
