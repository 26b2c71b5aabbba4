"""What somebody may try who wants more than they may: every route of the desk is walked, whoever added it.

A route that is added is tried by itself. A new name in its path needs a value in `_VALUES`; an open route, or a
change that needs no right of its own, has to be named below.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk_people import PASSWORD, SAMPLES, LoggedIn, token_in
from desk_routes import SAFE, Place, ask, places
from docx import Document
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from docproc.letter import Header, Letter, Office, Task
from docproc.places import OfficeName
from docproc.settings import load_settings
from docproc.store import Store, open_store
from docproc.store.originals import keep
from docproc.store.people import members, units
from docproc.store.people.rights import ROLES, Right
from docproc.store.register import Entry, register
from docproc.store.schema import Attached, Draft, File
from docproc.web.app import make_app
from docproc.web.desk import Desk

_PLACES = places()
_OPEN = {
    "GET /first-start",
    "POST /first-start",
    "GET /login",
    "POST /login",
    "POST /language",
    "GET /healthz",
    "GET /feeds/{key}.ics",  # the key is the right
    "HEAD /feeds/{key}.ics",
}
"""Who is not logged in may come here."""
_ONE_S_OWN = ("/logout", "/account/", "/calendar/feeds", "/api/v1/calendar/feeds")
"""Changes of what belongs to whoever is logged in."""
_OF_A_LETTER = {"letter_id", "task_id", "draft_id", "attached_id"}
_NOWHERE = 987654
_WORDS = ("QUYETTUYET", "NHIEMVUKIN", "to-mat.pdf", "DUTHAOKIN")
"""Words of the confidential letter, its task, its file and its draft."""
_OTHERS: dict[str, object] = {
    "field": "header.subject",
    "file_id": _NOWHERE,
    "feed_id": _NOWHERE,
    "key": "1",
    "key_id": _NOWHERE,
    "name": "text",
    "number": 1,
    "place": 1,
    "unit_id": _NOWHERE,
    "user_id": _NOWHERE,
    "version": 1,
    "what": "text",
    "written": "2024-05-06",
}
"""Values for the other names in paths: nothing that can be changed."""


@dataclass(frozen=True)
class Guarded:
    """A desk with a confidential letter and people of every role, each with and without the right to see it."""

    store: Store
    desk: Desk
    values: dict[str, object]
    people: dict[str, LoggedIn]
    nobody: TestClient


def _keep(store: Store, session: Session, content: bytes, name: str, folder: Path) -> File:
    source = folder / "source"
    source.write_bytes(content)
    with source.open("rb") as opened:
        kept = keep(opened.fileno(), store.originals)
    file = File(sha256=kept.sha256, size=kept.size, name=name, kept=True)
    session.add(file)
    session.flush()
    return file


def _word_file() -> bytes:
    """A Word file with one paragraph."""
    made = Document()
    made.add_paragraph(_WORDS[3])
    made.save(written := io.BytesIO())
    return written.getvalue()


def _fill(store: Store, session: Session, folder: Path) -> dict[str, object]:
    """The confidential letter with its task, draft and attached file; people of every role."""
    for role in ROLES:
        members.add_member(session, role, None, role=role, password=PASSWORD)
    seer = members.add_member(session, "seer", None, role="administrator", password=PASSWORD, confidential=True)
    pdf = (SAMPLES / "cong-van-giao-viec.pdf").read_bytes()
    header = Header(
        doc_type="Công văn", number="7", symbol=_WORDS[0], issuer=_WORDS[0], subject=_WORDS[0], secrecy="MẬT"
    )
    task = Task(id="1", page=1, text=_WORDS[1], lead=[Office(name="UBND xã Bản Mây")])
    letter = Letter(file=_WORDS[2], pages=2, header=header, tasks=[task])
    file = _keep(store, session, pdf, _WORDS[2], folder)
    stored = register(session, letter, [_WORDS[0]], Entry(file.id, "Văn bản đến", date(2024, 5, 6)))
    stored.next_due = date(2024, 5, 7)
    word = _keep(store, session, _word_file(), f"{_WORDS[3]}.docx", folder)
    draft = Draft(letter_id=stored.id, kind="reply", office=_WORDS[3], file_id=word.id, made_by=seer.id)
    attached = Attached(task_id=1, file_id=word.id, name=f"{_WORDS[3]}.docx", user_id=seer.id)
    session.add_all([draft, attached])
    session.flush()
    return {"letter_id": stored.id, "task_id": 1, "draft_id": draft.id, "attached_id": attached.id, **_OTHERS}


def _logged_in(app: FastAPI, name: str) -> LoggedIn:
    client = TestClient(app, base_url="http://desk.test", follow_redirects=False)
    assert client.post("/login", data={"name": name, "password": PASSWORD}).status_code == 303
    return LoggedIn(client, token_in(client.get("/account").text))


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    folder = tmp_path_factory.mktemp("guarded")
    store = open_store(folder / "data", patience=10)
    values = store.write(lambda session: _fill(store, session, folder))
    desk = Desk(store, load_settings(), OfficeName(name="UBND xã Bản Mây", above="UBND huyện Suối Vàng"))
    app = make_app(desk)
    people = {name: _logged_in(app, name) for name in (*ROLES, "seer")}
    nobody = TestClient(app, base_url="http://desk.test", follow_redirects=False)
    yield Guarded(store, desk, values, people, nobody)
    store.close()


def _ask(guarded: Guarded, name: str, place: Place, /, **values: object) -> Any:
    person = guarded.people[name]
    return ask(person.client, place, guarded.values | values, person.csrf)


def test_every_name_in_a_path_has_a_value_here(guarded: Guarded) -> None:
    assert {name for place in _PLACES for name in place.parameters} <= guarded.values.keys()


def test_every_route_asks_who_it_is(guarded: Guarded) -> None:
    open_to_all = {str(place) for place in _PLACES if not place.rights()}
    assert open_to_all <= _OPEN


def test_no_change_is_open_to_who_may_only_read() -> None:
    weak = {
        str(place)
        for place in _PLACES
        if place.method not in SAFE and str(place) not in _OPEN and place.rights() <= {"anyone", Right.READ}
    }
    assert {one for one in weak if not one.partition(" ")[2].startswith(_ONE_S_OWN)} == set()


@pytest.mark.parametrize("role", ROLES)
def test_a_role_comes_no_further_than_its_rights(guarded: Guarded, role: str) -> None:
    refused, let_through = [], []
    for place in _PLACES:
        needed = place.rights() - {"anyone"}
        nowhere = dict.fromkeys(_OF_A_LETTER, _NOWHERE)
        if not needed:
            continue
        if not needed <= ROLES[role]:
            if _ask(guarded, role, place, **nowhere).status_code != 403:
                let_through.append(str(place))
        elif place.method in SAFE and _ask(guarded, role, place, **nowhere).status_code in (303, 401, 403):
            refused.append(str(place))
    assert (let_through, refused) == ([], [])


@pytest.mark.parametrize("place", [place for place in _PLACES if str(place) not in _OPEN], ids=str)
def test_who_is_not_logged_in_comes_nowhere(guarded: Guarded, place: Place) -> None:
    answer = ask(guarded.nobody, place, guarded.values, csrf="guessed")
    if place.is_api:
        assert answer.status_code == 401
    else:
        assert answer.headers["location"].startswith("/login?next=")


@pytest.mark.parametrize(
    "place", [place for place in _PLACES if place.method not in SAFE and place.rights()], ids=str
)
def test_no_change_goes_through_without_the_token(guarded: Guarded, place: Place) -> None:
    seer = guarded.people["seer"]
    assert ask(seer.client, place, guarded.values, csrf="guessed").status_code == 403


@pytest.mark.parametrize("place", [one for one in _PLACES if _OF_A_LETTER & set(one.parameters)], ids=str)
def test_a_confidential_letter_is_not_there_for_who_may_not_see_it(guarded: Guarded, place: Place) -> None:
    answer = _ask(guarded, "administrator", place)
    if answer.status_code != 404:
        # A form that is filled in wrongly may be refused before: then as for a letter that is not there at all.
        other = _ask(guarded, "administrator", place, **dict.fromkeys(_OF_A_LETTER, _NOWHERE))
        assert answer.status_code == other.status_code
        assert _without_numbers(answer.text) == _without_numbers(other.text)
    assert not any(word in answer.text for word in _WORDS)


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "N", text)


@pytest.mark.parametrize(
    "place",
    [
        one
        for one in _PLACES
        if one.method == "GET" and one.parameters and set(one.parameters) <= {"letter_id", "task_id"}
    ],
    ids=str,
)
def test_it_is_there_for_who_may_see_it(guarded: Guarded, place: Place) -> None:
    assert _ask(guarded, "seer", place).status_code != 404


@pytest.mark.parametrize("query", ["", f"?q={_WORDS[0]}", "?letter=1", "?task=1"])
def test_no_list_tells_of_a_confidential_letter(guarded: Guarded, query: str) -> None:
    telling = []
    for place in _PLACES:
        if place.method == "GET" and not place.parameters:
            answer = guarded.people["administrator"].get(place.path + query)
            if any(word in answer.text.replace(query[3:] or "?", "") for word in _WORDS):
                telling.append(str(place))
    assert telling == []


def test_the_trail_tells_of_it_to_who_may_see_it(guarded: Guarded) -> None:
    assert _WORDS[0] in guarded.people["seer"].get("/audit").text


_HOSTILE = [
    "../../../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
    "a\0b",
    "a\r\nX-Evil: 1",
    "-1",
    "0",
    "99999999999999999999",
    "2147483648",
    "1' OR '1'='1",
    "<script>alert(1)</script>",
    "x" * 5000,
]


@pytest.mark.parametrize("place", [place for place in _PLACES if place.parameters], ids=str)
def test_what_stands_in_a_path_is_never_a_way_to_a_file(guarded: Guarded, place: Place) -> None:
    for name in place.parameters:
        for value in _HOSTILE:
            answer = _ask(guarded, "seer", place, **{name: value})
            assert answer.status_code < 500, (name, value)
            assert "root:" not in answer.text
            assert _is_text_where_it_is_html(answer)
            assert "x-evil" not in answer.headers


def _is_text_where_it_is_html(answer: Response) -> bool:
    """Whether a script that was sent comes back as text; JSON may hold it, as browsers do not run that."""
    return "html" not in answer.headers.get("content-type", "") or "<script>alert" not in answer.text


@pytest.mark.parametrize("place", [place for place in _PLACES if place.method == "GET"], ids=str)
def test_what_stands_in_a_query_does_no_harm(guarded: Guarded, place: Place) -> None:
    for one in place.dependant.query_params:
        for value in _HOSTILE[3:]:
            seer = guarded.people["seer"]
            answer = seer.get(place.at(guarded.values), params={one.alias: value})
            assert answer.status_code < 500, (one.alias, value)
            assert _is_text_where_it_is_html(answer)
            assert "x-evil" not in answer.headers


@pytest.mark.parametrize(
    "wanted",
    [
        "https://example.org",
        "//example.org",
        "/\\example.org",
        "\\\\example.org",
        "/\t/example.org",
        "\n//example.org",
        "/a\r\nX-Evil: 1",
        "javascript:alert(1)",
        "example.org",
        "",
    ],
)
def test_no_form_leads_away_from_the_desk(guarded: Guarded, wanted: str) -> None:
    for path, form in (("/language", {"lang": "vi"}), ("/login", {"name": "viewer", "password": PASSWORD})):
        client = TestClient(guarded.nobody.app, base_url="http://desk.test", follow_redirects=False)
        answer = client.post(path, data={**form, "wanted": wanted})
        assert answer.headers["location"] == "/"
        assert "x-evil" not in answer.headers


def test_a_false_host_is_never_led_to(guarded: Guarded) -> None:
    answer = guarded.nobody.get("/people", headers={"Host": "example.org", "X-Forwarded-Host": "example.org"})
    assert answer.headers["location"] == "/login?next=%2Fpeople"


_NAMES = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}<b>", "' onfocus='alert(1)")


def test_names_of_people_and_units_are_words_and_nothing_else(guarded: Guarded) -> None:
    def add(session: Session) -> list[int]:
        added = []
        for name in _NAMES:
            unit = units.add_unit(session, name, None)
            user = members.add_member(session, name, None, full_name=name, department_id=unit.id, role="officer")
            added.append(user.id)
        return added

    ids = guarded.store.write(add)
    pages = [place.path for place in _PLACES if place.method == "GET" and not place.parameters]
    pages += [f"/people/{ids[0]}", f"/letters/{guarded.values['letter_id']}/readers"]
    seen = 0
    for path in pages:
        answer = guarded.people["seer"].get(path)
        if "html" in answer.headers.get("content-type", ""):
            seen += "&lt;script&gt;alert(1)" in answer.text
            assert not any(name in answer.text for name in _NAMES), path
            assert "49<b>" not in answer.text
    assert seen >= 3


def test_the_file_of_a_confidential_letter_lies_under_no_address(guarded: Guarded) -> None:
    originals = [path.name for path in guarded.store.originals.rglob("*") if path.is_file()]
    assert originals
    for name in originals:
        for path in (f"/static/{name}", f"/static/..%2f..%2f{name}", "/static/../app.py"):
            assert guarded.nobody.get(path).status_code == 404
