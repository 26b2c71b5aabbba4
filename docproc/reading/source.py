"""One decision a page: do its words come from the text layer or from the image? Never by a length check.

`read.py` thinks it over where the layer proves unlike its scan, or the image too poor to read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docproc.language.judge import judge
from docproc.page import PageReason, TextKind, Verdict
from docproc.scan import ScannedPage
from docproc.settings import Settings


class Ocr(StrEnum):
    """Whether the image of a page is read: where its layer is not good, always, or never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the text layer is taken, and why. `verdict` is on that layer (None where nobody asked), `second`
    tells that it may still serve where the image fails.
    """

    layer: bool
    reason: PageReason
    verdict: Verdict | None = None
    second: bool = False

    @property
    def encoding(self) -> str:
        """The old encoding from which the layer must be converted; "" for Unicode."""
        return self.verdict.encoding if self.layer and self.verdict else ""


def decide_source(page: ScannedPage, ocr: Ocr, settings: Settings) -> Decision:
    """Where the words of a page come from."""
    if ocr is Ocr.ALWAYS:
        return Decision(False, PageReason.OCR_ASKED_FOR)
    verdict = judge(page.layer)
    if verdict.encoding:
        return Decision(True, PageReason.LEGACY_LAYER, verdict)
    if ocr is Ocr.NEVER:
        there = bool(page.layer.strip())
        return Decision(True, PageReason.LAYER_AS_IT_IS if there else PageReason.NO_LAYER_NO_OCR, verdict)
    if verdict.good:
        scanned = is_scan(page, settings)
        return Decision(True, PageReason.GOOD_LAYER_OF_SCAN if scanned else PageReason.GOOD_LAYER, verdict)
    if page.written and page.layer.strip():
        return Decision(True, PageReason.LAYER_OF_WORD_FILE, verdict)
    if verdict.kind is TextKind.EMPTY:
        return Decision(False, PageReason.NO_LAYER, verdict)
    return Decision(False, PageReason.DAMAGED, verdict, second=True)


def is_scan(page: ScannedPage, settings: Settings) -> bool:
    """Whether a page is a picture for the greater part, or has a layer that nobody sees: then some program said
    what is written there, and may have said it wrong.
    """
    return page.image_share >= settings.scan_share or page.hidden
