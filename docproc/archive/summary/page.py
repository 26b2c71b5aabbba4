"""The summary of an archive as one page of HTML: no script, nothing from a network, charts as SVG in it."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from docproc import charts
from docproc.archive.summary.figures import BEFORE, NO_DAY, RECURRING, Tally, counts_of, scan_again_count, total
from docproc.archive.summary.sections import number, sections
from docproc.messages import _, current_language
from docproc.workdays import VIETNAM


@cache
def _templates() -> Environment:
    """Every value is escaped, whatever a file is called; a name that is not there is an error."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"_": _}
    return made


def summary_page(counts: Tally, archive: str, waiting: int, moment: datetime) -> str:
    """The page, in the language in force.

    `archive` is what the folder of results is called, `waiting` how many files are not read yet, `moment` when
    the ledger was looked at.
    """
    return (
        _templates()
        .get_template("summary.html")
        .render(
            lang=current_language(),
            archive=archive,
            moment=f"{moment.astimezone(VIETNAM):%d/%m/%Y %H:%M}",
            waiting=number(waiting) if waiting else "",
            figures=_figures(counts),
            sections=list(sections(counts)),
            width=charts.WIDTH,
            height=charts.HEIGHT,
        )
    )


def _figures(counts: Tally) -> list[tuple[str, str]]:
    """The figures at the top, each with its name."""
    given = {one.name: one.number for one in counts_of(counts, "given")}
    with_day = sum(given.values()) - given.get(NO_DAY, 0) - given.get(RECURRING, 0)
    found = {
        _("Files"): total(counts, "files"),
        _("of them failed"): total(counts, "failed"),
        _("Letters"): total(counts, "letters"),
        _("Pages"): total(counts, "pages"),
        _("Tasks"): total(counts, "tasks"),
        _("with a last day"): with_day,
        _("overdue when the letter was written"): given.get(BEFORE, 0),
        _("Cited documents"): total(counts, "citations"),
        _("Doubts"): total(counts, "doubts"),
        _("Letters with doubts"): total(counts, "doubted"),
        _("Files to scan again"): scan_again_count(counts),
    }
    return [(name, number(value)) for name, value in found.items()]
