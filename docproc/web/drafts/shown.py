"""What the pages of drafts show, put together from store and files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from docproc.records import TrackedTask
from docproc.reports.drafts.fields import named_offices
from docproc.reports.drafts.kinds import KINDS, TITLES
from docproc.reports.tasks.concern import concerning
from docproc.reports.word.places import Place
from docproc.store import drafts as stored
from docproc.store import registered_letter
from docproc.store.audit import note
from docproc.store.letters.called import called
from docproc.store.people.access import seen_letter
from docproc.store.records import letter_tasks
from docproc.store.schema import Draft, File, StoredLetter, User
from docproc.web.desk import Desk
from docproc.web.downloads import file_name
from docproc.web.drafts import current


@dataclass(frozen=True, slots=True)
class Line:
    """A draft in a list."""

    id: int
    title: str
    office: str
    state: str
    signed: str
    maker: str
    changed_at: datetime
    letter_id: int | None
    about: str


@dataclass(frozen=True, slots=True)
class Written:
    """A place with what was written into it; None for nothing yet."""

    place: Place
    text: str | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft that somebody may see, with its letter, the hash of its file and who made it."""

    draft: Draft
    letter: StoredLetter | None
    sha256: str
    maker: User

    @property
    def title(self) -> str:
        return TITLES.get(self.draft.kind, self.draft.kind)

    @property
    def about(self) -> str:
        return about(self.letter)

    def file_name(self, ending: str) -> str:
        """What the file is called when it is saved."""
        return file_name(f"{self.title} {self.about}", ending)


def about(letter: StoredLetter | None) -> str:
    """What a letter is called: kind, number and symbol, else its number of arrival; "" for none."""
    if letter is None:
        return ""
    code = "/".join(filter(None, (letter.number, letter.symbol)))
    named = " ".join(filter(None, (letter.doc_type, code)))
    return named or called(letter)


def opened(session: Session, draft_id: int, user: User) -> Opened:
    """A draft with what belongs to it. Raises NoSuchDraft."""
    draft = stored.seen_draft(session, draft_id, user)
    letter = session.get(StoredLetter, draft.letter_id) if draft.letter_id is not None else None
    file = session.get_one(File, draft.file_id)
    return Opened(draft, letter, file.sha256, session.get_one(User, draft.made_by))


def open_draft(desk: Desk, draft_id: int, user: User) -> Opened:
    """A draft with what belongs to it, out of its session with the store. Raises NoSuchDraft."""
    with desk.store.reading() as session:
        return opened(session, draft_id, user)


def noted(desk: Desk, did: str, draft_id: int, user: User) -> None:
    """Write into the audit trail that somebody looked at a draft or took it along."""
    desk.store.write(lambda session: note(session, did, "draft", draft_id, user))


def written_places(desk: Desk, found: Opened) -> list[Written]:
    """The places of a draft with what was written into them."""
    filled = found.draft.filled
    return [Written(place, filled.get(str(place.number))) for place in current.places(desk, found.sha256)]


def left(written: list[Written]) -> dict[str, int]:
    """How many places of each kind nobody has written into."""
    counted = {"fill": 0, "check": 0}
    for one in written:
        counted[one.place.kind] += one.text is None
    return counted


def lines(rows: list[tuple[Draft, StoredLetter | None, User]]) -> list[Line]:
    """Drafts as lines of a list."""
    return [_line(*row) for row in rows]


def _line(draft: Draft, letter: StoredLetter | None, maker: User) -> Line:
    day = f"{draft.signed_on:%d/%m/%Y}" if draft.signed_on else ""
    return Line(
        id=draft.id,
        title=TITLES.get(draft.kind, draft.kind),
        office=draft.office,
        state=draft.state,
        signed=" ".join(filter(None, (draft.signed_number, day))),
        maker=maker.full_name or maker.name,
        changed_at=draft.changed_at,
        letter_id=draft.letter_id,
        about=about(letter),
    )


def panel(session: Session, desk: Desk, letter_id: int, user: User) -> dict[str, object]:
    """What the panel of drafts on the page of a letter shows. Raises NoSuchLetter."""
    row = seen_letter(session, letter_id, user)
    record = registered_letter(session, letter_id)
    return {
        "letter_id": letter_id,
        "struck_out": row.void_reason is not None,
        "lines": lines(stored.drafts(session, user, letter_id=letter_id)),
        "kinds": KINDS,
        "offices": named_offices(record.letter),
        "ours": desk.office.name or "",
        "above": desk.office.above or "",
        "state_names": stored.STATE_NAMES,
    }


def open_tasks(session: Session, found: Opened) -> list[tuple[TrackedTask, bool]]:
    """The tasks of the draft's letter that are not done, and whether each is one of the draft's office."""
    if found.draft.letter_id is None:
        return []
    tasks = [one for one in letter_tasks(session, found.draft.letter_id) if one.status in ("open", "running")]
    ours = {one.id for one in concerning(tasks, found.draft.office, parent=found.draft.parent) if not one.unsure}
    return [(one, one.id in ours) for one in tasks]
