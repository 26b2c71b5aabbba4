"""The page of a letter, and what is changed on it: values confirmed and corrected, the letter checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from docproc.field_words import field_words
from docproc.messages import _
from docproc.store.entered.checking import confirm_value, mark_checked, next_unchecked
from docproc.store.entered.corrections import correct_value, undo
from docproc.store.entered.versions import letter_at
from docproc.store.faults import ChangedMeanwhile
from docproc.store.letters.called import called
from docproc.store.people.rights import Right
from docproc.web.desk import desk_of
from docproc.web.letter.checks import Told, shown_checks
from docproc.web.letter.seen import letter_seen_by, note_viewed
from docproc.web.letter.values import typed, value_of
from docproc.web.pages import page
from docproc.web.visitor import Reader, Visitor, allowed

router = APIRouter()
Text = Annotated[str, Form()]
Number = Annotated[int, Form()]
Corrector = Annotated[Visitor, Depends(allowed(Right.CORRECT))]
# The panels of the page hear by this that the letter has another version (htmx, HX-Trigger).
_CORRECTED = {"HX-Trigger": json.dumps({"letter-corrected": True})}


@router.get("/letters/{letter_id}")
def show_letter(request: Request, letter_id: int, visitor: Reader) -> HTMLResponse:
    desk = desk_of(request)
    shown = shown_checks(desk, letter_id, visitor.user, Told())
    note_viewed(desk, letter_id, visitor.user)
    return page(request, "letter/letter.html", visitor, shown)


@router.get("/letters/{letter_id}/check")
def show_checks(request: Request, letter_id: int, visitor: Reader) -> HTMLResponse:
    """What is to be checked, anew: another part of the page changed the letter."""
    shown = shown_checks(desk_of(request), letter_id, visitor.user, Told(focus=""))
    return page(request, "letter/check.html", visitor, shown)


@router.post("/letters/{letter_id}/confirm")
def confirm(
    request: Request, letter_id: int, visitor: Corrector, field: Text, seen: Number, at: Number = 0
) -> HTMLResponse:
    """Take what was read for right."""
    return _written(
        request,
        letter_id,
        visitor,
        lambda session: confirm_value(session, letter_id, field, visitor.user, seen),
        Told(said=_("{field}: right as it was read.", field=field_words(field)), at=at),
        Told(field=field, held="", at=at),
    )


@router.post("/letters/{letter_id}/correct")
def correct(
    request: Request,
    letter_id: int,
    visitor: Corrector,
    field: Text,
    seen: Number,
    value: Text = "",
    at: Number = 0,
    back: Text = "",
) -> HTMLResponse:
    """Put another value in its place; the same one once more confirms it, none says that the letter has none.

    `at`: the place of the doubt in the list; `back`: the field of the head that the person goes on in.
    """
    given = value.strip()

    def write(session: Session) -> int:
        if given == typed(value_of(letter_at(session, letter_id, seen), field)):
            return confirm_value(session, letter_id, field, visitor.user, seen)
        return correct_value(session, letter_id, field, given or None, visitor.user, seen=seen).version

    said = _("{field} is now “{value}”.", field=field_words(field), value=given or _("(none)"))
    return _written(
        request,
        letter_id,
        visitor,
        write,
        Told(said=said, at=at, focus=back or None),
        Told(field=field, held=given, at=at, focus=back or None),
    )


@router.post("/letters/{letter_id}/check/undo")
def take_back(request: Request, letter_id: int, visitor: Corrector, seen: Number, at: Number = 0) -> HTMLResponse:
    """Take the last change back."""
    return _written(
        request,
        letter_id,
        visitor,
        lambda session: undo(session, letter_id, visitor.user, seen),
        Told(said=_("The last change is taken back."), at=at),
        Told(at=at),
    )


@router.post("/letters/{letter_id}/checked")
def check(request: Request, letter_id: int, visitor: Corrector, seen: Number) -> HTMLResponse:
    """Write down that a person looked at all of the letter."""
    desk = desk_of(request)

    def write(session: Session) -> tuple[int, str] | None:
        letter_seen_by(session, letter_id, visitor.user)
        mark_checked(session, letter_id, visitor.user, desk.clock(), seen)
        found = next_unchecked(session, visitor.user, letter_id)
        return (found.id, found.subject or found.issuer or called(found)) if found else None

    following = desk.store.write(write)
    told = Told(said=_("The letter is checked."), focus="next-letter")
    shown = shown_checks(desk, letter_id, visitor.user, told) | {"following": following}
    return page(request, "letter/check.html", visitor, shown, headers=_CORRECTED)


def _written(
    request: Request,
    letter_id: int,
    visitor: Visitor,
    write: Callable[[Session], int],
    told: Told,
    beaten: Told,
) -> HTMLResponse:
    """The checks after a change; when another person was faster, with what that one wrote and what was `held`."""
    desk = desk_of(request)

    def seen_and_written(session: Session) -> tuple[int, int]:
        before = letter_seen_by(session, letter_id, visitor.user).row.version
        return before, write(session)

    try:
        before, after = desk.store.write(seen_and_written)
    except ChangedMeanwhile as error:
        problem = f"{error.cause()[:1].upper()}{error.cause()[1:]}. {error.remedy_words()}"
        shown = shown_checks(desk, letter_id, visitor.user, replace(beaten, problem=problem, said=problem))
        return page(request, "letter/check.html", visitor, shown, status=409)
    shown = shown_checks(desk, letter_id, visitor.user, replace(told, can_be_undone=after > before))
    return page(request, "letter/check.html", visitor, shown, headers=_CORRECTED)
