"""docproc doctor: what is installed, what is missing, how to mend it."""

from __future__ import annotations

from rich import box
from rich.table import Table

from docproc.cli.console import printable, results
from docproc.cli.health import Finding, State, findings
from docproc.errors import ExitCode
from docproc.messages import _, mark

_WORDS = {
    State.OK: (mark("ok"), "green"),
    State.MISSING: (mark("missing"), "bold red"),
    State.OPTIONAL: (mark("not there (optional)"), "yellow"),
}


def doctor() -> ExitCode:
    found = list(findings())
    results().print(_table(found))
    return ExitCode.MISSING if any(one.state is State.MISSING for one in found) else ExitCode.DONE


def _table(found: list[Finding]) -> Table:
    table = Table(box=box.ROUNDED, header_style="bold")
    table.add_column(_("What"), no_wrap=True)
    table.add_column(_("State"))
    table.add_column(_("Found, or how to mend it"), overflow="fold")
    for one in found:
        word, style = _WORDS[one.state]
        state = printable(_(word))
        state.stylize(style)
        table.add_row(printable(one.what), state, printable(one.note))
    return table
