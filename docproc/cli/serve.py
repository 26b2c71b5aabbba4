"""docproc serve: the clerk's desk in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.office import office_store, order_for
from docproc.cli.options import Data
from docproc.cli.workers import at_a_time
from docproc.errors import ExitCode
from docproc.logs import set_up_logs
from docproc.messages import _, mark
from docproc.places import load_places
from docproc.signals import stop_on_signals

_PORT = 8040


def serve(
    data: Data = None,
    host: Annotated[
        str, typer.Option(help=mark("Address to listen at; another than 127.0.0.1 lets others in."))
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=mark("Port to listen at."))] = _PORT,
    processes: Annotated[
        int | None, typer.Option(min=1, help=mark("Processes that answer at a time; else one a core."))
    ] = None,
    behind_https: Annotated[
        bool, typer.Option("--behind-https", help=mark("A reverse proxy in front takes HTTPS and nothing else."))
    ] = False,
) -> ExitCode:
    from docproc.web.serving.children import Serving
    from docproc.web.serving.listener import address_of, listen
    from docproc.web.serving.supervisor import serve as serve_desk

    set_up_logs(default="info")
    stop = stop_on_signals()
    places = load_places()
    address = address_of(host)
    with office_store(data) as store:
        order = order_for(store, split=places.store.split)
    answering = at_a_time(processes)
    serving = Serving(order, places.office, places.watch, at_a_time(None), answering, behind_https)
    listener = listen(host, port)
    if not address.is_loopback and not behind_https:
        say(_("Warning: passwords and letters travel unprotected unless HTTPS stands in front of the desk."))
    shown = f"[{address}]" if address.version == 6 else str(address)
    say(_("The desk is at http://{host}:{port}/. Ctrl-C ends.", host=shown, port=port))
    for one in places.watch:
        say(_("Watched: {folder}", folder=one.folder))
    serve_desk(serving, listener, stop)
    return ExitCode.DONE
