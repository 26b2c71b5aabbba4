"""Where the letters and tasks of reports and exports come from: the one place to put another source in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date as Date
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy.orm import Session

from docproc.cli.console import say
from docproc.cli.faults import NoLetters, NoLettersInFolder
from docproc.cli.letter_values import check_values
from docproc.cli.office import office_store
from docproc.edited import edited_text
from docproc.errors import DocprocError, InputError, NotALetterFile, NotAllowed, NotFound, why
from docproc.letter import Letter
from docproc.numerals import whole_number
from docproc.records import RegisteredLetter, TrackedTask
from docproc.reports.sheets.period import DayOf, Days, Period
from docproc.store import days_of_letters, registered_letter, registered_letters, tracked_tasks
from docproc.store.faults import NoSuchLetter
from docproc.store.records import ANY_DAY
from docproc.wrong_values import wrong_value

Value = TypeVar("Value")
_EDXML = (".edxml", ".xml")
DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
"""How a day may be written on the command line."""


@dataclass(frozen=True, slots=True)
class Records:
    """Letters, and the tasks of all of them; both can be gone through more than once.

    `faults` are those that could not be had; the others are there. `told` are the lines about the choice that a
    person must see. Letters that were struck out are among the `letters`, their tasks not among the `tasks` but
    the `struck_out`.
    """

    letters: Iterable[RegisteredLetter]
    tasks: Iterable[TrackedTask]
    faults: Sequence[DocprocError] = ()
    period: Period = field(default_factory=Period)
    told: Sequence[str] = ()
    struck_out: Iterable[TrackedTask] = ()


_ALWAYS = Period()


@contextmanager
def records_of(named: Sequence[Path], period: Period = _ALWAYS, data: Path | None = None) -> Iterator[Records]:
    """Letters from the files, folders and register numbers named; all of the office's register when none are.

    `data` is the folder of the register, else that of the settings. Use the records within the context; there is
    at least one letter. Raises NoLetters when none are named and the register is empty, NoLettersInFolder, what
    `Period.settled` and `Period.told` raise, StoreFault when the register cannot be opened, and where none of
    those named can be had, why.
    """
    listed = list(dict.fromkeys(letter_files(named)))
    of_register = [path for path in listed if register_number(path) is not None]
    period = period.settled(of_files=len(of_register) < len(listed))
    if listed and not of_register:
        yield _records_named(listed, period)
        return
    with office_store(data) as store, store.reading() as session:
        yield _records_named(listed, period, session) if listed else _register(session, period)


def _register(session: Session, period: Period) -> Records:
    days = [Days(*of_one) for of_one in days_of_letters(session)]
    if not days:
        raise NoLetters()
    told = period.told(days)
    ends = (period.since, period.until)
    arrived, issued = (ends, ANY_DAY) if period.by is DayOf.ARRIVAL else (ANY_DAY, ends)
    letters = _Again(partial(registered_letters, session, arrived=arrived, issued=issued))
    tasks = _Again(partial(tracked_tasks, session, arrived=arrived, issued=issued))
    struck = _Again(partial(tracked_tasks, session, arrived=arrived, issued=issued, struck_out=True))
    return Records(letters, tasks, period=period, told=told, struck_out=struck)


@dataclass(frozen=True)
class _Again(Iterable[Value]):
    """What can be gone through more than once, fetched anew each time."""

    begin: Callable[[], Iterator[Value]]

    def __iter__(self) -> Iterator[Value]:
        return self.begin()


def _records_named(listed: Sequence[Path], period: Period, session: Session | None = None) -> Records:
    """Letters one by one, from `session` those that are named by their number in the register."""
    found: list[tuple[RegisteredLetter, list[TrackedTask]]] = []
    faults: list[DocprocError] = []
    task_ids = count(-1, -1)
    for place, path in enumerate(listed, start=1):
        number = register_number(path)
        try:
            if session is not None and number is not None:
                found.append(_from_register(session, number))
            else:
                found.append(_from_file(path, -place, task_ids))
        except (InputError, NoSuchLetter) as error:
            faults.append(error)
    try:
        if not found:
            raise faults.pop()
        told = period.told(Days.of(record) for record, _tasks in found)
    except DocprocError:
        for fault in faults:
            say(fault.message())
        raise
    inside = [one for one in found if period.holds(Days.of(one[0]))]
    tasks = [task for _record, of_letter in inside for task in of_letter]
    return Records([record for record, _tasks in inside], tasks, faults, period, told)


def _from_register(session: Session, number: int) -> tuple[RegisteredLetter, list[TrackedTask]]:
    return registered_letter(session, number), list(tracked_tasks(session, ids=[number]))


def _from_file(path: Path, number: int, task_ids: Iterator[int]) -> tuple[RegisteredLetter, list[TrackedTask]]:
    """A letter that nobody registered: number and day of arrival are blank, every task is open.

    Its id and those of its tasks are below 0, where the register has none.
    """
    record = record_from_file(path, number)
    return record, [TrackedTask(next(task_ids), record, task) for task in record.letter.tasks]


def register_number(named: Path) -> int | None:
    """The id in the register that stands in place of a file; None for the name of a file or folder."""
    number = whole_number(str(named))
    return None if number is None or named.exists() else number


def record_named(named: Path, data: Path | None = None) -> RegisteredLetter:
    """One letter: from its file, or, for a bare number that is no file, the letter of the register with this id.

    `data` is the folder of the register, else that of the settings. Raises as `record_from_file`, NoSuchLetter.
    """
    number = register_number(named)
    if number is None:
        return record_from_file(named)
    with office_store(data) as store, store.reading() as session:
        return registered_letter(session, number)


def record_from_file(path: Path, number: int = 1) -> RegisteredLetter:
    """One letter that nobody has registered. Raises NotFound, NotAllowed, NotALetterFile, NotAnExchangeFile."""
    letter = letter_from_file(path)
    day = letter.header.issue_date or Date.today()
    return RegisteredLetter(number, letter, "", "", 0, day, registered=False)


def letter_files(paths: Sequence[Path]) -> list[Path]:
    """What is named, and all NAME.json of the folders named, in the order of their names.

    Raises NoLettersInFolder for a folder without any.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.iterdir() if file.suffix.lower() == ".json")
            if not inside:
                raise NoLettersInFolder(path)
            found += inside
        else:
            found.append(path)
    return found


def letter_from_file(path: Path) -> Letter:
    """A letter from its JSON or edXML file. Raises NotFound, NotAllowed, NotALetterFile, NotAnExchangeFile."""
    if path.suffix.lower() in _EDXML:
        from docproc.reports.exchange.edxml import letter_of, read_header  # loads lxml

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
