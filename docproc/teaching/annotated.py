"""Letters with their tasks annotated: beside a file (NAME.pdf, NAME.json) or by marks in a text (NAME.txt).

The JSON is that of docs/contract.md, so a corrected letter teaches as well as one annotated by hand. Marks are
for letters written for teaching: `⟦the task⟧{lead: A; B | with: C | due: 2024-03-20}`; `⟦?` is a borderline task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from itertools import accumulate
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from docproc.edited import edited_json, edited_text
from docproc.errors import BadAnnotation, CannotRead, NoAnnotatedLetters, why
from docproc.evaluate.gold import checked_letter
from docproc.wrong_values import wrong_value

_READABLE = (".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".docx", ".txt")
_TASK = re.compile(r"⟦(?P<optional>\??)(?P<text>[^⟦⟧]*)⟧\{(?P<parts>[^{}\n]*)\}")
_ITEM = re.compile(r"\n\s*(?:[-+*•]|\d+(?:\.\d+)*[.)]|[a-zđ]\))?\s*")


@dataclass(frozen=True, slots=True)
class AnnotatedTask:
    """A task as annotated. `optional`: neither missed nor wrong when found (borderline)."""

    text: str
    lead: tuple[str, ...]
    partners: tuple[str, ...]
    due: Date | None
    optional: bool


@dataclass(frozen=True, slots=True)
class AnnotatedLetter:
    """A letter to learn from. `file` is what is read, `text` the whole of it where it is only text.

    `source` groups letters of one issuer: cross-validation leaves out whole sources.
    """

    name: str
    source: str
    file: Path
    text: str | None
    tasks: tuple[AnnotatedTask, ...]


def annotated_letters(folder: Path, sources: dict[str, str] | None = None) -> list[AnnotatedLetter]:
    """The annotated letters of a folder, by name. `sources` gives the source of a letter by its name; without, it
    is the issuer as annotated, else the letter alone.

    Raises NoAnnotatedLetters when the folder holds none, BadAnnotation for one that is none, CannotRead.
    """
    found = [*_marked(folder), *_beside_files(folder, sources or {})]
    if not found:
        raise NoAnnotatedLetters(folder)
    return sorted(found, key=lambda letter: letter.name)


def _marked(folder: Path) -> Iterator[AnnotatedLetter]:
    for path in sorted(folder.rglob("*.txt")):
        if _is_beside_annotation(path):
            continue
        try:
            written = edited_text(path)
        except OSError as error:
            raise CannotRead(path, detail=why(error)) from error
        except ValueError as error:
            raise BadAnnotation(path, detail=str(error)) from error
        text, tasks = unmarked(path, written)
        yield AnnotatedLetter(path.stem, path.stem, path, text, tasks)


def _is_beside_annotation(path: Path) -> bool:
    """Whether a text belongs to a letter annotated in a file of its own: NAME.txt, or a page of it however it is
    called (NAME.p1.txt, NAME.p1.layer.txt) beside NAME.json. Taken for a letter, it would teach that none of its
    sentences is a task.
    """
    stems = accumulate(path.name.split(".")[:-1], "{}.{}".format)
    return any(path.with_name(f"{stem}.json").exists() for stem in stems)


def unmarked(path: Path, written: str) -> tuple[str, tuple[AnnotatedTask, ...]]:
    """The text without its marks, and the tasks that they mark. Raises BadAnnotation."""
    tasks = [_marked_task(path, match) for match in _TASK.finditer(written)]
    text = _TASK.sub(lambda match: match["text"], written)
    if "⟦" in text or "⟧" in text:
        raise BadAnnotation(path, detail=text[max(0, text.find("⟦")) :][:60])
    return text, tuple(tasks)


def _marked_task(path: Path, match: re.Match[str]) -> AnnotatedTask:
    named = (part.partition(":") for part in match["parts"].split("|"))
    parts = {name.strip(): value.strip() for name, _colon, value in named}
    text = " ".join(_ITEM.sub(" ", match["text"]).split())
    due = parts.get("due")
    day = _day(path, due) if due != "text" else None
    return AnnotatedTask(
        text, _listed(parts.get("lead")), _listed(parts.get("with")), day, bool(match["optional"])
    )


def _day(path: Path, written: str | None) -> Date | None:
    try:
        return Date.fromisoformat(written) if written else None
    except ValueError as error:
        raise BadAnnotation(path, detail=written) from error


def _listed(names: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (names or "").split(";") if name.strip())


def _beside_files(folder: Path, sources: dict[str, str]) -> Iterator[AnnotatedLetter]:
    for path in sorted(folder.rglob("*.json")):
        file = next((f for end in _READABLE if (f := path.with_suffix(end)).is_file()), None)
        if file is None:
            continue
        data = _annotation(path)
        issuer = (data.get("header") or {}).get("issuer")
        source = sources.get(path.stem) or issuer or path.stem
        tasks = tuple(_task(path, task) for task in data.get("tasks") or [])
        yield AnnotatedLetter(path.stem, source, file, None, tasks)


def _annotation(path: Path) -> dict[str, Any]:
    try:
        data = edited_json(path)
        # What else is in it (doubts, evidence) teaches nothing, and an annotation may have it in another form.
        return checked_letter(
            {name: data[name] for name in ("header", "tasks") if name in data} if isinstance(data, dict) else data
        )
    except ValidationError as error:
        raise BadAnnotation(path, detail=wrong_value(error)) from error
    except OSError as error:
        raise CannotRead(path, detail=why(error)) from error
    except ValueError as error:
        raise BadAnnotation(path, detail=str(error)) from error


def _task(path: Path, data: dict[str, Any]) -> AnnotatedTask:
    return AnnotatedTask(
        data.get("text") or "",
        _names(data.get("lead")),
        _names(data.get("coordinate")),
        _day(path, (data.get("deadline") or {}).get("date")),
        bool(data.get("optional")),
    )


def _names(offices: list[Any] | None) -> tuple[str, ...]:
    return tuple(o if isinstance(o, str) else o.get("name") or "" for o in offices or [])
