"""A desk to test on: SQLite, people of every role, browsers without a screen (Starlette's client)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from desk_people import PASSWORD, SAMPLES, AddPerson, Clock, LoggedIn, LogIn, token_in
from fastapi import FastAPI
from starlette.testclient import TestClient

from docproc.pipeline import Result, process
from docproc.places import OfficeName
from docproc.settings import Settings, load_settings
from docproc.store import Store, open_store
from docproc.store.audit import add_user
from docproc.store.people.passwords import set_password
from docproc.store.schema import User
from docproc.web.app import make_app
from docproc.web.desk import Desk


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data", patience=10)
    yield opened
    opened.close()


@pytest.fixture
def desk(store: Store, clock: Clock) -> Desk:
    return Desk(store, load_settings(), OfficeName(name="UBND xã Bản Mây", above="UBND huyện Suối Vàng"), clock)


@cache
def _app_with(settings: Settings) -> FastAPI:
    return make_app(Desk(None, settings, OfficeName()))  # type: ignore[arg-type]


@pytest.fixture
def app(desk: Desk) -> FastAPI:
    """The application at the desk of the test: one for all tests, as it works out its routes when first asked."""
    shared = _app_with(desk.settings)
    shared.state.desk = desk
    return shared


@pytest.fixture
def browser(app: FastAPI) -> Iterator[TestClient]:
    """A browser in which nobody is logged in."""
    with TestClient(app, base_url="http://desk.test", follow_redirects=False) as client:
        yield client


@pytest.fixture
def person(store: Store) -> AddPerson:
    """Add a person who can log in: `person("lan", role="clerk")`."""

    def add(name: str, role: str = "clerk", confidential: bool = False) -> User:
        def write(session):  # type: ignore[no-untyped-def]
            user = add_user(session, name)
            user.full_name, user.role, user.confidential = name.capitalize(), role, confidential
            set_password(session, user, PASSWORD, by=None)
            return user

        return store.write(write)

    return add


@pytest.fixture
def log_in(app: FastAPI, person: AddPerson) -> Iterator[LogIn]:
    """Add a person and log them in, each in a browser of their own: `log_in("lan", role="clerk")`."""
    opened: list[TestClient] = []

    def enter(name: str = "lan", role: str = "clerk", confidential: bool = False) -> LoggedIn:
        person(name, role, confidential)
        client = TestClient(app, base_url="http://desk.test", follow_redirects=False)
        opened.append(client)
        answer = client.post("/login", data={"name": name, "password": PASSWORD, "wanted": "/"})
        assert answer.status_code == 303, answer.text
        return LoggedIn(client, token_in(client.get("/account").text))

    yield enter
    for client in opened:
        client.close()


@pytest.fixture(scope="session")
def read_sample() -> Result:
    """A sample letter as read from its scan, with its pages and doubts; it takes some seconds, once."""
    return process(SAMPLES / "cong-van-giao-viec.pdf")
