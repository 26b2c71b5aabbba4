"""docproc serve: the clerk's desk in the browser."""

from __future__ import annotations

import ipaddress
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.office import office_store
from docproc.cli.options import Data
from docproc.errors import ExitCode
from docproc.logs import set_up_logs
from docproc.messages import _, current_language, mark
from docproc.places import load_places
from docproc.settings import load_settings

_PORT = 8040


def serve(
    data: Data = None,
    host: Annotated[
        str, typer.Option(help=mark("Address to listen at; another than 127.0.0.1 lets others in."))
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=mark("Port to listen at."))] = _PORT,
) -> ExitCode:
    import uvicorn

    from docproc.web.app import make_app
    from docproc.web.desk import Desk

    set_up_logs(default="warning")
    with office_store(data) as store:
        desk = Desk(store, load_settings(), load_places().office)
        if not is_loopback(host):
            say(_("Warning: passwords and letters travel unprotected unless HTTPS stands in front of the desk."))
        say(_("The desk is at http://{host}:{port}/. Ctrl-C ends.", host=host, port=port))
        app = make_app(desk, current_language())
        uvicorn.run(app, host=host, port=port, log_config=None, server_header=False, access_log=False)
    return ExitCode.DONE


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
