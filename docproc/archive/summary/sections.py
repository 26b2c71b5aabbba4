"""The figures of an archive in words: each section with its chart and the table of the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from babel.numbers import format_decimal

from docproc.archive.rules.archive import Archive
from docproc.archive.summary.figures import (
    BEFORE,
    NO_DAY,
    RECURRING,
    Count,
    Tally,
    counts_of,
    distinct,
    failed_files,
    scan_again_count,
    scan_again_rows,
)
from docproc.archive.tables.columns import Row
from docproc.charts import Chart, LyingChart, bar_chart, lying_chart
from docproc.extract.assemble.page_reasons import words_of_reason
from docproc.messages import _, current_language, mark
from docproc.rules import load

_PLACE = re.compile(r"\{\w+\}")
WAYS = {
    "layer": mark("taken from the text that the file brings along"),
    "ocr": mark("read from the image (OCR)"),
    "text": mark("files of text"),
    "blank": mark("blank"),
    "unread": mark("could not be read"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page. The last `numbers` columns of the table hold numbers; `left_out` tells what is not
    shown, and where it stands.
    """

    name: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: int = 0
    upright: Chart | None = None
    lying: LyingChart | None = None
    intro: str = ""
    left_out: str = ""


def number(value: int) -> str:
    """A whole number as the language in force writes it."""
    return format_decimal(value, locale=current_language())


def sections(counts: Tally) -> Iterator[Section]:
    """All sections, in the order of the page, in the language in force."""
    yield _named(counts, "kind", _("Kinds of documents"), _("Kind"), _("(kind not found)"))
    yield _named(counts, "issuer", _("Who issued them"), _("Issuing office"), _("(issuer not found)"))
    yield _years(counts)
    yield _days_given(counts)
    yield _pages(counts)
    yield _doubts(counts)
    yield _failures(counts)
    yield _failed(counts)
    yield _scan_again(counts)


def _named(counts: Tally, what: str, title: str, head: str, nothing: str) -> Section:
    most = load(Archive).shown.lines
    found, in_all = counts_of(counts, what, most), distinct(counts, what)
    named = [Count(one.name or nothing, one.number) for one in found]
    return Section(
        what,
        title,
        (head, _("Letters")),
        [(one.name, number(one.number)) for one in named],
        numbers=1,
        lying=_lying(named),
        left_out=_left_out(in_all - len(found), "letters.jsonl"),
    )


def _lying(found: Sequence[Count]) -> LyingChart | None:
    shown = found[: load(Archive).shown.bars]
    said = [f"{one.name}: {number(one.number)}" for one in shown]
    return lying_chart([one.name for one in shown], [one.number for one in shown], said) if shown else None


def _upright(found: Sequence[Count]) -> Chart | None:
    said = [f"{one.name}: {number(one.number)}" for one in found]
    return bar_chart([one.name for one in found], [[one.number for one in found]], [said]) if found else None


def _left_out(rest: int, file: str) -> str:
    return (
        _("{count} more are not shown here; all stand in {file}.", count=number(rest), file=file)
        if rest > 0
        else ""
    )


def _years(counts: Tally) -> Section:
    found = sorted(counts_of(counts, "year"), key=lambda one: one.name or "9999+")
    dated = [one for one in found if one.name]
    rows = [(one.name or _("(day not found)"), number(one.number)) for one in found]
    return Section("year", _("Years of the letters"), (_("Year"), _("Letters")), rows, 1, _upright(dated))


def _days_given(counts: Tally) -> Section:
    numbers = {one.name: one.number for one in counts_of(counts, "given")}
    ends = load(Archive).days_given
    firsts = (0, *(end + 1 for end in ends))
    classes = [f"{first}–{last}" for first, last in zip(firsts, ends, strict=False)] + [f"> {ends[-1]}"]
    with_day = [Count(name, numbers.get(str(place), 0)) for place, name in enumerate(classes)]
    rows = [
        (_("over before the letter was written (overdue)"), numbers.get(BEFORE, 0)),
        *((_("{days} days", days=one.name), one.number) for one in with_day),
        (_("comes back (every month, every quarter …)"), numbers.get(RECURRING, 0)),
        (_("no day"), numbers.get(NO_DAY, 0)),
    ]
    chart = [Count("< 0", numbers.get(BEFORE, 0)), *with_day]
    return Section(
        "given",
        _("Days that were given for a task"),
        (_("From the day of the letter to the last day"), _("Tasks")),
        [(name, number(tasks)) for name, tasks in rows],
        numbers=1,
        upright=_upright(chart) if any(one.number for one in chart) else None,
    )


def _pages(counts: Tally) -> Section:
    found = counts_of(counts, "page")
    ways = [Count(_(words), sum(one.number for one in found if one.name == way)) for way, words in WAYS.items()]
    rows = [(_(WAYS[one.name]), words_of_reason(one.more), number(one.number)) for one in found]
    heads = (_("The words of the page"), _("Why"), _("Pages"))
    return Section(
        "page", _("How pages were read"), heads, rows, 1, lying=_lying([one for one in ways if one.number])
    )


def _doubts(counts: Tally) -> Section:
    found = counts_of(counts, "doubt", load(Archive).shown.lines)
    said = [Count(_in_general(one.more), one.number) for one in found]
    rows = [(words.name, one.name, number(one.number)) for words, one in zip(said, found, strict=True)]
    return Section(
        "doubt",
        _("What is doubted"),
        (_("Doubt"), _("Code"), _("How often")),
        rows,
        numbers=1,
        lying=_lying(said),
        left_out=_left_out(distinct(counts, "doubt") - len(found), "problems.jsonl"),
    )


def _in_general(message: str) -> str:
    """A sentence without what stands in its places."""
    return _PLACE.sub("…", _(message))


def _failures(counts: Tally) -> Section:
    found = counts_of(counts, "failure", load(Archive).shown.lines)
    said = [Count(_in_general(one.more), one.number) for one in found]
    rows = [(one.name, number(one.number)) for one in said]
    return Section("failure", _("Why files failed"), (_("Reason"), _("Files")), rows, 1, lying=_lying(said))


def _failed(counts: Tally) -> Section:
    most, in_all = load(Archive).shown.lines, sum(one.number for one in counts_of(counts, "failure"))
    rows = [(file, reason, remedy or "") for file, reason, remedy in failed_files(counts, most)]
    heads = (_("File"), _("Reason"), _("What to do"))
    left_out = _left_out(in_all - len(rows), "problems.jsonl")
    return Section("failed", _("Files that failed"), heads, rows, left_out=left_out)


def _scan_again(counts: Tally) -> Section:
    rows = [
        (
            str(row["file"]),
            str(row["why"]),
            *(_cell(row[name]) for name in ("pages", "pages_unread")),
            _unsure(row),
        )
        for row in islice(scan_again_rows(counts), load(Archive).shown.lines)
    ]
    return Section(
        "again",
        _("To scan again, the worst first"),
        (_("File"), _("Why"), _("Pages"), _("Pages unread"), _("Unsure words (%)")),
        rows,
        numbers=3,
        intro=_("A new scan, straight, at 300 dpi, from the paper, is likely to be read better."),
        left_out=_left_out(scan_again_count(counts) - len(rows), "scan-again.csv"),
    )


def _cell(value: object) -> str:
    return number(value) if isinstance(value, int) else "–"


def _unsure(row: Row) -> str:
    words, unsure = row["ocr_words"], row["ocr_words_unsure"]
    return (
        number(round(100 * unsure / words))
        if isinstance(words, int) and isinstance(unsure, int) and words
        else "–"
    )
