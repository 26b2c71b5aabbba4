"""Short letters made of long ones: a head, a few lines next to each other, and a foot.

Most letters written for teaching are whole and long; an office also writes letters of two sentences, and models
that saw none of those find nothing in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from docproc.teaching.annotated import AnnotatedLetter, unmarked

_BODY_FROM = 150  # characters: the first line as long as that is of the body, where nobody is addressed
_LONGEST = 4  # lines of a short body
_ADDRESSED = re.compile(r"Kính gửi")
_ITEM = re.compile(r"\s*[-+*]\s")
_FOOT = re.compile(r"Nơi nhận")
_MARKER = re.compile(r"^\s*(?:[-+*•]|\d+(?:\.\d+)*[.)]|[a-zđ]\))\s+")


def shortened(path: Path, times: int) -> Iterator[AnnotatedLetter]:
    """Short letters, `times` at most, of a letter with its tasks marked; the same ones each time."""
    for number, marked in enumerate(_cut(path.read_text(encoding="utf-8"), path.stem, times), start=1):
        text, tasks = unmarked(path, marked)
        yield AnnotatedLetter(f"{path.stem}-{number}", path.stem, path, text, tasks)


def _cut(marked: str, seed: str, times: int) -> Iterator[str]:
    lines = marked.splitlines()
    start = _body_start(lines)
    end = next((at for at, line in enumerate(lines) if at > start and _FOOT.match(line)), len(lines))
    head, foot = lines[:start], lines[end:]
    parts = [(first, size) for size in range(1, _LONGEST + 1) for first in range(start, end - size + 1)]
    Random(seed).shuffle(parts)
    for first, size in parts:
        body = lines[first : first + size]
        if times and _stands_alone(head, body):
            times -= 1
            body[0] = body[0] if size > 1 else _MARKER.sub("", body[0])
            yield "\n".join([*head, *body, *foot])


def _body_start(lines: list[str]) -> int:
    """The line that the body begins with: behind those addressed, or the first long one."""
    for at, line in enumerate(lines):
        if _ADDRESSED.match(line):
            items = next((n for n, item in enumerate(lines[at + 1 :]) if not _ITEM.match(item)), 0)
            return at + 1 + items
    return next((at for at, line in enumerate(lines) if len(line) > _BODY_FROM or "⟦" in line), len(lines))


def _stands_alone(head: list[str], body: list[str]) -> bool:
    """Whether lines hold whole tasks, at least one that is none in doubt, and name all who lead them."""
    text = "\n".join(body)
    if text.count("⟦") != text.count("⟧") or text.find("⟧") < text.find("⟦"):
        return False
    plain, tasks = unmarked(Path(), text)
    named = "\n".join([*head, plain]).casefold()
    sure = [task for task in tasks if not task.optional]
    return bool(sure) and all(_named(lead, named) for task in tasks for lead in task.lead)


def _named(office: str, text: str) -> bool:
    return all(word in text for word in office.casefold().split())
