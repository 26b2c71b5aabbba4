"""The desk put together: its parts, what guards them, its files."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from docproc import __version__
from docproc.web.account import routes as account
from docproc.web.api import app as api
from docproc.web.arrange import routes as arrange
from docproc.web.audit import routes as audit
from docproc.web.calendar import routes as calendar
from docproc.web.desk import Desk
from docproc.web.drafts import routes as drafts
from docproc.web.entry import routes as entry
from docproc.web.exports import routes as exports
from docproc.web.faults import add_fault_handlers
from docproc.web.guard import Guard
from docproc.web.inbox import files as inbox_files
from docproc.web.inbox import routes as inbox
from docproc.web.letter import handing_on, linked
from docproc.web.letter import routes as letter
from docproc.web.letter import scan_routes as letter_scan
from docproc.web.letter_tasks import corrected
from docproc.web.letter_tasks import history as letter_history
from docproc.web.letter_tasks import routes as letter_tasks
from docproc.web.overview import routes as overview
from docproc.web.pages import STATIC
from docproc.web.people import routes as people
from docproc.web.readers import routes as readers
from docproc.web.serving import health
from docproc.web.tasks import routes as tasks

# Asked in this order, so what is asked most comes first.
_PARTS = (
    inbox.router,
    inbox_files.router,
    entry.router,
    letter_tasks.router,
    letter_history.router,
    letter.router,
    letter_scan.router,
    account.router,
    people.router,
    people.units_router,
    readers.router,
    handing_on.router,
    linked.router,
    audit.router,
    calendar.router,
    overview.router,
    drafts.router,
    exports.router,
    health.router,
    corrected.router,
    tasks.router,
    arrange.router,
)
_A_YEAR = "public, max-age=31536000, immutable"
# FastAPI would hand what it sees, in errors texts of letters too, to what of OpenTelemetry is installed and named
# in the environment.
_NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
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
        title="docproc",
        version=__version__,
        docs_url=None,  # it would load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        telemetry=_NO_TELEMETRY,
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
