"""Files that people put to a task: a signed answer, a table. They are kept like originals, never opened here."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docproc.messages import _, mark
from docproc.store.audit import note
from docproc.store.entered.changes import entered_words, standing_task
from docproc.store.faults import StoreFault, WrongEntry, WrongValue
from docproc.store.originals import Content
from docproc.store.schema import Attached, File, User, can_be_id

MOST_FILES = 30  # at one task
KINDS = (
    *("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "txt", "csv"),
    *("jpg", "jpeg", "png", "tif", "tiff", "heic"),
    *("xml", "p7s", "zip", "rar", "7z"),
)
"""How the names of files end that can be put to a task: documents, pictures, signatures, packed ones of these."""
_LONGEST = 150  # letters of a name


class NoSuchAttachment(StoreFault):
    reason = mark("task {number} has no such file")
    remedy = mark("Load the page again: somebody may have removed it.")


class TooManyFiles(WrongEntry):
    reason = mark("task {number} has {most} files already")
    remedy = mark("Remove those that are not needed any more, or pack several into one.")


def attachment_name(given: str) -> str:
    """The name of a file that somebody sends, without folders. Raises WrongValue for a kind that is not taken."""
    last = PureWindowsPath(PurePosixPath(given).name).name
    name = entered_words(_("name of the file"), last, _LONGEST)
    stem, _dot, kind = name.rpartition(".")
    if not stem or kind.lower() not in KINDS:
        expected = _("a file of one of these kinds: {kinds}", kinds=", ".join(KINDS))
        raise WrongValue(field=_("name of the file"), given=name, expected=expected)
    return name


def attach(session: Session, task_id: int, user: User, content: Content, name: str) -> Attached:
    """Put a file to a task; its bytes are among the originals already (store/originals.keep).

    The same file under the same name is put there once. Raises NoSuchTask, LetterStruckOut, WrongValue,
    TooManyFiles.
    """
    name = attachment_name(name)
    standing_task(session, task_id)
    file = _file(session, content, name)
    same = select(Attached).where(Attached.task_id == task_id, Attached.file_id == file.id, Attached.name == name)
    there = session.scalar(same)
    if there is not None:
        return there
    of_task = select(func.count()).select_from(Attached).where(Attached.task_id == task_id)
    if (session.scalar(of_task) or 0) >= MOST_FILES:
        raise TooManyFiles(number=task_id, most=MOST_FILES)
    row = Attached(task_id=task_id, file_id=file.id, name=name, user_id=user.id)
    session.add(row)
    session.flush()
    note(session, "attached", "task", task_id, user, file=row.id)
    return row


def detach(session: Session, task_id: int, attached_id: int, user: User) -> None:
    """Take a file from a task; its bytes stay among the originals. Raises NoSuchTask, NoSuchAttachment."""
    standing_task(session, task_id)
    session.delete(attached_file(session, task_id, attached_id)[0])
    note(session, "detached", "task", task_id, user, file=attached_id)


def attached_files(session: Session, task_id: int) -> list[tuple[Attached, File]]:
    """The files of a task in the order in which they came, each with its content's row."""
    of_task = select(Attached, File).join(File, File.id == Attached.file_id).where(Attached.task_id == task_id)
    return [(row[0], row[1]) for row in session.execute(of_task.order_by(Attached.id))]


def attached_file(session: Session, task_id: int, attached_id: int) -> tuple[Attached, File]:
    """One file of a task. Raises NoSuchAttachment."""
    row = session.get(Attached, attached_id) if can_be_id(attached_id) else None
    if row is None or row.task_id != task_id:
        raise NoSuchAttachment(number=task_id)
    return row, session.get_one(File, row.file_id)


def _file(session: Session, content: Content, name: str) -> File:
    found = session.scalar(select(File).where(File.sha256 == content.sha256).with_for_update())
    if found is None:
        found = File(sha256=content.sha256, size=content.size, name=name, kept=True)
        session.add(found)
        session.flush()
    found.kept = True
    return found
