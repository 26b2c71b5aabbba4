"""The rows of the table of problems: files that failed, pages that were not read, doubts."""

from __future__ import annotations

from collections.abc import Iterator

from docproc.archive.tables.columns import Row
from docproc.archive.tables.rows import way_of
from docproc.letter import Letter
from docproc.messages import _, current_language
from docproc.store.jobs import Reason

FILE_FAILED, PAGE_UNREAD, DOUBT = "file_failed", "page_unread", "doubt"


def failure_row(where: Row, reason: Reason | None) -> Row:
    """The row of a file that failed, in the language in force.

    Of a file that an earlier version gave up the whole sentence is the reason, and the remedy stands in it.
    """
    given, lang = reason or {}, current_language()
    return {
        **where,
        "letter": None,
        "problem": FILE_FAILED,
        "code": given.get("code"),
        "field": None,
        "page": None,
        "reason": given.get(f"reason.{lang}") or given.get(lang) or _("the reason was not written down"),
        "remedy": given.get(f"remedy.{lang}"),
        "message": given.get("message"),
    }


def problem_rows(where: Row, letter: Letter) -> Iterator[Row]:
    """A row for each page of the letter that could not be read, then one for each doubt."""
    for place, note in enumerate(letter.page_notes):
        if way_of(note) == "unread":
            yield {
                **where,
                "problem": PAGE_UNREAD,
                "code": PAGE_UNREAD,
                "field": f"page_notes[{place}]",
                "page": note.page,
                "reason": note.problem,
                "remedy": _("Look at the page; scan it again, straight and at 300 dpi."),
                "message": None,
            }
    for doubt in letter.doubts:
        yield {
            **where,
            "problem": DOUBT,
            "code": doubt.code,
            "field": doubt.field,
            "page": doubt.evidence[0].page if doubt.evidence else None,
            "reason": doubt.reason,
            "remedy": None,
            "message": doubt.message,
        }
