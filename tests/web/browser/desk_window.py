"""What people do in a window of the desk."""

from __future__ import annotations

from playwright.sync_api import Page


def log_in(window: Page, name: str, password: str) -> None:
    """Log somebody in through the page."""
    window.goto("/login")
    window.fill("#name", name)
    window.fill("#password", password)
    window.press("#password", "Enter")
    window.wait_for_url("**/")
