"""Every page that the desk has, those too that are added later: usable with a screen reader and on a phone.

axe-core knows the rules of WCAG 2.2 that a program can check; what it calls serious or critical keeps people out.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_people import PASSWORD
from desk_window import log_in, served
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import TimeoutError as TooLong
from walked_desk import ADMINISTRATOR, all_addresses, walked_desk

VENDOR = Path(__file__).parent / "vendor"
AXE = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
_FAULTS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter(one => ["serious", "critical"].includes(one.impact))
  .map(one => `${one.id}: ${one.help} ${one.nodes.map(node => node.html.slice(0, 160)).join(" | ")}`)"""
_TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const out = [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > width);
  const named = out.slice(0, 8).map(one => one.outerHTML.slice(0, 120));
  return [`${document.documentElement.scrollWidth} > ${width}`, ...named];
}"""
_SETTLES = 3000  # milliseconds in which a page has loaded its panels; one that asks again and again never ends


@pytest.fixture(scope="module")
def logged_in(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser in which the administrator of a desk with one letter is logged in."""
    desk = walked_desk(tmp_path_factory.mktemp("walked"))
    with served(desk) as address:
        context = chromium.new_context(locale="vi-VN", base_url=address)
        page = context.new_page()
        log_in(page, ADMINISTRATOR, PASSWORD)
        page.close()
        yield context
        context.close()
    desk.store.close()


@pytest.fixture
def page(logged_in: BrowserContext) -> Iterator[Page]:
    opened = logged_in.new_page()
    said: list[str] = []
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("console", lambda told: said.append(told.text) if "Content Security" in told.text else None)
    yield opened
    opened.close()
    assert said == []


def _shown(page: Page, address: str, width: int, height: int) -> None:
    """Open a page; skips the test where there is none, as for a part of a page, an image, a file to keep."""
    answer = page.context.request.get(address, max_redirects=5)
    assert answer.status == 200, address
    if "text/html" not in answer.headers.get("content-type", "") or "<html" not in answer.text():
        pytest.skip("no page of its own")
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    with contextlib.suppress(TooLong):
        page.wait_for_load_state("networkidle", timeout=_SETTLES)


@pytest.mark.parametrize("address", all_addresses())
def test_nobody_is_kept_out_of_a_page(page: Page, address: str) -> None:
    _shown(page, address, 1366, 768)
    page.evaluate(AXE)
    assert page.evaluate(_FAULTS) == []


@pytest.mark.parametrize("address", all_addresses())
def test_a_page_fits_a_phone(page: Page, address: str) -> None:
    _shown(page, address, 390, 844)
    assert page.evaluate(_TOO_WIDE) == []


def test_nobody_is_kept_out_of_the_first_start(window: Page) -> None:
    window.goto("/first-start")
    window.evaluate(AXE)
    assert window.evaluate(_FAULTS) == []


def test_a_fault_is_found_at_all(window: Page) -> None:
    window.goto("/login")
    window.evaluate("() => document.querySelector('label').remove()")
    window.evaluate(AXE)
    assert len(window.evaluate(_FAULTS)) == 1


def test_axe_is_unchanged() -> None:
    told = re.search(r"`([0-9a-f]{64})`", (VENDOR / "README.md").read_text(encoding="utf-8"))
    assert told is not None
    assert hashlib.sha256((VENDOR / "axe.min.js").read_bytes()).hexdigest() == told[1]
