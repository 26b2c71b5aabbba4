"""docproc batch --plan: what reading an archive will take, as a table, before anything is read."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from docproc.address import Address
from docproc.archive.analysis import ledger_of
from docproc.archive.run import When
from docproc.cli.console import printable, results, say
from docproc.errors import ExitCode
from docproc.messages import _, mark
from docproc.page import PageReason
from docproc.settings import load_settings
from docproc.store.database import PERSON_WAITS

if TYPE_CHECKING:
    from docproc.archive.forecast.estimate import Span
    from docproc.archive.forecast.forecast import Forecast  # loads what reads scans

_SOURCES = {
    PageReason.GOOD_LAYER: mark("the file gives their text"),
    PageReason.GOOD_LAYER_OF_SCAN: mark("scans under which the file gives good text"),
    PageReason.LEGACY_LAYER: mark("the file gives their text in an old encoding"),
    PageReason.PLAIN_TEXT: mark("plain text"),
    PageReason.WORD_TEXT: mark("Word files"),
    PageReason.NO_LAYER: mark("images without text"),
    PageReason.DAMAGED: mark("the text that the file gives is no good Vietnamese"),
    PageReason.UNLIKE: mark("the text that the file gives is not what its image shows"),
}


def plan_batch(root: Path | Address, home: Path | None, workers: int, again: bool, when: When) -> ExitCode:
    """Print what reading the archive will take. `home`: the folder with its ledger, if there is one.

    Raises OSError, what remote.objects does, StoreFault, MissingProgram.
    """
    from docproc.archive.forecast.forecast import Asked, forecast

    with ledger_of(home, PERSON_WAITS) if home is not None else nullcontext() as ledger:
        told = forecast(Asked(root, workers, load_settings(), ledger, again, _say_counted))
    results().print(plan_table(told, when))
    for words in told.tree.unreadable:
        say(words)
    return ExitCode.DONE


def _say_counted(files: int) -> None:
    say(_("{files} files counted; some are looked at and read now, for up to a minute.", files=files))


def plan_table(told: Forecast, when: When) -> Table:
    """Files, pages, which need OCR and why, how long it takes, what cannot be read."""
    table = Table(box=box.ROUNDED, show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, words in [*_file_rows(told), *_page_rows(told), *_time_rows(told, when), *_refused_rows(told)]:
        table.add_row(printable(name), printable(words))
    return table


def _file_rows(told: Forecast) -> Iterator[tuple[str, str]]:
    tree = told.tree
    yield _("Files to read"), _("{count} ({size} MB)", count=tree.files, size=f"{tree.size / 1e6:.1f}")
    if tree.done:
        yield _("Read before"), _("{count} files, which are left out", count=tree.done)
    if tree.links:
        yield _("Links"), _("{count}, which are not followed", count=tree.links)


def _page_rows(told: Forecast) -> Iterator[tuple[str, str]]:
    from docproc.archive.forecast.measuring import OCR

    seen = told.estimate
    every = seen.looked_at == told.tree.files
    how = _("all files were looked at") if every else _("from {count} files", count=seen.looked_at)
    yield _("Pages"), f"{_span_words(seen.pages)}, {how}"
    by_reason = sorted(seen.pages_by_reason.items(), key=lambda item: -item[1])
    whole = sum(seen.pages_by_reason.values())
    for title, is_ocr in ((_("need OCR"), True), (_("need none"), False)):
        of_these = [(reason, pages) for reason, pages in by_reason if (reason in OCR) is is_ocr]
        pages = sum(pages for _reason, pages in of_these)
        share = f"{_rounded(pages)} ({100 * pages / whole if whole else 0:.0f} %)"
        yield f"  {title}", share
        for reason, pages in of_these:
            yield f"    {_(_SOURCES.get(reason, reason.value))}", _rounded(pages)


def _time_rows(told: Forecast, when: When) -> Iterator[tuple[str, str]]:
    seen, workers = told.estimate.seconds, told.workers
    low, high = _hours(seen.low / workers), _hours(seen.high / workers)
    words = _("{time} hours (from {low} to {high})", time=_hours(told.seconds), low=low, high=high)
    yield _("Time with {count} workers", count=workers), words
    measured = told.estimate.measured
    yield (
        "",
        _("from {count} pages read now", count=measured) if measured else _("no page was measured"),
    )
    if when.hours is not None:
        ends = when.hours.done_by(when.clock(), told.seconds)
        yield _("Done in these hours by"), _moment(ends)


def _refused_rows(told: Forecast) -> Iterator[tuple[str, str]]:
    refused = told.estimate.refused
    if not refused:
        return
    yield _("Cannot be read"), _("{count} files", count=_rounded(sum(refused.values())))
    for words, count in sorted(refused.items(), key=lambda item: -item[1]):
        yield f"    {words}", _rounded(count)


def _span_words(span: Span) -> str:
    value, low, high = _rounded(span.value), _rounded(span.low), _rounded(span.high)
    return value if low == high else _("{value} (from {low} to {high})", value=value, low=low, high=high)


def _rounded(number: float) -> str:
    """A count with its three first digits: more would be made up."""
    whole = round(number)
    digits = max(0, len(str(whole)) - 3)
    return str(round(whole, -digits))


def _hours(seconds: float) -> str:
    minutes = math.ceil(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _moment(moment: datetime) -> str:
    return f"{moment:%H:%M %d/%m/%Y}"
