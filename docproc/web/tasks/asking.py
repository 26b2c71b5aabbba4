"""What the address of a list of tasks asks for, and the addresses of lists like it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlencode

from fastapi import Depends, Request

from docproc.messages import _
from docproc.rules.follow_up import Status
from docproc.store.people.rights import Right, may
from docproc.store.schema import User, can_be_id
from docproc.store.summary import WAITING
from docproc.store.tasks.asked import Holder
from docproc.store.tasks.board import STATES, By
from docproc.store.tasks.followed import Due, Sort, Wanted
from docproc.web.faults import AskedWrongly

State = Literal["waiting", "all", "open", "running", "paused", "done", "withdrawn", "archived"]
MINE, NOBODY, ALL = "mine", "nobody", "all"
_PERSON, _UNIT = "person-", "unit-"
_LONGEST = 200  # letters of the words that are looked for
_MOST_PAGES = 20_000
_ONE_OF: dict[str, tuple[str, ...]] = {
    "view": ("table", "board"),
    "by": get_args(By),
    "state": get_args(State),
    "due": ("", *get_args(Due)),
    "sort": get_args(Sort),
    "way": ("up", "down"),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """A list as its address describes it.

    `who`: `mine`, `nobody`, `all`, `person-7` or `unit-2`; "" is `mine` for officers, `all` for the others. `q`:
    words. `letter` 0: of all letters.
    """

    view: str = "table"
    by: str = "state"
    who: str = ""
    state: str = "waiting"
    due: str = ""
    letter: int = 0
    q: str = ""
    sort: str = "day"
    way: str = "up"
    page: int = 1

    def address(self, **other: Any) -> str:
        """The address of this list, or of one that differs in some fields."""
        wanted, usual = replace(self, **other), Asking()
        given = {one.name: getattr(wanted, one.name) for one in fields(Asking)}
        query = urlencode({name: value for name, value in given.items() if value != getattr(usual, name)})
        return f"/tasks?{query}" if query else "/tasks"

    def sorted_by(self, sort: str) -> str:
        """The address of the same list in another order; asked for twice, the other way round."""
        other = "down" if self.sort == sort and self.way == "up" else "up"
        return self.address(sort=sort, way=other, page=1)

    def is_narrowed(self) -> bool:
        """Whether anything was asked for but the usual list."""
        return (self.who, self.state, self.due, self.letter, self.q) != ("", "waiting", "", 0, "")


def asking_in(given: dict[str, str]) -> Asking:
    """What fields of an address or a form ask for. Raises AskedWrongly for what cannot be asked."""
    known = {one.name for one in fields(Asking)}
    values: dict[str, Any] = {name: value.strip() for name, value in given.items() if name in known}
    for name, choices in _ONE_OF.items():
        if values.get(name, choices[0]) not in choices:
            raise AskedWrongly(detail=_("wrong or missing: {places}", places=name))
    for name in ("letter", "page"):
        number = values.pop(name, "")
        if number:
            values[name] = _number(name, number)
    asking = Asking(**values)
    holder_of(asking.who or ALL)
    return replace(asking, q=asking.q[:_LONGEST], page=max(1, min(asking.page, _MOST_PAGES)))


def asked(request: Request) -> Asking:
    """What the address of a request asks for."""
    return asking_in(dict(request.query_params))


AskedFor = Annotated[Asking, Depends(asked)]


def wanted_of(asking: Asking, user: User) -> Wanted:
    """The tasks that a list asks for, for this person."""
    who = asking.who or usual_who(user)
    holder = holder_of(who)
    states: dict[str, tuple[Status, ...]] = {"waiting": WAITING, "all": STATES}
    return Wanted(
        mine=who == MINE,
        nobody=who == NOBODY,
        person=holder.person,
        unit=holder.unit,
        states=states.get(asking.state, (asking.state,)),  # type: ignore[arg-type]  # checked in asking_in
        due=asking.due or None,  # type: ignore[arg-type]
        letter=asking.letter or None,
        words=asking.q,
        sort=asking.sort,  # type: ignore[arg-type]
        descending=asking.way == "down",
    )


def usual_who(user: User) -> str:
    """Whose tasks a person sees first: an officer their own, who hands them out all."""
    return MINE if may(user, Right.FOLLOW) and not may(user, Right.HAND_OUT) else ALL


def holder_of(who: str) -> Holder:
    """The person or unit that `person-7` or `unit-2` names; nobody for `mine`, `nobody`, `all`.

    Raises AskedWrongly.
    """
    if who in (MINE, NOBODY, ALL):
        return Holder()
    if who.startswith(_PERSON):
        return Holder(person=_number("who", who.removeprefix(_PERSON)))
    return Holder(unit=_number("who", who.removeprefix(_UNIT)))


def _number(name: str, text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1
    if number < 0 or (number and not can_be_id(number)):
        raise AskedWrongly(detail=_("wrong or missing: {places}", places=name))
    return number
