"""What became of a letter, version by version, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from docproc.messages import _
from docproc.store.entered.corrections import go_back, undo
from docproc.store.letters.history import AT_A_TIME, history
from docproc.store.people.access import seen_letter
from docproc.web.desk import desk_of
from docproc.web.letter_tasks.routes import CORRECTED, Corrector, Seen
from docproc.web.pages import page
from docproc.web.visitor import Reader, Visitor

router = APIRouter()


@router.get("/letters/{letter_id}/history")
def show_history(request: Request, letter_id: int, visitor: Reader, before: int | None = None) -> HTMLResponse:
    return _panel(request, visitor, letter_id, before)


@router.post("/letters/{letter_id}/undo")
def take_back(request: Request, letter_id: int, visitor: Corrector, seen: Seen) -> HTMLResponse:
    """The last version is taken back; `seen` is its number."""
    return _back(request, visitor, letter_id, lambda s: undo(s, letter_id, visitor.user, seen))


@router.post("/letters/{letter_id}/versions/{version}/restore")
def restore(request: Request, letter_id: int, version: int, visitor: Corrector, seen: Seen) -> HTMLResponse:
    """The letter stands as in one of its versions again."""
    return _back(request, visitor, letter_id, lambda s: go_back(s, letter_id, version, visitor.user, seen))


def _back(request: Request, visitor: Visitor, letter_id: int, act: Callable[[Session], int]) -> HTMLResponse:
    def write(session: Session) -> int:
        seen_letter(session, letter_id, visitor.user)
        return act(session)

    version = desk_of(request).store.write(write)
    done = _("Taken back; this is version {version} now.", version=version)
    return _panel(request, visitor, letter_id, done=done)


def _panel(
    request: Request, visitor: Visitor, letter_id: int, before: int | None = None, done: str = ""
) -> HTMLResponse:
    with desk_of(request).store.reading() as session:
        letter = seen_letter(session, letter_id, visitor.user)
        steps = history(session, letter_id, before)
        shown = {
            "letter_id": letter_id,
            "version": letter.version,
            "stands": letter.void_reason is None,
            "steps": steps,
            "before": before,
            "earlier": steps[-1].version if len(steps) == AT_A_TIME and steps[-1].version > 1 else None,
            "done": done,
        }
    template = (
        "letter_tasks/history.html" if request.headers.get("HX-Request") else "letter_tasks/history_page.html"
    )
    return page(request, template, visitor, shown, headers=CORRECTED if done else None)
