"""Where the letters and tasks of reports and exports come from: the one place to put another source in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from docproc.cli.faults import NoLetters
from docproc.cli.letter_values import check_values
from docproc.cli.office import office_store
from docproc.edited import edited_text
from docproc.errors import DocprocError, InputError, NotALetterFile, NotAllowed, NotFound, why
from docproc.letter import Letter
from docproc.numerals import whole_number
from docproc.records import RegisteredLetter, TrackedTask
from docproc.reports.wording import short_date, upper_first
from docproc.store import registered_letter, registered_letters, tracked_tasks
from docproc.wrong_values import wrong_value

Value = TypeVar("Value")
_EDXML = (".edxml", ".xml")
DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
"""How a day may be written on the command line."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days of arrival, or of issue for a letter that nobody registered; both ends included."""

    since: Date | None = None
    until: Date | None = None

    @classmethod
    def of(cls, since: datetime | None, until: datetime | None) -> Period:
        """From what the command line gives."""
        return cls(since.date() if since else None, until.date() if until else None)

    def holds(self, day: Date | None) -> bool:
        """Whether a day lies in it; a day that is not known lies only in a period without ends."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def words(self) -> str:
        """`Từ ngày 01/01/2024 đến ngày 31/3/2024`; empty without ends."""
        ends = (("từ ngày", self.since), ("đến ngày", self.until))
        return upper_first(" ".join(f"{word} {short_date(day)}" for word, day in ends if day))


@dataclass(frozen=True, slots=True)
class Records:
    """Letters, and the tasks of all of them; both can be gone through more than once.

    `faults` are the files that were no letters; the others are there. Letters that were struck out are among the
    `letters`, their tasks not among the `tasks` but the `struck_out`.
    """

    letters: Iterable[RegisteredLetter]
    tasks: Iterable[TrackedTask]
    faults: Sequence[DocprocError] = ()
    period: Period = field(default_factory=Period)
    struck_out: Iterable[TrackedTask] = ()


_ALWAYS = Period()


@contextmanager
def records_of(named: Sequence[Path], period: Period = _ALWAYS, data: Path | None = None) -> Iterator[Records]:
    """Letters from the files and folders named; from the office's register when none are.

    `data` is the folder of the register, else that of the settings. Use the records within the context. Raises
    NoLetters when none are named and the register is empty, StoreFault when it cannot be opened.
    """
    if named:
        yield records_from_letter_files(named, period)
        return
    first, last = period.since, period.until
    with office_store(data) as store, store.reading() as session:
        if next(registered_letters(session), None) is None:
            raise NoLetters()
        letters = _Again(partial(registered_letters, session, arrived_from=first, arrived_to=last))
        tasks = _Again(partial(tracked_tasks, session, arrived_from=first, arrived_to=last))
        struck = partial(tracked_tasks, session, arrived_from=first, arrived_to=last, struck_out=True)
        yield Records(letters, tasks, period=period, struck_out=_Again(struck))


@dataclass(frozen=True)
class _Again(Iterable[Value]):
    """What can be gone through more than once, fetched anew each time."""

    begin: Callable[[], Iterator[Value]]

    def __iter__(self) -> Iterator[Value]:
        return self.begin()


def records_from_letter_files(paths: Sequence[Path], period: Period = _ALWAYS) -> Records:
    """Letters from their files: NAME.json of `docproc process`, folders of those, or edXML files.

    Nobody has registered them: number and day of arrival are blank and every task is open.
    """
    letters: list[RegisteredLetter] = []
    tasks: list[TrackedTask] = []
    faults: list[DocprocError] = []
    task_ids = count(1)
    for path in letter_files(paths):
        try:
            record = record_from_file(path, number=len(letters) + 1)
        except InputError as error:
            faults.append(error)
            continue
        if not period.holds(record.letter.header.issue_date):
            continue
        letters.append(record)
        tasks += [TrackedTask(next(task_ids), record, task) for task in record.letter.tasks]
    return Records(letters, tasks, faults, period)


def record_named(named: Path, data: Path | None = None) -> RegisteredLetter:
    """One letter: from its file, or, for a bare number that is no file, the letter of the register with this id.

    `data` is the folder of the register, else that of the settings. Raises as `record_from_file`, NoSuchLetter.
    """
    number = whole_number(str(named))
    if number is None or named.exists():
        return record_from_file(named)
    with office_store(data) as store, store.reading() as session:
        return registered_letter(session, number)


def record_from_file(path: Path, number: int = 1) -> RegisteredLetter:
    """One letter that nobody has registered. Raises NotFound, NotAllowed, NotALetterFile, NotAnExchangeFile."""
    letter = letter_from_file(path)
    day = letter.header.issue_date or Date.today()
    return RegisteredLetter(number, letter, "", "", 0, day, registered=False)


def letter_files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and all NAME.json of the folders named, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.iterdir() if file.suffix.lower() == ".json")
        else:
            found.append(path)
    return found


def letter_from_file(path: Path) -> Letter:
    """A letter from its JSON or edXML file. Raises NotFound, NotAllowed, NotALetterFile, NotAnExchangeFile."""
    if path.suffix.lower() in _EDXML:
        from docproc.reports.edxml import letter_of, read_header  # loads lxml

        return letter_of(read_header(path), path.name)
    try:
        letter = Letter.model_validate_json(edited_text(path))
        check_values(letter)
    except FileNotFoundError as error:
        raise NotFound(path) from error
    except PermissionError as error:
        raise NotAllowed(path) from error
    except ValidationError as error:
        raise NotALetterFile(path, detail=wrong_value(error)) from error
    except OSError as error:
        raise NotALetterFile(path, detail=why(error)) from error
    except ValueError as error:  # no text in UTF-8; an hour that is none
        raise NotALetterFile(path, detail=str(error)) from error
    return letter
