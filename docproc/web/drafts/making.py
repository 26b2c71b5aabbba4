"""A draft is made: for a letter, as a reminder of tasks, or from a Word file that was edited elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
from typing import IO

from sqlalchemy import and_

from docproc.errors import DocprocError, TemplateFault
from docproc.filenames import shown
from docproc.messages import _, mark
from docproc.records import TrackedTask
from docproc.reports.drafts.kinds import REMINDER, TITLES, kind_named
from docproc.reports.drafts.reminder import reminder_fields
from docproc.reports.word.places import check_edited
from docproc.reports.word.word_file import draft_word
from docproc.store import drafts as stored
from docproc.store import registered_letter, tracked_tasks
from docproc.store.entered.changes import entered_words
from docproc.store.entered.progress import LONGEST_NAME
from docproc.store.faults import LetterStruckOut
from docproc.store.people.access import seen_letter
from docproc.store.schema import StoredLetter, StoredTask, User
from docproc.web.desk import Desk
from docproc.web.downloads import file_name
from docproc.workdays import VIETNAM

_AHEAD = timedelta(days=31)  # more than any last day that counts as near (models/follow_up.toml)
_PIECE = 1 << 20


class NoSuchKind(DocprocError):
    reason = mark("there is no such kind of draft")
    remedy = mark("Choose one of those offered.")


class NotADraft(DocprocError):
    reason = mark("this Word file cannot take the place of the draft ({detail})")
    remedy = mark("Edit the file that was downloaded here, save it as .docx and send that.")


def make_for_letter(desk: Desk, user: User, letter_id: int, kind: str, office: str, parent: str) -> int:
    """A draft of a kind about a letter, in the name of an office; gives its id.

    Raises NoSuchKind, NoSuchLetter, LetterStruckOut, WrongValue for a name without words, NoTaskForOffice where
    the kind needs a task of the office, TemplateFault.
    """
    chosen = kind_named(kind)
    if chosen is None:
        raise NoSuchKind()
    ours, above = _named(office, parent)
    with desk.store.reading() as session:
        row = seen_letter(session, letter_id, user)
        if row.void_reason is not None:
            raise LetterStruckOut(number=letter_id, why=row.void_reason)
        record = registered_letter(session, letter_id)
    fields = chosen.fields(record, ours, above)
    return _keep(desk, user, kind, fields, ours, above, letter_id)


def make_reminder(
    desk: Desk, user: User, office: str, parent: str, every: bool, letter_id: int | None = None
) -> tuple[int, int]:
    """A reminder of what is overdue or nearly due, of all letters or of one; gives its id and how many tasks of
    other offices are left out.

    With `every` those are in it. One of all letters is for all to see, so letters marked MẬT are left out of it,
    whoever makes it. Raises NothingToRemind, NoSuchLetter, WrongValue, TemplateFault.
    """
    ours, above = _named(office, parent)
    day = today(desk)
    left_out: list[TrackedTask] = []
    open_to_all = and_(StoredLetter.secrecy.is_(None), StoredTask.last_day <= day + _AHEAD)
    with desk.store.reading() as session:
        if letter_id is not None:
            seen_letter(session, letter_id, user)
        tasks = tracked_tasks(
            session,
            ids=None if letter_id is None else [letter_id],
            statuses=("open", "running", "paused"),
            only=open_to_all if letter_id is None else None,
        )
        fields = reminder_fields(tasks, ours, day, parent=above, every=every, left_out=left_out)
    return _keep(desk, user, REMINDER, fields, ours, above, letter_id), len(left_out)


def take_edited(desk: Desk, user: User, draft_id: int, sent: IO[bytes], name: str, seen: int) -> int:
    """Let a Word file that was edited elsewhere take the place of a draft's; gives the draft's new version.

    Raises NotADraft for what is no Word file or reaches outside, NoSuchDraft, DraftLocked, ChangedMeanwhile.
    """
    with desk.store.reading() as session:
        stored.replaceable(session, draft_id, user, seen)
    with tempfile.TemporaryDirectory(prefix="docproc-draft-") as folder:
        file = Path(folder) / "edited.docx"
        with file.open("wb") as copy:
            while piece := sent.read(_PIECE):
                copy.write(piece)
        try:
            check_edited(file, desk.settings)
        except TemplateFault as error:
            raise NotADraft(detail=error.details["detail"]) from error
        content = stored.keep_content(desk.store, file)
    return stored.replace_file(desk.store, user, draft_id, content, shown(name), seen)


def today(desk: Desk) -> Date:
    """The day it is in the office."""
    return desk.clock().astimezone(VIETNAM).date()


def _named(office: str, parent: str) -> tuple[str, str | None]:
    ours = entered_words(_("office"), office, LONGEST_NAME)
    return ours, entered_words(_("office above"), parent, LONGEST_NAME) if parent.strip() else None


def _keep(
    desk: Desk,
    user: User,
    kind: str,
    fields: Mapping[str, object],
    office: str,
    parent: str | None,
    letter_id: int | None,
) -> int:
    word = draft_word(kind, fields, template=desk.office.templates)
    with tempfile.TemporaryDirectory(prefix="docproc-draft-") as folder:
        file = Path(folder) / "draft.docx"
        file.write_bytes(word)
        content = stored.keep_content(desk.store, file)
    name = file_name(TITLES[kind], ".docx")
    return stored.make_draft(desk.store, user, content, name, kind, office, parent, letter_id)
