"""Why the words of a page come from where they do, in words for a person: its text layer, its image, or both."""

from __future__ import annotations

from docproc.language.rules.judge import Judge
from docproc.letter import Letter, PageNote
from docproc.messages import _, mark
from docproc.page import PageReason, TextKind, Verdict
from docproc.rules import load

_WHY: dict[str, str] = {
    PageReason.GOOD_LAYER: mark("its words were taken from its text layer, which is good Vietnamese"),
    PageReason.GOOD_LAYER_OF_SCAN: mark(
        "its words were taken from the text layer that lies under the scan: it is good Vietnamese, and the "
        "image shows it"
    ),
    PageReason.LAYER_OF_WORD_FILE: mark("its words were taken from the Word file as it would be printed"),
    PageReason.LEGACY_LAYER: mark("its words were taken from its text layer and converted from an old encoding"),
    PageReason.NO_LAYER: mark("its image was read (OCR), because the file gives no text for it"),
    PageReason.DAMAGED: mark(
        "its image was read (OCR), because the text that the file gives for it is no good Vietnamese"
    ),
    PageReason.DAMAGED_AND_POOR: mark(
        "the text that the file gives for it is damaged and was repaired, because the image is too poor to be "
        "read"
    ),
    PageReason.UNLIKE: mark(
        "its image was read (OCR), because it does not show the text that the file gives for it"
    ),
    PageReason.UNLIKE_AND_POOR: mark(
        "the text that the file gives for it was taken though the image does not show it, because the image is "
        "too poor to be read"
    ),
    PageReason.BLANK: mark("it is blank"),
    PageReason.OCR_ASKED_FOR: mark("its image was read (OCR), because that was asked for (--ocr always)"),
    PageReason.LAYER_AS_IT_IS: mark(
        "its text layer was taken as it is, because images were not to be read (--ocr never)"
    ),
    PageReason.NO_LAYER_NO_OCR: mark(
        "nothing was read: the file gives no text for it, and images were not to be read (--ocr never)"
    ),
    PageReason.PLAIN_TEXT: mark("it is text and was taken as it stands"),
    PageReason.PLAIN_TEXT_REPAIRED: mark("it is text, damaged, and was repaired"),
    PageReason.PLAIN_TEXT_MARKED: mark("it is text without its marks, which were put back"),
    PageReason.PLAIN_TEXT_CONVERTED: mark("it is text in an old encoding and was converted"),
    PageReason.WORD_TEXT: mark("its words were taken from the Word file, which could not be laid out as printed"),
    PageReason.WORD_TEXT_REPAIRED: mark("it is the text of a Word file, damaged, and was repaired"),
    PageReason.WORD_TEXT_MARKED: mark("it is the text of a Word file without its marks, which were put back"),
    PageReason.WORD_TEXT_CONVERTED: mark("it is the text of a Word file in an old encoding and was converted"),
    PageReason.PART_FAILED: mark("the part of the file in which it lies could not be read"),
}
_KIND = {
    TextKind.GOOD: mark("good Vietnamese"),
    TextKind.DAMAGED: mark("damaged Vietnamese"),
    TextKind.STRIPPED: mark("Vietnamese without its marks"),
    TextKind.LEGACY: mark("Vietnamese in an old encoding ({encoding})"),
    TextKind.FOREIGN: mark("not Vietnamese"),
    TextKind.EMPTY: mark("too short to judge"),
}
_READERS = {
    "vie": mark("Tesseract, model vie"),
    "script": mark("Tesseract, model Vietnamese"),
    "own": mark("docproc's own line reader"),
}


def words_of_reason(reason: str) -> str:
    """A reason of a page in the language in force; one that only other versions know stays as it stands."""
    return _(_WHY[reason]) if reason in _WHY else reason


def reasons_of_page(letter: Letter, number: int) -> list[str]:
    """Lines on page `number` of the letter (from 1), in the language in force.

    Raises IndexError where the letter has no such page.
    """
    at, note = next(((at, note) for at, note in enumerate(letter.page_notes) if note.page == number), (0, None))
    if note is None:
        raise IndexError(number)
    doubts = [doubt.reason for doubt in letter.doubts if doubt.field == f"page_notes[{at}]"]
    return [
        _("Page {number}: {why}.", number=number, why=words_of_reason(note.reason)),
        *([_judged(note.verdict)] if note.verdict else []),
        *_read(note),
        *_besides(note),
        *([_("Doubted:"), *(f"  - {reason}" for reason in doubts)] if doubts else [_("Doubted: nothing.")]),
    ]


def _judged(verdict: Verdict) -> str:
    """What the judge of text found, with the shares it goes by."""
    kind = _(_KIND[verdict.kind], encoding=verdict.encoding)
    if not verdict.words:
        return _("The text that the file gives: none.")
    good = load(Judge).good
    return _(
        "The text that the file gives: {kind}. Its {words} words: Vietnamese with marks {right} %, without marks "
        "{bare} %, neither {odd} % (in good text with marks at least {least} %, neither at most {most} %).",
        kind=kind,
        words=verdict.words,
        right=_percent(verdict.right),
        bare=_percent(verdict.bare),
        odd=_percent(verdict.odd),
        least=_percent(good.right),
        most=_percent(good.odd),
    )


def _read(note: PageNote) -> list[str]:
    """Who read the image, and how sure they were of what was taken from it."""
    if not note.readers:
        return []
    names = "; ".join(_(_READERS.get(reader, reader)) for reader in note.readers)
    lines = [_("Its image was read by: {readers}.", readers=names)]
    if note.source == "ocr" and note.confidence:
        sure = _percent(note.confidence)
        lines.append(_("How sure they were themselves, on the average of its words: {percent} %.", percent=sure))
    return lines


def _besides(note: PageNote) -> list[str]:
    turned = [_("It was turned clockwise by {degrees} degrees.", degrees=note.turned)] if note.turned else []
    aside = [_("Left out, because it runs another way: {text}", text=text) for text in note.aside]
    problem = [_("What went wrong: {problem}", problem=note.problem)] if note.problem else []
    return [*turned, *aside, *problem]


def _percent(share: float) -> int:
    return round(100 * share)
