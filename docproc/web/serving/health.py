"""Whether the desk answers, for who looks after the machine: a container, a reverse proxy, systemd."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from sqlalchemy import select

from docproc.store.faults import StoreFault
from docproc.store.schema import User
from docproc.web.desk import desk_of

router = APIRouter()


@router.get("/healthz")
def tell_health(request: Request) -> PlainTextResponse:
    """`ok`, or 503 when the store cannot be read or is gone; nothing else is told, for nobody has logged in."""
    store = desk_of(request).store
    try:
        store.check_there()
        with store.reading() as session:
            session.scalar(select(User.id).limit(1))
    except StoreFault:
        return PlainTextResponse("unavailable", status_code=503)
    return PlainTextResponse("ok")
