"""The desk put together: its parts, what guards them, its files."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from docproc import __version__
from docproc.web.api import app as api
from docproc.web.arrange import routes as arrange
from docproc.web.calendar import routes as calendar
from docproc.web.desk import Desk
from docproc.web.entry import routes as entry
from docproc.web.faults import add_fault_handlers
from docproc.web.guard import Guard
from docproc.web.letter import routes as letter
from docproc.web.letter import scan_routes as letter_scan
from docproc.web.overview import routes as overview
from docproc.web.pages import STATIC

_PARTS = (entry.router, letter.router, letter_scan.router, arrange.router, calendar.router, overview.router)
_A_YEAR = "public, max-age=31536000, immutable"
_UPLOAD_ROOM = 1 << 20  # bytes beside the file in an upload


class _KeptFiles(StaticFiles):
    """Files whose address changes with their content: browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        found = await super().get_response(path, scope)
        found.headers.setdefault("Cache-Control", _A_YEAR)
        return found


def make_app(desk: Desk, office_language: str = "vi") -> FastAPI:
    """The web application of a desk."""
    app = FastAPI(
        title="docproc", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json"
    )
    app.state.desk = desk
    add_fault_handlers(app)
    most = desk.settings.max_megabytes * 1_000_000 + _UPLOAD_ROOM
    app.add_middleware(Guard, most_uploaded=int(most), office_language=office_language)
    for router in _PARTS:
        app.include_router(router, include_in_schema=False)
    app.include_router(api.router)
    app.mount("/static", _KeptFiles(directory=STATIC), name="static")
    return app
