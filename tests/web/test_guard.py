"""What every request and answer keeps to: changes only from the desk's own pages, nothing from elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from desk_people import LogIn
from opentelemetry.trace import NoOpTracer, TracerProvider
from starlette.testclient import TestClient

from docproc.web.desk import Desk


def test_a_change_without_the_token_of_the_session_is_refused(log_in: LogIn) -> None:
    lan = log_in()
    assert lan.client.post("/logout").status_code == 403
    assert lan.client.post("/logout", headers={"X-CSRF-Token": "guessed"}).status_code == 403
    assert lan.get("/account").status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://example.org"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_a_change_that_another_site_asks_for_is_refused(log_in: LogIn, headers: dict[str, str]) -> None:
    assert log_in().post("/logout", headers=headers).status_code == 403


def test_a_change_from_the_desk_goes_through(log_in: LogIn) -> None:
    headers = {"Origin": "http://desk.test", "Sec-Fetch-Site": "same-origin"}
    assert log_in().post("/logout", headers=headers).status_code == 303


def test_no_script_runs_that_is_not_a_file_of_the_desk(browser: TestClient) -> None:
    policy = browser.get("/login", follow_redirects=True).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy


def test_pages_hold_no_script_and_no_style_of_their_own(browser: TestClient) -> None:
    shown = browser.get("/first-start").text
    assert "<style" not in shown
    assert " style=" not in shown
    assert "onclick" not in shown


def test_a_form_that_is_too_large_is_refused(browser: TestClient) -> None:
    answer = browser.post("/login", content=b"x" * (2 << 20), headers={"Content-Type": "text/plain"})
    assert answer.status_code == 413


def test_a_form_that_does_not_say_its_size_is_cut_off(browser: TestClient) -> None:
    def pieces():  # type: ignore[no-untyped-def]
        for _ in range(40):
            yield b"name=" + b"x" * 65536

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser.post("/login", content=pieces(), headers=form).status_code == 413


def test_a_page_that_is_not_there_says_so(browser: TestClient) -> None:
    answer = browser.get("/khong-co")
    assert answer.status_code == 404
    assert '<html lang="vi">' in answer.text
    assert browser.get("/api/v1/khong-co").json()["error"]["kind"] == "NoSuchPlace"


def test_a_mistake_of_the_program_is_told_without_its_insides(
    browser: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trip(_self: object) -> None:
        raise RuntimeError("secret insides")

    monkeypatch.setattr("docproc.store.database.Store.reading", trip)
    answer = browser.get("/login")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers


def test_nothing_of_a_request_is_handed_to_telemetry(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Recorder(TracerProvider):
        def get_tracer(self, *_given: Any, **_more: Any) -> NoOpTracer:
            asked.append("tracer")
            return NoOpTracer()

    monkeypatch.setattr("opentelemetry.trace.get_tracer_provider", Recorder)
    browser.get("/login")
    assert asked == []
