"""Lines of the audit trail in words: who did what with which thing, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from docproc.field_words import field_words
from docproc.messages import _, mark
from docproc.rules import load
from docproc.rules.follow_up import FollowUp
from docproc.store.letters.called import called
from docproc.store.people.keys import SCOPE_NAMES
from docproc.store.people.members import MEMBER_FIELDS
from docproc.store.people.rights import ROLE_NAMES
from docproc.store.trail import Deed, Names

DEEDS: dict[tuple[str, str], str] = {
    ("letter", "registered"): mark("{who} put {thing} into the register"),
    ("letter", "struck_out"): mark("{who} struck out {thing}"),
    ("letter", "stands_again"): mark("{who} let {thing} stand again"),
    ("letter", "let_in"): mark("{who} let {person} see {thing}"),
    ("letter", "shut_out"): mark("{who} no longer lets {person} see {thing}"),
    ("letter", "read_again"): mark("{who} had {thing} read again"),
    ("letter", "arranged"): mark("{who} arranged the pages of {thing}"),
    ("task", "attached"): mark("{who} put a file to {thing}"),
    ("task", "detached"): mark("{who} removed a file from {thing}"),
    ("draft", "made"): mark("{who} made {thing}"),
    ("draft", "filled"): mark("{who} filled in {thing}"),
    ("draft", "replaced"): mark("{who} replaced the Word file of {thing}"),
    ("draft", "sent"): mark("{who} sent {thing} for signature"),
    ("draft", "signed"): mark("{who} noted that {thing} is signed"),
    ("draft", "taken_back"): mark("{who} took {thing} back"),
    ("register", "exported"): mark("{who} took registers or tables out"),
    ("file", "uploaded"): mark("{who} uploaded {thing}"),
    ("file", "retried"): mark("{who} had {thing} tried again"),
    ("file", "arrived"): mark("{who} took in {thing}"),
    ("file", "cut"): mark("{who} cut {thing} into letters"),
    ("user", "first_start"): mark("{who} started the desk for the first time"),
    ("user", "password"): mark("{who} set a password for {thing}"),
    ("user", "logged_in"): mark("{who} logged in"),
    ("user", "refused"): mark("a wrong password was given for {thing}"),
    ("user", "locked"): mark("too many wrong passwords were given for {thing}: closed for a quarter of an hour"),
    ("user", "key_made"): mark("{who} made a key for programs"),
    ("user", "key_revoked"): mark("{who} took back a key for programs"),
    ("user", "retired"): mark("{who} noted that {thing} has left"),
    ("user", "returned"): mark("{who} noted that {thing} is here again"),
    ("unit", "closed"): mark("{who} closed {thing}"),
    ("unit", "opened"): mark("{who} opened {thing} again"),
}
"""What was done, as a sentence, by the subject and what the trail calls it."""
OF_ANY_SUBJECT = {
    "added": mark("{who} added {thing}"),
    "changed": mark("{who} changed {what} of {thing}"),
    "corrected": mark("{who} corrected {what} of {thing}"),
    "viewed": mark("{who} looked at {thing}"),
    "downloaded": mark("{who} downloaded {thing}"),
    "checked": mark("{who} checked {thing}"),
    "unchecked": mark("{who} took back that {thing} is checked"),
}
_UNKNOWN = mark("{who} did something with {thing} ({did})")

_FIELDS = {
    **MEMBER_FIELDS,
    "status": mark("state"),
    "progress": mark("progress"),
    "owner": mark("person"),
    "assigned_to": mark("person"),
    "extended_to": mark("day granted"),
    "completed_on": mark("day of completion"),
    "result": mark("result"),
    "reply": mark("number of the answer"),
    "note": mark("note"),
    "late_reason": mark("reason of being late"),
    "given_to": mark("given to"),
    "given_on": mark("given on"),
    "name": mark("name"),
    "why": mark("reason"),
    "reason": mark("reason"),
    "version": mark("version"),
    "parts": mark("letters"),
    "scopes": mark("good for"),
    "book": mark("book"),
    "what": mark("file"),
    "outcome": mark("outcome"),
    "kind": mark("kind"),
    "number": mark("number"),
    "back_to": mark("back to version"),
    "from": mark("from"),
    "to": mark("to"),
    "page": mark("page"),
}
_OUTCOMES = {"new": mark("new"), "known": mark("known already"), "retry": mark("tried again")}
_EXPORTS = {
    "register": mark("register of incoming letters"),
    "tasks": mark("table of tasks"),
    "calendar": mark("calendar"),
    "edxml": mark("headers for exchange"),
    "corrected": mark("corrected letters"),
}
_TOLD_IN_THE_SENTENCE = {"before", "after", "field", "confirmed", "person", "key"}


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the trail in words. The sentence is `before`, `thing`, `after`, so that a page can make a link of
    the thing; `changes` say what is different now.
    """

    before: str
    thing: str
    after: str
    changes: list[str]

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.thing}{self.after}"


