"""Feeds: fetched without a log-in, by a secret address."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import structlog
from dated_letters import add_letter, letter_due
from desk_people import Clock, LoggedIn, LogIn
from icalendar import Calendar
from sqlalchemy import select
from starlette.testclient import TestClient

from docproc.letter import Deadline
from docproc.logs import LEVEL, set_up_logs
from docproc.store import Store
from docproc.store.schema import User
from docproc.web import guard
from docproc.web.calendar import feed as feed_module


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2024, 3, 20, 3, tzinfo=UTC))


def make(person: LoggedIn, whose: str = "all") -> str:
    """The path of a new feed, made through the page."""
    answer = person.post("/calendar/feeds", {"name": "điện thoại", "whose": whose})
    found = re.search(r'value="http://desk\.test(/feeds/[^"]+\.ics)"', answer.text)
    assert found is not None, answer.text
    return found[1]


def titles(content: bytes) -> list[str]:
    return [str(event["summary"]) for event in Calendar.from_ical(content).walk("VEVENT")]


def test_a_feed_is_fetched_without_a_log_in(log_in: LogIn, browser: TestClient, store: Store) -> None:
    add_letter(store, letter_due())
    answer = browser.get(make(log_in()))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert len(titles(answer.content)) == 2


def test_a_feed_of_ones_own_is_empty_while_nothing_is_handed_out(
    log_in: LogIn, browser: TestClient, store: Store
) -> None:
    add_letter(store, letter_due())
    assert titles(browser.get(make(log_in(), "mine")).content) == []


def test_a_calendar_that_has_it_already_is_told_so(
    log_in: LogIn, browser: TestClient, store: Store, clock: Clock
) -> None:
    add_letter(store, letter_due())
    path = make(log_in())
    tag = browser.get(path).headers["etag"]
    clock.forward(hours=3)
    again = browser.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content) == (304, b"")
    add_letter(store, letter_due())
    assert browser.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_feed_is_made_anew_only_where_something_changed(
    log_in: LogIn, browser: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_letter(store, letter_due())
    path = make(log_in())
    browser.get(path)
    made: list[int] = []
    whole = feed_module.calendar_of

    def counted(*given, **more):  # type: ignore[no-untyped-def]
        made.append(1)
        return whole(*given, **more)

    monkeypatch.setattr(feed_module, "calendar_of", counted)
    assert len(titles(browser.get(path).content)) == 2
    assert made == []
    add_letter(store, letter_due())
    assert len(titles(browser.get(path).content)) == 4
    assert made == [1]


def test_who_may_see_less_gets_less_at_once(log_in: LogIn, browser: TestClient, store: Store) -> None:
    add_letter(store, letter_due(secrecy="MẬT"))
    path = make(log_in("hoa", confidential=True))
    assert len(titles(browser.get(path).content)) == 2

    def take_right(session):  # type: ignore[no-untyped-def]
        session.scalar(select(User).where(User.name == "hoa")).confidential = False

    store.write(take_right)
    assert titles(browser.get(path).content) == []


def test_a_calendar_may_ask_for_the_head_alone(log_in: LogIn, browser: TestClient) -> None:
    answer = browser.head(make(log_in()))
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("key", ["guessed", "x" * 500, "%00", "đoán"])
def test_a_wrong_key_is_no_page(browser: TestClient, key: str) -> None:
    assert browser.get(f"/feeds/{key}.ics").status_code == 404


def test_a_key_that_was_taken_back_is_no_page(log_in: LogIn, browser: TestClient) -> None:
    lan = log_in()
    path = make(lan)
    (feed_id,) = re.findall(r'hx-post="/calendar/feeds/(\d+)/revoke"', lan.get("/calendar").text)
    assert lan.post(f"/calendar/feeds/{feed_id}/revoke").status_code == 200
    assert browser.get(path).status_code == 404


def test_a_link_is_shown_only_once(log_in: LogIn) -> None:
    lan = log_in()
    path = make(lan)
    assert path not in lan.get("/calendar").text


def test_a_confidential_letter_is_in_no_feed_of_who_may_not_see_it(
    log_in: LogIn, browser: TestClient, store: Store
) -> None:
    add_letter(store, letter_due(secrecy="MẬT"))
    assert titles(browser.get(make(log_in())).content) == []


def test_a_confidential_letter_is_in_a_feed_without_its_words(
    log_in: LogIn, browser: TestClient, store: Store
) -> None:
    letter = letter_due(secrecy="MẬT")
    letter.report_due = Deadline(text="Báo cáo mật trước 27/3", last_day=letter.tasks[0].deadline.last_day)  # type: ignore[union-attr]
    add_letter(store, letter)
    content = browser.get(make(log_in("hoa", confidential=True))).content
    words = re.sub(r"\r\n ", "", content.decode())  # RFC 5545, 3.1: long lines are folded
    assert "Văn bản mật" in words
    assert "DTSTART;VALUE=DATE:20240325" in words
    for secret in ("rừng", "Rà soát", "642", "Suối Vàng", "Hội trường", "Kiểm lâm", "Báo cáo mật", "a.pdf"):
        assert secret not in words, secret


def test_that_a_recurring_day_itself_is_too_late_is_said_of_a_confidential_letter_too(
    log_in: LogIn, browser: TestClient, store: Store
) -> None:
    letter = letter_due(secrecy="MẬT")
    rule = "FREQ=MONTHLY;BYMONTHDAY=25"
    letter.tasks[0].deadline = Deadline(text="trước ngày 25 hằng tháng", rrule=rule)
    add_letter(store, letter)
    content = browser.get(make(log_in("hoa", confidential=True))).content
    assert any(title.startswith("(Trước ngày này)") for title in titles(content))


def test_the_address_of_a_feed_is_told_to_nobody(log_in: LogIn, browser: TestClient) -> None:
    assert browser.get(make(log_in())).headers["referrer-policy"] == "no-referrer"


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Logs are set up as for a person who looks at a terminal, where most is said of a mistake."""
    before = structlog.get_config()
    monkeypatch.setenv(LEVEL, "error")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    set_up_logs()
    yield
    structlog.configure(**before)


def test_a_key_does_not_come_into_the_log(
    log_in: LogIn,
    browser: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    on_terminal: None,
) -> None:
    path = make(log_in())

    def trip(*_: object) -> None:
        raise RuntimeError("tripped")

    monkeypatch.setattr(feed_module, "calendar_of", trip)
    assert browser.get(path).status_code == 500
    said = "".join(capsys.readouterr())
    assert "/feeds/…" in said
    assert path.removeprefix("/feeds/").removesuffix(".ics") not in said


def test_other_paths_are_logged_as_they_are() -> None:
    assert guard._told("/letters/1") == "/letters/1"


def test_behind_https_the_link_is_one_of_https(log_in: LogIn) -> None:
    lan = log_in()
    answer = lan.post("https://desk.test/calendar/feeds", {"name": "máy", "whose": "all"})
    assert 'value="https://desk.test/feeds/' in answer.text


def test_a_link_needs_a_name(log_in: LogIn) -> None:
    assert log_in().post("/calendar/feeds", {"name": " ", "whose": "all"}).status_code == 422
