"""Who the caller is."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from docproc.store.people.rights import ROLES
from docproc.web.api.caller import ReadingCaller

router = APIRouter(tags=["people"])


class Me(BaseModel):
    """A person, with what the role allows."""

    name: str
    full_name: str | None
    role: str
    rights: list[str]


@router.get("/me")
def me(caller: ReadingCaller) -> Me:
    """Who asks, and what they may do."""
    user = caller.user
    rights = sorted(ROLES.get(user.role, frozenset()))
    return Me(name=user.name, full_name=user.full_name, role=user.role, rights=rights)