def tell(deed: Deed, names: Names) -> Told:
    """The words for a line of the trail, in the language in force."""
    words = DEEDS.get((deed.subject, deed.did)) or OF_ANY_SUBJECT.get(deed.did) or _UNKNOWN
    somebody = _("somebody")
    place = "\0"
    sentence = _(
        words,
        who=names.people.get(deed.user_id or 0, "docproc"),
        thing=place,
        what=_what(deed),
        person=names.people.get(deed.details.get("person", 0), somebody),
        did=deed.did,
    )
    before, _place, after = sentence.partition(place)
    thing = thing_words(deed, names) if _place else ""
    return Told(before[:1].upper() + before[1:], thing, after, _changes(deed, names))


def thing_words(deed: Deed, names: Names) -> str:
    """What something was done with; a letter that the reader may not see is not named."""
    if deed.hidden:
        return _("a confidential letter")
    letter = called(deed.letter) if deed.letter else ""
    match deed.subject:
        case "letter":
            return letter
        case "task":
            return _("task {number} of {letter}", number=deed.subject_id, letter=letter)
        case "draft":
            return _("draft {number} of {letter}", number=deed.subject_id, letter=letter)
        case "user":
            return names.people.get(deed.subject_id, str(deed.subject_id))
        case "unit":
            return _("unit {name}", name=names.units.get(deed.subject_id, str(deed.subject_id)))
        case "file":
            return _("file {name}", name=deed.details.get("name", letter or deed.subject_id))
    return letter or f"{deed.subject} {deed.subject_id}"


def _what(deed: Deed) -> str:
    """The fields that a change was about."""
    for name in ("field", "confirmed"):
        if name in deed.details:
            return field_words(str(deed.details[name]))
    if "tasks" in deed.details:
        return field_words("tasks")
    changed = deed.details.get("after")
    names = dict.fromkeys(_field(name) for name in changed) if isinstance(changed, dict) else {}
    return ", ".join(names) or _("something")


def _changes(deed: Deed, names: Names) -> list[str]:
    """What is different now, and what else was noted."""
    before, after = deed.details.get("before"), deed.details.get("after")
    told = []
    if isinstance(before, dict) and isinstance(after, dict):
        for name, value in after.items():
            words = [_value(name, one, names) for one in (before.get(name), value)]
            if words[0] != words[1]:
                told.append(_("{field}: {before} → {after}", field=_field(name), before=words[0], after=words[1]))
    rest = {name: value for name, value in deed.details.items() if name not in _TOLD_IN_THE_SENTENCE}
    if deed.subject in ("file", "user", "unit"):
        rest.pop("name", None)  # it is the thing itself
    told += [f"{_field(name)}: {_value(name, value, names)}" for name, value in rest.items() if name in _FIELDS]
    return list(dict.fromkeys(told))  # a person who has a task is noted by name and by number


def _field(name: str) -> str:
    return _(_FIELDS[name]) if name in _FIELDS else field_words(name)


def _value(name: str, value: Any, names: Names) -> str:
    """A value of the details, for people."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "assigned_to":
        return names.people.get(value, str(value))
    if name == "department_id":
        return names.units.get(value, str(value))
    if isinstance(value, list):
        return ", ".join(_value(name, one, names) for one in value)
    listed = {"role": ROLE_NAMES, "scopes": SCOPE_NAMES, "outcome": _OUTCOMES, "what": _EXPORTS}.get(name, {})
    if isinstance(value, str) and value in listed:
        return _(listed[value])
    if name == "status":
        return load(FollowUp).states.get(value, str(value))
    return _day(str(value)) or str(value)


def _day(value: str) -> str:
    """A day as offices write it; "" for what is none."""
    try:
        return f"{Date.fromisoformat(value):%d/%m/%Y}" if len(value) == len("2024-03-20") else ""
    except ValueError:
        return ""
