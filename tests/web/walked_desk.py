"""A desk with one letter in it, and the addresses of all its pages, those too that are added later."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

from desk_people import PASSWORD, SAMPLES
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlalchemy.orm import Session

from docproc.intake.watch import watch
from docproc.places import OfficeName, Watched
from docproc.settings import load_settings
from docproc.store import Store, open_store
from docproc.store.audit import add_user
from docproc.store.people.keys import make_key
from docproc.store.people.passwords import set_password
from docproc.store.schema import User
from docproc.web.app import make_app
from docproc.web.desk import Desk
from docproc.web.drafts.making import make_for_letter
from docproc.workers.executors import Serial
from docproc.workers.order import Order

LETTER = SAMPLES / "cong-van-ban-chi-dao.pdf"  # has a text layer: read in a second
ADMINISTRATOR = "hoa"


def walked_desk(folder: Path) -> Desk:
    """A desk in a new folder: an administrator, one letter that came by a watched folder with a draft about
    it, a file that failed.
    """
    store = open_store(folder / "data", patience=10)
    store.write(_add_administrator)
    inbox = folder / "inbox"
    inbox.mkdir()
    shutil.copy(LETTER, inbox)
    (inbox / "hỏng.pdf").write_bytes(b"%PDF-1.7 broken\n%%EOF")
    settings = replace(load_settings(), rest_seconds=0.05, broken_rest_seconds=0.1)
    executor = Serial(store, Order(store.data, store.url, settings, "test", "vi"))
    watch(store, [Watched(folder=inbox)], settings, executor, once=True)
    desk = Desk(store, settings, OfficeName(name="UBND xã Bản Mây", above="UBND huyện Suối Vàng"))
    with store.reading() as session:
        administrator = session.get_one(User, 1)
    make_for_letter(desk, administrator, 1, "slip", "UBND xã Bản Mây", "UBND huyện Suối Vàng")
    return desk


def _add_administrator(session: Session) -> User:
    user = add_user(session, ADMINISTRATOR)
    user.full_name, user.role, user.confidential = "Trần Thị Hoa", "administrator", True
    set_password(session, user, PASSWORD, by=None)
    return user


def key_of_administrator(store: Store) -> str:
    """A key of the API that is good for everything."""

    def write(session: Session) -> str:
        user = session.get_one(User, 1)
        return make_key(session, user, "để thử", ["read", "write", "admin"])[0]

    return store.write(write)


# What a route takes in its address where 1 will not do, and what it must be asked with.
_TAKES = {"what": "text", "written": "2024-03-14"}
_ASKED_WITH = {
    "/letters/1/pages/1/crop": "?box=85,505,206,517",
    "/exports/file": "?what=register",
    "/suggest": "?field=header.issuer&q=U",
}
# Not there without a key, a file that somebody attached, LibreOffice: each has tests of its own.
_NOT_THERE = ("/feeds/", "/tasks/1/files/1", "/drafts/1/pages/", "/drafts/1/pdf", "/drafts/1/preview")


def addresses(app: FastAPI) -> list[str]:
    """The addresses of everything that can be looked at, with 1 for what stands for a row of the store."""
    paths = {
        str(route.path)
        for route in iter_route_contexts(app.routes)
        if route.methods and "GET" in route.methods and not str(route.path).startswith("/api/")
    }
    filled = sorted(re.sub(r"\{(\w+)[^}]*\}", lambda found: _TAKES.get(found[1], "1"), path) for path in paths)
    return [one + _ASKED_WITH.get(one, "") for one in filled if not one.startswith(_NOT_THERE)]


def all_addresses() -> list[str]:
    """The same for any desk: its parts do not depend on what is in the store."""
    return addresses(make_app(Desk(None, load_settings(), OfficeName())))  # type: ignore[arg-type]
