"""A real browser (Debian's Chromium) at a desk that listens at a port of this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk_window import served
from playwright.sync_api import Browser, Page, sync_playwright

from docproc.web.desk import Desk

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file of tests: Playwright holds the event loop of its thread until it is stopped, and
    tests that run an event loop of their own may come after this file in the same process.
    """
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    """Where the desk listens, as `http://127.0.0.1:PORT`."""
    with served(desk) as listening:
        yield listening


@pytest.fixture
def window(chromium: Browser, address: str) -> Iterator[Page]:
    """A window of 1366×768 in which nobody is logged in; errors of scripts and of the policy fail the test."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN", base_url=address)
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    yield page
    context.close()
    assert said == []
