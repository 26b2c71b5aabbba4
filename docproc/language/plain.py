"""Plain text as a page: lines of words without boxes; damaged text is repaired on the way in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docproc.language.judge import judge
from docproc.language.legacy import converted
from docproc.language.normalise import normalise
from docproc.language.repair import check_words, repaired_lines
from docproc.page import CELL_BREAK, Line, Page, PageReason, TextKind, Verdict, Word

_OF_TEXT = {
    TextKind.DAMAGED: PageReason.PLAIN_TEXT_REPAIRED,
    TextKind.STRIPPED: PageReason.PLAIN_TEXT_MARKED,
    TextKind.LEGACY: PageReason.PLAIN_TEXT_CONVERTED,
}
_OF_WORD = {
    TextKind.DAMAGED: PageReason.WORD_TEXT_REPAIRED,
    TextKind.STRIPPED: PageReason.WORD_TEXT_MARKED,
    TextKind.LEGACY: PageReason.WORD_TEXT_CONVERTED,
}

REPAIRED = (TextKind.DAMAGED, TextKind.STRIPPED)


def from_eight_bits(texts: Sequence[str]) -> list[str] | None:
    """The pages of a text whose bytes stand as Western letters (docproc.scan.texts.PlainText), as Unicode.

    None when no old encoding makes Vietnamese of them: what they say is not known.
    """
    verdict = judge("\n".join(texts))
    if verdict.encoding:
        return [converted(text, verdict.encoding) for text in texts]
    # Typed without its marks, with the dashes and quotation marks of Windows.
    return list(texts) if verdict.kind is TextKind.STRIPPED else None


def text_page(number: int, text: str, most: int | None = None) -> Page:
    """A page of plain text (NFC); blank lines are kept as lines without words.

    Damaged text is repaired, the words with their confidence and second reading; old encodings are converted.
    Raises TooMuchToRepair for one of more than `most` words and signs.
    """
    verdict = judge(text)
    lines = tuple(_line(line) for line in _unicode(text, verdict).splitlines())
    if verdict.kind in REPAIRED:
        check_words([text], most)
        lines = repaired_lines(lines)
    reason = _OF_TEXT.get(verdict.kind, PageReason.PLAIN_TEXT)
    return Page(number, 0.0, 0.0, lines, source="text", reason=reason, verdict=verdict)


def written_page(number: int, lines: Sequence[Line], most: int | None = None) -> Page:
    """A page of a file that was written on a computer, from its lines and table rows; as `text_page` does."""
    verdict = judge("\n".join(line.text for line in lines))
    kept = tuple(_line_in_unicode(line, verdict) for line in lines)
    if verdict.kind in REPAIRED:
        check_words((line.text for line in kept), most)
        kept = repaired_lines(kept)
    reason = _OF_WORD.get(verdict.kind, PageReason.WORD_TEXT)
    return Page(number, 0.0, 0.0, kept, source="text", reason=reason, verdict=verdict)


def is_repaired(page: Page) -> bool:
    """Whether a page of text was damaged and has been repaired."""
    return page.verdict is not None and page.verdict.kind in REPAIRED


def _line_in_unicode(line: Line, verdict: Verdict) -> Line:
    """A line word by word, so that the cells of a table row stay: a blank is one in every encoding."""
    texts = iter(_unicode(line.text, verdict).split(" "))
    words = tuple(replace(word, text=next(texts, word.text)) for word in line.words)
    at = iter(word for word in words if word.text != CELL_BREAK)
    return Line(words, tuple(tuple(next(at) for _ in cell) for cell in line.cells), line.carried)


def _unicode(text: str, verdict: Verdict) -> str:
    return normalise(converted(text, verdict.encoding) if verdict.encoding else text)


def _line(text: str) -> Line:
    """A line; one with several cells joined by " | " is a row of a table."""
    words = tuple(Word(w) for w in text.split())
    parts = text.split(f" {CELL_BREAK} ")
    cells = tuple(tuple(Word(w) for w in part.split()) for part in parts) if len(parts) > 2 else ()
    return Line(words, cells)
