"""What a person may write into a field of a letter: a text becomes the value, or it is said what is expected.

Fields have the names of the letter's JSON (docs/contract.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, timedelta
from typing import Any

from docproc.days import typed_day
from docproc.extract.layout.rules.doc_types import DocTypes
from docproc.extract.layout.rules.zones import ZoneRules
from docproc.field_words import field_words
from docproc.language.normalise import fold, normalise
from docproc.language.rules.symbols import Patterns, Symbols
from docproc.letter import Deadline, Letter, Office
from docproc.messages import _
from docproc.rules import Expression, load
from docproc.store.entered.changes import entered_words
from docproc.store.faults import WrongValue
from docproc.workdays import last_working_day_on_or_before

_NAME, _SENTENCE = 200, 2000  # letters that a name and a trích yếu may have
LONGEST_TASK = 5000  # letters of the text of a task
_SHOWN = 60  # letters shown of a value that cannot be taken
_BEFORE = re.compile(r"^trước(?:\s+ngày)?\s+(?P<day>\S+)$", re.IGNORECASE)
_HOUR = re.compile(r"^(?P<day>\S+?)(?:T|\s+)(?P<hour>\d{1,2}:\d{2})$")


@dataclass(frozen=True, slots=True)
class Given:
    """A value as it was written, with the name of its field and what stands there now."""

    field: str
    text: str
    present: Any

    def refused(self, expected: str) -> WrongValue:
        """The error that says what is expected."""
        return WrongValue(field=field_words(self.field), given=self.text[:_SHOWN], expected=expected)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a field is read; `needed`: a letter cannot be without it."""

    read: Callable[[Given], Any]
    needed: bool = False


def _words(most: int) -> Callable[[Given], str]:
    return lambda given: entered_words(field_words(given.field), given.text, most)


def _written_so(form: Callable[[Patterns], Expression], expected: Callable[[], str]) -> Callable[[Given], str]:
    def read(given: Given) -> str:
        written = normalise(given.text).strip()
        if not form(load(Symbols).patterns).regex.match(written):
            raise given.refused(expected())
        return written

    return read


def _one_of(choices: Callable[[], list[str]]) -> Callable[[Given], str]:
    def read(given: Given) -> str:
        written = fold(" ".join(normalise(given.text).split()))
        found = next((choice for choice in choices() if fold(choice) == written), None)
        if found is None:
            raise given.refused(_("one of {choices}", choices=", ".join(choices())))
        return found

    return read


def _types() -> list[str]:
    return [kind.name for kind in load(DocTypes).type]


def _urgency() -> list[str]:
    return list(load(ZoneRules).marks.urgency)


def _secrecy() -> list[str]:
    return list(load(ZoneRules).marks.secrecy)


def _day(given: Given) -> Date:
    day = typed_day(given.text)
    if day is None:
        raise given.refused(_("a day, as 20/3/2024"))
    return day


def _moment(given: Given) -> str:
    """A day, or a day with the hour, as the letter's JSON has it."""
    parts = _HOUR.match(given.text.strip())
    day = typed_day(parts["day"] if parts else given.text)
    try:
        hour = datetime.strptime(parts["hour"], "%H:%M").time() if parts else None
    except ValueError:
        day = hour = None
    if day is None:
        raise given.refused(_("a day with the hour, as 14/5/2024 08:30"))
    return f"{day.isoformat()}T{hour:%H:%M}" if hour else day.isoformat()


def _offices(given: Given) -> list[Office]:
    """The offices between semicolons; those that stand there already keep their place on the page."""
    names = [
        entered_words(field_words(given.field), name, _NAME) for name in given.text.split(";") if name.strip()
    ]
    if not names:
        raise given.refused(_("names of offices, with semicolons between them"))
    known = {office.name: office for office in given.present}
    return [
        known[name].model_copy(update={"confidence": 1.0}) if name in known else _office(name) for name in names
    ]


def _office(name: str) -> Office:
    from docproc.extract.mentions.nlp import analyse  # loads spaCy
    from docproc.extract.mentions.offices import scope_of

    return Office(name=name, scope=scope_of(name, analyse(name, None), 0))


def _deadline(given: Given) -> Deadline:
    """The last day, or `trước` and the day that is too late; where it was read stays as evidence."""
    words = " ".join(normalise(given.text).split())
    before = _BEFORE.match(words)
    day = typed_day(before["day"] if before else words)
    if day is None:
        raise given.refused(_("the last day, as 20/3/2024, or the day that is too late, as “trước 21/3/2024”"))
    last = day - timedelta(days=1) if before else day
    read: Deadline | None = given.present
    return Deadline(
        text=words,
        date=day,
        time=read.time if read else None,
        inclusive=not before,
        last_day=last,
        last_working_day=last_working_day_on_or_before(last),
        send_to=read.send_to if read else None,
        evidence=read.evidence if read else [],
    )


_NAMES, _SENTENCES = Kind(_words(_NAME)), Kind(_words(_SENTENCE))
KINDS: dict[str, Kind] = {
    "header.doc_type": Kind(_one_of(_types)),
    "header.number": Kind(
        _written_so(
            lambda patterns: patterns.entered_number,
            lambda: _("the number alone, as 642; the symbol is a field of its own"),
        )
    ),
    "header.symbol": Kind(
        _written_so(lambda patterns: patterns.entered_symbol, lambda: _("the symbol alone, as UBND-NN"))
    ),
    "header.issuer": _NAMES,
    "header.issuer_parent": _NAMES,
    "header.place": _NAMES,
    "header.issue_date": Kind(_day),
    "header.subject": _SENTENCES,
    "header.urgency": Kind(_one_of(_urgency)),
    "header.secrecy": Kind(_one_of(_secrecy)),
    "signer.name": _NAMES,
    "signer.position": _NAMES,
    "addressees": Kind(_offices),
    "report_due": Kind(_deadline),
    "event.start": Kind(_moment),
    "event.end": Kind(_moment),
    "event.place": _SENTENCES,
    "tasks[N].text": Kind(_words(LONGEST_TASK), needed=True),
    "tasks[N].lead": Kind(_offices),
    "tasks[N].coordinate": Kind(_offices),
    "tasks[N].deadline": Kind(_deadline),
    "tasks[N].deliverable": _SENTENCES,
    "tasks[N].send_to": _SENTENCES,
}
"""What can be corrected of a letter, by the names of its JSON; N counts the tasks from 0."""


def holder_of(letter: Letter, field: str) -> tuple[Any, str, Kind] | None:
    """The part of the letter that has the field, its name there, and how it is read; None for no such field."""
    found = re.fullmatch(r"(?:(tasks)\[(\d{1,6})\]|(\w+))(?:\.(\w+))?", field, re.ASCII)
    kind = KINDS.get(re.sub(r"\[\d+\]", "[N]", field))
    if found is None or kind is None:
        return None
    if found[1]:
        at = int(found[2])
        return (letter.tasks[at], found[4], kind) if at < len(letter.tasks) else None
    if found[4] is None:
        return letter, found[3], kind
    part = getattr(letter, found[3])
    return (part, found[4], kind) if part is not None else None
