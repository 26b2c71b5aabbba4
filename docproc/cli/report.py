"""docproc report: drafts from templates, and the templates for an office to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date as Date
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.faults import DraftExists, OneLetter, SameName
from docproc.cli.help import App
from docproc.cli.options import Data, Every, Force, LetterOption, Letters, On, Ours, Parent, Pdf, Template
from docproc.cli.outputs import make_folder, result_path, writing
from docproc.cli.own_office import OwnOffice, own_office
from docproc.cli.sources import letter_files, record_named, records_of
from docproc.cli.todays import todays_letter
from docproc.errors import DocprocError, ExitCode, MissingProgram, NotFound
from docproc.filenames import same_name
from docproc.messages import _
from docproc.records import TrackedTask
from docproc.reports.drafts.kinds import KINDS, REMINDER, Kind


def add_reports(app: App) -> None:
    """Put the commands of `docproc report` into an app."""
    for kind in KINDS:
        app.add(kind.name, _(kind.help), _command_of(kind))
    app.add(REMINDER, _("Công văn đôn đốc: overdue and near-due tasks of letters, by who has them."), reminder)
    app.add("init", _("Copy the templates into a folder of your own, to change them in Word."), init)


def _command_of(kind: Kind) -> Callable[..., ExitCode]:
    def command(
        letters: Annotated[
            list[Path] | None,
            typer.Argument(help=_("NAME.json files, folders of them, or numbers of letters in the register.")),
        ] = None,
        letter_option: LetterOption = None,
        office: Ours = None,
        out: Annotated[
            Path | None,
            typer.Option(help=_("The Word file, for several letters a folder; else beside each letter.")),
        ] = None,
        parent: Parent = None,
        template: Template = None,
        force: Force = False,
        pdf: Pdf = False,
        data: Data = None,
    ) -> ExitCode:
        ours = own_office(office, parent, template)
        named = [*(letters or ()), *(letter_option or ())] or todays_letter(kind, data)
        if not named:
            return ExitCode.USAGE
        targets = _targets(named, kind, out)
        if len(targets) == 1:
            [(file, target)] = targets.items()
            return _draft(kind, file, target, ours, force, pdf, data)
        code = ExitCode.DONE
        for file, target in targets.items():
            try:
                _draft(kind, file, target, ours, force, pdf, data)
            except MissingProgram:
                raise
            except DocprocError as error:
                say(error.message())
                code = ExitCode.SOME_FAILED
        return code

    return command


def _targets(named: Sequence[Path], kind: Kind, out: Path | None) -> dict[Path, Path]:
    """The Word file of each letter. Raises NoLettersInFolder, OneLetter, SameName."""
    files = letter_files(named)
    if len(files) == 1 and files == list(named) and out is not None and not out.is_dir():
        return {files[0]: out}
    if out is not None:
        if out.suffix == ".docx":
            raise OneLetter(out)
        make_folder(out)
    targets = {file: result_path(out or file.parent, file.stem, f".{kind.ending}.docx") for file in files}
    of: dict[str, Path] = {}
    for file, target in targets.items():
        if (other := of.setdefault(same_name(str(target)), file)) != file:
            raise SameName(file, other=str(other), name=target.name)
    return targets


def _draft(
    kind: Kind, file: Path, target: Path, ours: OwnOffice, force: bool, pdf: bool, data: Path | None
) -> ExitCode:
    check_draft(target, ours, force, pdf)
    fields = kind.fields(record_named(file, data), ours.name, ours.above)
    return _write(kind.name, fields, target, ours, pdf)


def reminder(
    letters: Letters = None,
    letter_option: LetterOption = None,
    office: Ours = None,
    on: On = None,
    every: Every = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help=_("The Word file, or a folder for it; else beside the letter, with the day in its name.")
        ),
    ] = None,
    parent: Parent = None,
    template: Template = None,
    force: Force = False,
    pdf: Pdf = False,
    data: Data = None,
) -> ExitCode:
    from docproc.reports.drafts.reminder import reminder_fields

    named = [*(letters or ()), *(letter_option or ())]
    ours = own_office(office, parent, template)
    day = on.date() if on else Date.today()
    target = _reminder_path(named, out, day)
    check_draft(target, ours, force, pdf)
    left_out: list[TrackedTask] = []
    with records_of(named, data=data) as records:
        for fault in records.faults:
            say(fault.message())
        fields = reminder_fields(records.tasks, ours.name, day, parent=ours.above, every=every, left_out=left_out)
    code = _write(REMINDER, fields, target, ours, pdf)
    if left_out:
        say(
            _(
                "{count} overdue or near-due tasks of other offices are left out; --all puts them in.",
                count=len(left_out),
            )
        )
    return ExitCode.SOME_FAILED if records.faults else code


def _reminder_path(named: Sequence[Path], out: Path | None, day: Date) -> Path:
    """Where the reminder goes: one of another letter or another day never has the same name.

    That of one letter, or of a folder of letters, is named and lies as every other draft does.
    """
    if out is not None and not out.is_dir():
        return out
    name = f"cong-van-don-doc-{day.isoformat()}.docx"
    if len(named) != 1:
        return (out or Path()) / name
    [one] = named
    if one.is_dir():
        return (out or one) / name
    return result_path(out or one.parent, one.stem, f".{name}")


def init(
    folder: Annotated[Path, typer.Argument(help=_("The folder for your templates."))],
    force: Force = False,
) -> ExitCode:
    from docproc.reports.word.word_file import copy_templates

    make_folder(folder)
    with writing(folder):
        copied, kept = copy_templates(folder, replace=force)
    say(
        _("{count} templates copied to {folder}; README.md there tells every field.", count=copied, folder=folder)
    )
    for file in kept:
        say(_("{file} is already there and was kept; --force replaces it.", file=file))
    say(_("Use them with --template {folder}", folder=folder))
    return ExitCode.DONE


def check_draft(target: Path, ours: OwnOffice, force: bool, pdf: bool) -> None:
    """Raise DraftExists or NotFound before any work. The PDF of a draft may be the name of the letter itself."""
    for written in [target, target.with_suffix(".pdf")] if pdf else [target]:
        if written.exists() and not force:
            raise DraftExists(written)
    if ours.templates is not None and not (ours.templates.is_file() or ours.templates.is_dir()):
        raise NotFound(ours.templates)  # a pipe, too, is no template


def _write(kind: str, fields: Mapping[str, object], target: Path, ours: OwnOffice, pdf: bool) -> ExitCode:
    from docproc.reports.word.word_file import write_word  # loads Word and Jinja

    with writing(target):
        written = write_word(kind, fields, target, template=ours.templates)
    say(_("Draft written; check it and fill in what is marked yellow: {file}", file=written))
    if pdf:
        from docproc.reports.word.pdf import to_pdf

        with writing(written.with_suffix(".pdf")):
            say(_("PDF written: {file}", file=to_pdf(written, written.with_suffix(".pdf"))))
    return ExitCode.DONE
