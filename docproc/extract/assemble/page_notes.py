"""What is said of each page beside its words: where they came from, and what a person should look at there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docproc.extract.layout.rules.clear_print import ClearPrint
from docproc.letter import Doubt, Evidence, PageNote
from docproc.messages import mark
from docproc.page import Line, Page, PageReason, Verdict
from docproc.rules import load
from docproc.scan.rules.layer import Layer

_ASIDE = mark("Text that runs another way than the page was not read as part of the letter: {text}")
_UNLIKE = mark(
    "The text that the file gives for page {page} is not what its image shows, and the image cannot be read;"
    " please compare"
)


def page_note(page: Page) -> PageNote:
    """Where the words of a page came from, with what was set aside there."""
    confidences = [word.confidence for line in page.lines for word in line.words]
    mean = round(sum(confidences) / len(confidences), 3) if confidences else 0.0
    return PageNote(
        page=page.number,
        source=page.source,
        reason=page.reason,
        confidence=mean,
        problem=page.problem,
        turned=page.turned,
        aside=list(dict.fromkeys(line.text for line in page.aside)),
        verdict=_rounded(page.verdict) if page.verdict else None,
        readers=list(page.readers),
        words=len(confidences),
        unsure=sum(confidence < load(ClearPrint).page_word for confidence in confidences),
        dpi=page.dpi,
    )


def _rounded(verdict: Verdict) -> Verdict:
    right, bare, odd = (round(share, 3) for share in (verdict.right, verdict.bare, verdict.odd))
    return replace(verdict, right=right, bare=bare, odd=odd)


def page_doubts(pages: Sequence[Page]) -> list[Doubt]:
    """A doubt for texts in the margin that are more than a mark, and for a layer that its scan does not show."""
    doubts = []
    for n, page in enumerate(pages):
        field = f"page_notes[{n}]"
        if page.reason is PageReason.UNLIKE_AND_POOR:
            details: dict[str, str | int] = {"page": page.number}
            doubts.append(Doubt(field=field, code="layer_unlike", message=_UNLIKE, details=details))
        texts = [line for line in page.aside if _says_something(line)]
        if texts:
            said = {"text": "; ".join(line.text for line in texts)}
            evidence = [_evidence(page, line) for line in texts]
            doubts.append(Doubt(field=field, code="text_aside", message=_ASIDE, details=said, evidence=evidence))
    return doubts


def _says_something(line: Line) -> bool:
    """Whether a line set aside is a text: words enough, and not across the page as a watermark."""
    return line.angle is not None and len(line.words) >= load(Layer).block.words


def _evidence(page: Page, line: Line) -> Evidence:
    box = tuple(round(side, 1) for side in line.box) if line.box else None
    return Evidence(page=page.number, box=box, text=line.text, confidence=1.0)
