"""The draft of a reply report (báo cáo kết quả thực hiện, Mẫu 1.4) to a letter, as a Word file."""

from __future__ import annotations

from pathlib import Path

from docproc.errors import NoTaskForOffice, OtherOfficeMeant
from docproc.letter import Letter
from docproc.reports.drafts.fields import Fields, letter_fields, named_offices
from docproc.reports.names.meant_office import meant_office
from docproc.reports.tasks.ours import possible_tasks, tasks_for_office
from docproc.reports.word.word_file import write_word


def write_reply(
    letter: Letter, office: str, out: Path, *, template: Path | None = None, parent: str | None = None
) -> Path:
    """Write the draft reply of `office` (its name in words) to `letter` as the Word file `out`.

    `template`: a Word template in the form of templates/README.md, else the one docproc ships. `parent`: the
    office above ours (cơ quan chủ quản) if known; a letter does not tell it. Gives the path written. Raises
    NoTaskForOffice when nothing in the letter is for the office, TemplateFault for a mistake in the template,
    NotAllowed when `out` cannot be written.
    """
    return write_word("reply", reply_fields(letter, office, parent=parent), out, template=template)


def reply_fields(letter: Letter, office: str, *, parent: str | None = None) -> Fields:
    """The fields of the template, named as in templates/README.md.

    Raises NoTaskForOffice when the letter has no task for the office, not even one that may be for it.
    """
    need_a_task(letter, office, parent)
    return letter_fields(letter, office, parent, "BC", of_results=True)


def need_a_task(letter: Letter, office: str, parent: str | None = None) -> None:
    """Raise NoTaskForOffice when no task of the letter is for the office or may be for it to lead;
    OtherOfficeMeant where the letter names one whose name is near.
    """
    perhaps = possible_tasks(letter, office, parent)
    if tasks_for_office(letter, office, parent) or any(found.role == "lead" for found in perhaps):
        return
    named = named_offices(letter)
    offices = ", ".join(named) or "–"
    meant = meant_office(office, [*named, *(recipient.name for recipient in letter.recipients)])
    if meant:
        raise OtherOfficeMeant(letter.file, office=office, offices=offices, meant=meant)
    raise NoTaskForOffice(letter.file, office=office, offices=offices)
