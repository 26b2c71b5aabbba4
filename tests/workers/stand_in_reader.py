"""A reader in place of docproc.pipeline: what a test wants of a file is its first word."""

from __future__ import annotations

import os
import time
from pathlib import Path

from docproc.errors import DamagedFile
from docproc.letter import Header, Letter
from docproc.page import Line, Page, PageReason, Word
from docproc.settings import Settings


def get_ready() -> None:
    return


def page_count(path: Path, settings: Settings) -> int:
    words = path.read_text(encoding="utf-8").split()
    return int(words[1]) if words[0] in ("pages", "badpart") else 1


def is_text(path: Path) -> bool:
    return False


def read(path: Path, settings: Settings, first: int = 1, last: int | None = None) -> list[Page]:
    words = path.read_text(encoding="utf-8").split()
    match words[0]:
        case "dies":
            os._exit(9)
        case "broken":
            raise DamagedFile(path, detail="no end")
        case "trips":
            raise ValueError("a secret of the document")
        case "hangs":
            time.sleep(600)
        case "greedy":
            bytearray(3_000_000_000)
        case "sleeps":
            time.sleep(float(words[1]))
        case "badpart" if first == 1:
            raise DamagedFile(path, detail="no beginning")
    return [page(number, " ".join(words)) for number in range(first, (last or page_count(path, settings)) + 1)]


def page(number: int, text: str) -> Page:
    return Page(number, 0, 0, (Line((Word(text),)),), source="text", reason=PageReason.PLAIN_TEXT)


def letter_of(pages: list[Page], file: str, path: Path) -> Letter:
    numbers = ",".join(str(page.number) for page in pages)
    lost = ",".join(str(page.number) for page in pages if page.problem)
    return Letter(file=file, pages=len(pages), header=Header(subject=f"{numbers}/{lost}"))
