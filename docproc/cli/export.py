"""docproc export: registers, the table of tasks, the calendar, exchange files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date as Date
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.export_archive import archive
from docproc.cli.export_corrected import corrected
from docproc.cli.export_searchable import searchable
from docproc.cli.faults import DraftExists, TableExists
from docproc.cli.help import App
from docproc.cli.options import By, Data, Every, Force, Letters, On, Ours, Since, Until
from docproc.cli.outputs import make_folder, result_path, write_text, writing
from docproc.cli.own_office import own_office
from docproc.cli.sources import DAY_FORMATS, Records, records_of
from docproc.errors import DocprocError, ExitCode, NoTasks, NothingForCalendar
from docproc.messages import _
from docproc.records import RegisteredLetter
from docproc.reports.drafts.fields import named_offices
from docproc.reports.names.meant_office import meant_office
from docproc.reports.sheets.period import Period


def add_exports(app: App) -> None:
    """Put the commands of `docproc export` into an app."""
    app.add("register", _("Sổ đăng ký văn bản đến and sổ theo dõi giải quyết, as an Excel file."), register)
    app.add("tasks", _("Bảng theo dõi nhiệm vụ with monthly statistics, as an Excel file."), tasks)
    app.add("ics", _("The deadlines as a calendar file (iCalendar)."), ics)
    app.add("edxml", _("The headers of letters, or of your answers, for the exchange of documents."), edxml)
    app.add("corrected", _("Letters that people checked, to measure on and to learn from."), corrected)
    app.add("archive", _("What docproc batch read: tables for analysts, a page of figures."), archive)
    app.add("searchable", _("Searchable copies of letters of the register, as PDF/A."), searchable)
    app.add("nd30", _("The fields of Decree 30/2020, Annex VI, as JSON or CSV."), nd30)


def register(
    letters: Letters = None,
    since: Since = None,
    until: Until = None,
    by: By = None,
    office: Ours = None,
    on: On = None,
    out: Annotated[Path, typer.Option(help=_("The Excel file."))] = Path("so-van-ban-den.xlsx"),
    force: Force = False,
    data: Data = None,
) -> ExitCode:
    from docproc.reports.sheets.registers import write_registers

    ours = own_office(office)
    left_out: Counter[str] = Counter()
    with _records(letters, Period.of(since, until, by), data, out, force) as records, writing(out):
        write_registers(
            records.letters,
            records.tasks,
            out,
            office=ours.name,
            parent=ours.above,
            day=_day(on),
            period=records.period.words(),
            left_out=left_out,
        )
    if left_out:
        say(
            _(
                "{count} tasks of other offices, in {letters} letters, are not counted in the follow-up book.",
                count=left_out.total(),
                letters=len(left_out),
            )
        )
    return _done(records, out)


def tasks(
    letters: Letters = None,
    since: Since = None,
    until: Until = None,
    by: By = None,
    office: Ours = None,
    on: On = None,
    every: Every = False,
    out: Annotated[Path, typer.Option(help=_("The Excel file."))] = Path("theo-doi-nhiem-vu.xlsx"),
    force: Force = False,
    data: Data = None,
) -> ExitCode:
    from docproc.reports.sheets.tracker import write_tracker
    from docproc.reports.tasks.concern import followed

    ours = own_office(office)
    left_out: Counter[str] = Counter()
    if out.exists() and not (force or letters):
        raise TableExists(out, file=out)
    with _records(letters, Period.of(since, until, by), data, out, force) as records, writing(out):
        chosen = followed(records.tasks, ours.name, ours.above, every, left_out)
        first = next(chosen, None)
        if first is None:
            _say_all(records.faults)
            _ask(_meant(ours.name, records, left_out))
            raise NoTasks(office=ours.name, others=left_out.total())
        chosen = chain([first], chosen)
        write_tracker(chosen, out, office=ours.name, day=_day(on), period=records.period.words())
        meant = _meant(ours.name, records, left_out)
    _tell(left_out, meant)
    return _done(records, out)


def ics(
    letters: Letters = None,
    since: Since = None,
    until: Until = None,
    by: By = None,
    office: Ours = None,
    every: Every = False,
    repeat_until: Annotated[
        datetime | None,
        typer.Option(
            formats=DAY_FORMATS, help=_("Last day of what comes back; else the end of the letter's year.")
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help=_("The calendar file."))] = Path("lich-thoi-han.ics"),
    force: Force = False,
    data: Data = None,
) -> ExitCode:
    from docproc.reports.exchange.calendar_file import calendar_of
    from docproc.reports.tasks.concern import followed, that_may_concern

    ours = own_office(office)
    left_out: Counter[str] = Counter()
    with _records(letters, Period.of(since, until, by), data, out, force) as records:
        chosen = chain(
            followed(records.tasks, ours.name, ours.above, every, left_out),
            followed(records.struck_out, ours.name, ours.above, every),
        )
        end = repeat_until.date() if repeat_until else None
        others: list[str] = []
        meant_for = records.letters if every else that_may_concern(records.letters, ours.name, ours.above, others)
        made = calendar_of(meant_for, chosen, datetime.now().astimezone(), repeat_until=end)
        meant = _meant(ours.name, records, left_out)
    for deadline in made.without_day:
        say(_("Not in the calendar, it names no day: {deadline}", deadline=deadline))
    _tell(left_out, meant)
    if others:
        say(
            _(
                "Meetings and days of report of letters to others are left out: {letters}; --all puts them in.",
                letters=", ".join(others),
            )
        )
    if not made.entries:
        _say_all(records.faults)
        raise NothingForCalendar(office=ours.name)
    write_text(out, made.content.decode("utf-8"), newline="")
    return _done(records, out)


def edxml(
    letters: Letters = None,
    since: Since = None,
    until: Until = None,
    by: By = None,
    organ_ids: Annotated[
        Path | None, typer.Option(help=_("CSV with the codes of offices: name, code (mã định danh)."))
    ] = None,
    out: Annotated[Path, typer.Option(help=_("Folder for NAME.edxml."))] = Path(),
    office: Annotated[str | None, typer.Option(help=_("Your office: write the header of your answer."))] = None,
    number: Annotated[str | None, typer.Option(help=_("Number and symbol of your answer: 15/BC-UBND."))] = None,
    date: Annotated[datetime | None, typer.Option(formats=DAY_FORMATS, help=_("Day of your answer."))] = None,
    doc_type: Annotated[str, typer.Option(help=_("Kind of your answer."))] = "Báo cáo",
    force: Force = False,
    data: Data = None,
) -> ExitCode:
    from docproc.cli.exchange import Answer, headers_of, read_organ_ids, write_header

    if (number or date) and not office:
        office = own_office(None).name
    answer = Answer.checked(office, number, date.date() if date else None, doc_type)
    ids = read_organ_ids(organ_ids) if organ_ids else {}
    written: set[Path] = set()
    with _records(letters, Period.of(since, until, by), data) as records:
        make_folder(out)
        faults: list[DocprocError] = []
        for record in _standing(records):
            try:
                target = result_path(out, Path(record.letter.file).stem, ".edxml")
                if target in written or (target.exists() and not force):
                    raise DraftExists(target)
                write_header(headers_of(record.letter, ids, answer), target, record.letter.file)
                written.add(target)
            except DocprocError as error:
                faults.append(error)
    return _done(records, more=faults)


def nd30(
    letters: Letters = None,
    since: Since = None,
    until: Until = None,
    by: By = None,
    out: Annotated[Path, typer.Option(help=_("The file; its ending .json or .csv chooses the form."))] = Path(
        "van-ban-den.json"
    ),
    force: Force = False,
    data: Data = None,
) -> ExitCode:
    from docproc.reports.exchange.nd30_fields import to_csv, to_json

    with _records(letters, Period.of(since, until, by), data, out, force) as records:
        if out.suffix.lower() == ".csv":
            # The byte order mark makes Excel read the file as UTF-8.
            write_text(out, "\ufeff" + to_csv(_standing(records)), newline="")
        else:
            write_text(out, to_json(_standing(records)))
    return _done(records, out)


@contextmanager
def _records(
    letters: Sequence[Path] | None,
    period: Period,
    data: Path | None,
    out: Path | None = None,
    force: bool = True,
) -> Iterator[Records]:
    """The letters asked for. Raises NoLetters, and DraftExists for a file that would be replaced unasked."""
    if out is not None and out.exists() and not force:
        raise DraftExists(out)
    with records_of(letters or (), period, data) as records:
        if out is not None:
            make_folder(out.parent)
        yield records


def _standing(records: Records) -> Iterator[RegisteredLetter]:
    """The letters without those that were struck out: what goes to others, and not the book itself."""
    return (record for record in records.letters if record.void_reason is None)


def _day(on: datetime | None) -> Date:
    return on.date() if on else Date.today()


def _meant(office: str, records: Records, left_out: Counter[str]) -> str | None:
    """The office that is meant where tasks were left out and a letter names one that is near."""
    if not left_out:
        return None
    letters = (record.letter for record in records.letters)
    return meant_office(office, (name for letter in letters for name in named_offices(letter)))


def _tell(left_out: Counter[str], meant: str | None) -> None:
    if left_out:
        say(_("{count} tasks of other offices are left out; --all puts them in.", count=left_out.total()))
    _ask(meant)


def _ask(meant: str | None) -> None:
    if meant:
        say(_("Is “{meant}” the office that you mean?", meant=meant))


def _done(records: Records, out: Path | None = None, more: Sequence[DocprocError] = ()) -> ExitCode:
    """Say what could not be had or, `more`, not be written, which letters were chosen, and the file."""
    faults = [*records.faults, *more]
    _say_all(faults)
    for line in records.told:
        say(line)
    if out is not None:
        say(_("Written: {file}", file=out))
    return ExitCode.SOME_FAILED if faults else ExitCode.DONE


def _say_all(faults: Sequence[DocprocError]) -> None:
    for fault in faults:
        say(fault.message())
