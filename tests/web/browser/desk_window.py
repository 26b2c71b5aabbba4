"""Where the desk listens, and what people do in a window of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from playwright.sync_api import Page

from docproc.web.app import make_app
from docproc.web.desk import Desk

# Seconds for which an idle connection stays open: longer than any test. A request that Playwright sends itself on
# one that is being closed just then fails, where a browser would ask again.
_OPEN = 600


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """Where the desk listens meanwhile, as `http://127.0.0.1:PORT`."""
    config = uvicorn.Config(make_app(desk), port=0, log_config=None, access_log=False, timeout_keep_alive=_OPEN)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def log_in(window: Page, name: str, password: str) -> None:
    """Log somebody in through the page."""
    window.goto("/login")
    window.fill("#name", name)
    window.fill("#password", password)
    window.press("#password", "Enter")
    window.wait_for_url("**/")
