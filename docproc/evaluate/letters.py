"""The fields of predicted letters against those of the gold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rapidfuzz import fuzz

from docproc.edited import edited_json
from docproc.errors import CannotRead, DamagedFile, NotFound, why
from docproc.evaluate.gold import LetterData, checked_letter
from docproc.evaluate.normalise import (
    digits,
    is_same_key,
    is_same_name,
    is_same_spelling,
    is_same_subject,
    key,
    packed,
    similarity,
)
from docproc.evaluate.rules.evaluate import Evaluate
from docproc.evaluate.tally import Tally, best_pairs
from docproc.evaluate.words import BY_HAND, DATES
from docproc.rules import load
from docproc.wrong_values import wrong_value

_FOUND = 100.0  # score of a pair that agrees exactly


def annotated(gold_dir: Path, predicted_dir: Path) -> Iterator[tuple[str, LetterData, LetterData | None]]:
    """Each letter of a gold folder: its name, its annotation, what was predicted (None when nothing was).

    Raises NotFound, DamagedFile.
    """
    if not gold_dir.is_dir():
        raise NotFound(gold_dir)
    for gold in sorted(gold_dir.glob("*.json")):
        predicted = predicted_dir / gold.name
        yield gold.stem, _letter(gold), _letter(predicted) if predicted.exists() else None


def _letter(path: Path) -> LetterData:
    try:
        return checked_letter(edited_json(path))
    except ValidationError as error:
        raise DamagedFile(path, detail=wrong_value(error)) from error
    except OSError as error:
        raise CannotRead(path, detail=why(error)) from error
    except ValueError as error:
        raise DamagedFile(path, detail=str(error)) from error


def count_letter(doc: str, gold: LetterData, predicted: LetterData, tally: Tally) -> None:
    """Add one letter to the counts; `doc` names it in the differences."""
    _count_header(doc, gold.get("header") or {}, predicted.get("header") or {}, tally)
    _count_signer(doc, gold.get("signer") or {}, predicted.get("signer") or {}, tally)
    for field in ("addressees", "recipients"):
        tally.many(field, names(gold.get(field)), names(predicted.get(field)), similarity, doc)
    tally.many("citations", cited(gold), cited(predicted), same_number, doc)
    _count_tasks(doc, gold, predicted, tally)
    tally.one("event.start", event_start(gold), event_start(predicted), _is_equal, doc)


def _count_header(doc: str, gold: LetterData, predicted: LetterData, tally: Tally) -> None:
    hand: list[str] = gold.get("handwritten") or []
    number_hand = "number" in hand
    date_hand = any(name.startswith("issue_date") for name in hand)
    by_hand = {"number": number_hand, "issue_date": date_hand}
    for field, is_same in HEADER_FIELDS:
        name = f"header.{field}" + (BY_HAND if by_hand.get(field) else "")
        is_alike = is_same_name if field in NAMES else None
        tally.one(name, gold.get(field), predicted.get(field), is_same, doc, is_alike)


def _count_signer(doc: str, gold: LetterData, predicted: LetterData, tally: Tally) -> None:
    for field in SIGNER_FIELDS:
        tally.one(f"signer.{field}", gold.get(field), predicted.get(field), is_same_spelling, doc, is_same_name)


def _count_tasks(doc: str, gold: LetterData, predicted: LetterData, tally: Tally) -> None:
    wanted, found = _without_optional(gold.get("tasks") or [], predicted.get("tasks") or [])
    pairs = tally.many("tasks", wanted, found, task_score, doc)
    for i, j in pairs:
        place = f"{doc} task {wanted[i].get('id')}"
        for field in ("lead", "coordinate"):
            given, read = names(wanted[i].get(field)), names(found[j].get(field))
            tally.many(f"tasks.{field}", given, read, similarity, place)
    _count_deadlines(doc, wanted, found, pairs, tally)
    tally.many(
        DATES,
        all_dates(wanted, gold.get("report_due")),
        all_dates(found, predicted.get("report_due")),
        _same,
        doc,
    )


def _without_optional(
    gold: list[LetterData], predicted: list[LetterData]
) -> tuple[list[LetterData], list[LetterData]]:
    """Both lists without the tasks that the gold calls optional: neither missed nor, when found, spurious."""
    skipped = {j for i, j in best_pairs(gold, predicted, task_score) if gold[i].get("optional")}
    return (
        [task for task in gold if not task.get("optional")],
        [task for j, task in enumerate(predicted) if j not in skipped],
    )


def _count_deadlines(
    doc: str,
    gold: list[LetterData],
    predicted: list[LetterData],
    pairs: list[tuple[int, int]],
    tally: Tally,
) -> None:
    """A deadline is right on the right task only; that of a spurious task gets a number below 0."""
    task_of = {j: i for i, j in pairs}
    wanted = [(i, due) for i, task in enumerate(gold) if (due := due_date(task))]
    found = [(task_of.get(j, -1 - j), due) for j, task in enumerate(predicted) if (due := due_date(task))]
    tally.many("tasks.deadline", wanted, found, _same, doc)


def all_dates(tasks: list[LetterData], report_due: LetterData | None) -> list[str]:
    """The days by which something of a letter is due, each once, in order."""
    dates = {due for task in tasks if (due := due_date(task))}
    closing = (report_due or {}).get("date")
    return sorted(dates | ({closing} if closing else set()))


def due_date(task: LetterData) -> str | None:
    """The day of a task's deadline, ISO 8601."""
    return (task.get("deadline") or {}).get("date")


def names(values: list[Any] | None) -> list[str]:
    """Offices as plain names; each is a string or an object with `name`."""
    return [value if isinstance(value, str) else value.get("name") or "" for value in values or []]


def cited(letter: LetterData) -> list[str]:
    """The numbers of the documents that a letter cites."""
    return [citation.get("number") or "" for citation in letter.get("citations") or []]


def event_start(letter: LetterData) -> str | None:
    """The start to the minute."""
    return ((letter.get("event") or {}).get("start") or "")[:16] or None


def task_score(a: LetterData, b: LetterData) -> float:
    """How alike the texts of two tasks are, 0 to 100; 0 when they are not the same task."""
    ratio = fuzz.token_sort_ratio(key(a.get("text", "")), key(b.get("text", "")))
    return ratio if ratio >= load(Evaluate).alike.task else 0.0


def _same(a: Any, b: Any) -> float:
    return _FOUND if a == b else 0.0


def same_number(a: str, b: str) -> float:
    """100 for two numbers of documents that are the same but for blanks and capitals, else 0."""
    return _FOUND if packed(a).lower() == packed(b).lower() else 0.0


def _is_equal(a: Any, b: Any) -> bool:
    return bool(a == b)


def _is_same_digits(a: Any, b: Any) -> bool:
    return digits(a) == digits(b)


def _is_same_symbol(a: str, b: str) -> bool:
    return packed(a) == packed(b)


# The fields of the head that are compared, and what counts as the same.
HEADER_FIELDS: tuple[tuple[str, Callable[[Any, Any], bool]], ...] = (
    ("doc_type", is_same_key),
    ("number", _is_same_digits),
    ("symbol", _is_same_symbol),
    ("issue_date", _is_equal),
    ("issuer", is_same_spelling),
    ("place", is_same_spelling),
    ("subject", is_same_subject),
    ("urgency", is_same_key),
)
# Of the head, what names something: beside the figure for what is spelt the same stands one for what is alike.
NAMES = frozenset({"symbol", "issuer", "place"})
SIGNER_FIELDS = ("name", "position")
