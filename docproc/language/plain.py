"""Plain text as a page: lines of words without boxes; damaged text is repaired on the way in."""

from __future__ import annotations

from collections.abc import Sequence

from docproc.language.judge import Kind, Verdict, judge
from docproc.language.legacy import converted
from docproc.language.normalise import normalise
from docproc.language.repair import repaired_lines
from docproc.page import CELL_BREAK, Line, Page, Word

_REASONS = {
    Kind.DAMAGED: "plain text, repaired",
    Kind.STRIPPED: "plain text, marks restored",
    Kind.LEGACY: "plain text, old encoding converted",
}


def from_eight_bits(texts: Sequence[str]) -> list[str] | None:
    """The pages of a text whose bytes stand as Western letters (docproc.scan.texts.PlainText), as Unicode.

    None when no old encoding makes Vietnamese of them: what they say is not known.
    """
    verdict = judge("\n".join(texts))
    if verdict.encoding:
        return [converted(text, verdict.encoding) for text in texts]
    # Typed without its marks, with the dashes and quotation marks of Windows.
    return list(texts) if verdict.kind is Kind.STRIPPED else None


def text_page(number: int, text: str) -> Page:
    """A page of plain text (NFC); blank lines are kept as lines without words.

    Damaged text is repaired, the words with their confidence and second reading; old encodings are converted.
    """
    verdict = judge(text)
    lines = tuple(_line(line) for line in _unicode(text, verdict).splitlines())
    if verdict.kind in (Kind.DAMAGED, Kind.STRIPPED):
        lines = repaired_lines(lines)
    return Page(number, 0.0, 0.0, lines, source="text", reason=_REASONS.get(verdict.kind, "plain text"))


def _unicode(text: str, verdict: Verdict) -> str:
    return normalise(converted(text, verdict.encoding) if verdict.encoding else text)


def _line(text: str) -> Line:
    """A line; one with several cells joined by " | " is a row of a table."""
    words = tuple(Word(w) for w in text.split())
    parts = text.split(f" {CELL_BREAK} ")
    cells = tuple(tuple(Word(w) for w in part.split()) for part in parts) if len(parts) > 2 else ()
    return Line(words, cells)
