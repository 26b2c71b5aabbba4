"""Drafts about letters: made, filled in, sent for signature, signed.

The Word file of a draft lies among the originals as it was made and is never changed; what people write into its
places stands beside it (`filled`). Every change raises the version and writes a line of the audit trail with it,
by which two people who change the same thing are told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date as Date
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Select, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from docproc.days import FIRST_YEAR
from docproc.language.normalise import normalise
from docproc.messages import _, mark
from docproc.store.audit import note, trail
from docproc.store.database import Store
from docproc.store.entered.changes import entered_words
from docproc.store.entered.progress import LONGEST_NAME, finish_task
from docproc.store.faults import ChangedMeanwhile, NoSuchTask, WrongEntry, WrongValue
from docproc.store.originals import Content, keep
from docproc.store.people.access import seen_letter, seen_task, visible
from docproc.store.schema import Draft, File, StoredLetter, User, can_be_id, utc_now
from docproc.workdays import VIETNAM

Wanted = TypeVar("Wanted", bound=Select[*tuple[Any, ...]])
STATE_NAMES = {
    "draft": mark("in the making"),
    "sent": mark("sent for signature"),
    "signed": mark("signed"),
}
"""What the states of a draft are called."""
_STEPS = {("draft", "sent"), ("sent", "draft"), ("sent", "signed"), ("draft", "signed"), ("signed", "sent")}
_LONGEST = 8000  # letters of what is written into a place
_MOST_LINES = 100
_SHOWN = 60  # letters shown of what cannot be taken


class NoSuchDraft(WrongEntry):
    reason = mark("there is no draft {number}")
    remedy = mark("Look for it among the drafts.")


class DraftLocked(WrongEntry):
    reason = mark("the draft was sent for signature")
    remedy = mark("Take it back first; then it can be changed.")


class NoSuchStep(WrongEntry):
    reason = mark("the draft cannot go from here to there")
    remedy = mark("Load the page again: somebody may have sent or signed it meanwhile.")


def keep_content(store: Store, path: Path) -> Content:
    """Put a Word file among the originals, before the database hears of it. Raises OSError."""
    with path.open("rb") as file:
        return keep(file.fileno(), store.originals)


def make_draft(
    store: Store,
    user: User,
    content: Content,
    name: str,
    kind: str,
    office: str,
    parent: str | None = None,
    letter_id: int | None = None,
) -> int:
    """A new draft of a Word file that lies among the originals; gives its id. `name`: of the file for people.

    Raises NoSuchLetter for a letter that the person may not see.
    """

    def write(session: Session) -> int:
        if letter_id is not None:
            seen_letter(session, letter_id, user)
        draft = Draft(
            letter_id=letter_id,
            kind=kind,
            office=office,
            parent=parent,
            file_id=_file(session, content, name).id,
            made_by=user.id,
        )
        session.add(draft)
        session.flush()
        note(session, "made", "draft", draft.id, user, letter=letter_id, kind=kind)
        return draft.id

    return _write(store, write)


def replace_file(store: Store, user: User, draft_id: int, content: Content, name: str, seen: int) -> int:
    """Put a Word file that was edited elsewhere in the place of a draft's; gives its new version.

    What had been filled in belongs to the old file and goes with it. Raises NoSuchDraft, DraftLocked,
    ChangedMeanwhile when somebody else changed the draft after the version `seen`.
    """

    def write(session: Session) -> int:
        draft = replaceable(session, draft_id, user, seen)
        draft.file_id, draft.filled = _file(session, content, name).id, {}
        return _changed(session, draft, "replaced", user)

    return _write(store, write)


def replaceable(session: Session, draft_id: int, user: User, seen: int) -> Draft:
    """A draft whose file may be replaced; raises what `replace_file` raises, before anything is kept."""
    draft = _open_draft(session, draft_id, user)
    _check_seen(session, draft, seen, user)
    return draft


def fill(
    session: Session, draft_id: int, place: int, given: str | None, has_room: bool, user: User, seen: int
) -> int:
    """Write `given` into a place of a draft; gives the draft's new version. `has_room`: whether it takes lines.

    None: the place is to be filled in again; "": it is left out. Raises NoSuchDraft, DraftLocked, WrongValue,
    ChangedMeanwhile when somebody else wrote into this place after the version `seen`.
    """
    draft = _open_draft(session, draft_id, user)
    words = entered_lines(given, has_room) if given else given
    key = str(place)
    _check_seen(session, draft, seen, user, place)
    if draft.filled.get(key) == words:
        return draft.version
    draft.filled = {name: text for name, text in draft.filled.items() if name != key}
    if words is not None:
        draft.filled = {**draft.filled, key: words}
    return _changed(session, draft, "filled", user, place=place)


def entered_lines(given: str, has_room: bool) -> str:
    """What a person wrote into a place: one line, or several where it `has_room`.

    Raises WrongValue for one that is too long, and for signs that cannot be seen, of which a Word file (XML 1.0,
    2.2) does not take all.
    """
    lines = [" ".join(_seen_signs(line).split()) for line in given.splitlines()]
    lines = [line for line in lines if line]
    words = ("\n" if has_room else " ").join(lines)
    if not words or len(words) > _LONGEST or len(lines) > _MOST_LINES or not all(map(str.isprintable, lines)):
        expected = _("words, at most {most} letters", most=_LONGEST)
        raise WrongValue(field=_("this place"), given=given[:_SHOWN], expected=expected)
    return words


def _seen_signs(text: str) -> str:
    """The text without signs that only format (Unicode Cf), as text copied from elsewhere has them."""
    return "".join(sign for sign in normalise(text) if unicodedata.category(sign) != "Cf")


def move(
    session: Session,
    draft_id: int,
    state: str,
    user: User,
    seen: int,
    today: Date,
    number: str | None = None,
    on: Date | None = None,
) -> int:
    """Send a draft for signature, note that it is signed (with `number` and the day `on`), or take that back.

    Gives its new version. Raises NoSuchDraft, NoSuchStep, WrongValue for a number without words or a day that has
    not come, ChangedMeanwhile when somebody else changed the draft after the version `seen`.
    """
    draft = _locked_row(session, draft_id, user)
    if (draft.state, state) not in _STEPS:
        raise NoSuchStep()
    _check_seen(session, draft, seen, user)
    before, draft.state = draft.state, state
    if state == "signed":
        draft.signed_number = entered_words(_("number and symbol"), number or "", LONGEST_NAME)
        if on is None or not Date(FIRST_YEAR, 1, 1) <= on <= today:
            expected = _("a day that has come, as {today}", today=f"{today:%d/%m/%Y}")
            given = f"{on:%d/%m/%Y}" if on else ""
            raise WrongValue(field=_("day of signature"), given=given, expected=expected)
        draft.signed_on = on
    else:
        draft.signed_number = draft.signed_on = None
    did = "sent" if (before, state) == ("draft", "sent") else "signed" if state == "signed" else "taken_back"
    return _changed(session, draft, did, user, number=draft.signed_number, on=draft.signed_on)


def finish_by(session: Session, draft_id: int, task_ids: list[int], user: User, today: Date) -> list[int]:
    """Note tasks of the draft's letter as done with the signed draft as the answer; gives their ids.

    Raises NoSuchDraft, NoSuchStep for a draft that is not signed, NoSuchTask for one of another letter, and what
    finish_task raises.
    """
    draft = _locked_row(session, draft_id, user)
    if draft.state != "signed" or draft.signed_on is None:
        raise NoSuchStep()
    for task_id in task_ids:
        if seen_task(session, task_id, user).letter_id != draft.letter_id:
            raise NoSuchTask(number=task_id)
        finish_task(session, task_id, user, today, reply=draft.signed_number, on=draft.signed_on)
    return task_ids


def seen_draft(session: Session, draft_id: int, user: User) -> Draft:
    """A draft that the person may see: one of a letter that they may. Raises NoSuchDraft."""
    found = (
        session.scalar(_seen(select(Draft), user).where(Draft.id == draft_id)) if can_be_id(draft_id) else None
    )
    if found is None:
        raise NoSuchDraft(number=draft_id)
    return found


def drafts(
    session: Session,
    user: User,
    *,
    letter_id: int | None = None,
    state: str | None = None,
    kind: str | None = None,
    office: str | None = None,
    made_by: int | None = None,
    before: int | None = None,
    most: int = 50,
) -> list[tuple[Draft, StoredLetter | None, User]]:
    """Drafts that the person may see, with their letter and who made them, the newest first.

    `office`: words of its name; `before`: only those older than the draft with this id.
    """
    wanted = _seen(select(Draft, StoredLetter, User), user).join(User, User.id == Draft.made_by)
    for column, value in (
        (Draft.letter_id, letter_id),
        (Draft.state, state),
        (Draft.kind, kind),
        (Draft.made_by, made_by),
    ):
        if value is not None:
            wanted = wanted.where(column == (_storable(value) if isinstance(value, str) else value))
    if office:
        wanted = wanted.where(Draft.office.icontains(_storable(office), autoescape=True))
    if before is not None:
        wanted = wanted.where(Draft.id < before)
    return [(row[0], row[1], row[2]) for row in session.execute(wanted.order_by(Draft.id.desc()).limit(most))]


def counts_by_state(session: Session, user: User) -> dict[str, int]:
    """How many drafts that the person may see are in each state."""
    counted = _seen(select(Draft.state, func.count()), user).group_by(Draft.state)
    return {row[0]: row[1] for row in session.execute(counted)}


def makers(session: Session) -> list[User]:
    """The people who made drafts."""
    return list(session.scalars(select(User).where(User.id.in_(select(Draft.made_by))).order_by(User.name)))


def _seen(wanted: Wanted, user: User) -> Wanted:
    """The same query of drafts and their letters, for those that the person may see."""
    with_letter = wanted.outerjoin_from(Draft, StoredLetter, StoredLetter.id == Draft.letter_id)
    return with_letter.where(or_(Draft.letter_id.is_(None), visible(user)))


def _storable(words: str) -> str:
    """Words that a database can be asked for: PostgreSQL takes no NUL."""
    return words.replace("\x00", "")


def _locked_row(session: Session, draft_id: int, user: User) -> Draft:
    """A draft that the person may see, kept for this transaction. Raises NoSuchDraft."""
    seen_draft(session, draft_id, user)
    return session.get_one(Draft, draft_id, with_for_update=True, populate_existing=True)


def _open_draft(session: Session, draft_id: int, user: User) -> Draft:
    draft = _locked_row(session, draft_id, user)
    if draft.state != "draft":
        raise DraftLocked()
    return draft


def _check_seen(session: Session, draft: Draft, seen: int, user: User, place: int | None = None) -> None:
    """Raise ChangedMeanwhile when somebody else changed the draft, or this place of it, after a version."""
    for entry in trail(session, "draft", draft.id):
        concerns = place is None or entry.did == "replaced" or entry.details.get("place") == place
        if entry.details.get("version", 0) <= seen or entry.user_id == user.id or not concerns:
            continue
        other = session.get(User, entry.user_id) if entry.user_id else None
        raise ChangedMeanwhile(
            field=_("this place") if place is not None else _("the draft"),
            who=(other.full_name or other.name) if other else "docproc",
            when=f"{entry.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}",
            now=draft.filled.get(str(place), "") if place is not None else _(STATE_NAMES[draft.state]),
        )


def _changed(session: Session, draft: Draft, did: str, user: User, **details: object) -> int:
    draft.version += 1
    draft.changed_at = utc_now()
    note(session, did, "draft", draft.id, user, version=draft.version, **details)
    return draft.version


def _file(session: Session, content: Content, name: str) -> File:
    """The row of a file that lies among the originals."""
    file = session.scalar(select(File).where(File.sha256 == content.sha256).with_for_update())
    if file is None:
        file = File(sha256=content.sha256, size=content.size, name=name, kept=True)
        session.add(file)
        session.flush()
    file.kept = True
    return file


def _write(store: Store, write: Callable[[Session], int]) -> int:
    try:
        return store.write(write)
    except IntegrityError:  # somebody else was first with the same bytes
        return store.write(write)
