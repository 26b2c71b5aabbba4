"""One decision a page: do its words come from the text layer or from the image? Never by a length check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docproc.language.judge import judge
from docproc.scan import ScannedPage
from docproc.settings import Settings

# Reasons that are given in several places (docs/contract.md has them all).
DAMAGED = "damaged layer: OCR"
UNLIKE = "layer unlike its scan: OCR"


class Ocr(StrEnum):
    """Whether the image of a page is read: where its layer is not good, always, or never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the text layer is taken, and why. `second` tells that it may still serve where the image fails;
    `encoding` names the old encoding from which it must be converted ("" for Unicode).
    """

    layer: bool
    reason: str
    second: bool = False
    encoding: str = ""


def decide_source(page: ScannedPage, ocr: Ocr, settings: Settings) -> Decision:
    """Where the words of a page come from. The reason is one of those in docs/contract.md."""
    if ocr is Ocr.ALWAYS:
        return Decision(False, "OCR asked for")
    verdict = judge(page.layer)
    if verdict.encoding:
        return Decision(True, "legacy encoding converted", encoding=verdict.encoding)
    if ocr is Ocr.NEVER:
        return Decision(
            True, "OCR not wanted: layer as it is" if page.layer.strip() else "OCR not wanted: no layer"
        )
    if verdict.good:
        return Decision(True, "good layer of a scan" if is_scan(page, settings) else "good layer")
    if page.written and page.layer.strip():
        return Decision(True, "layer of a Word file")
    if verdict.reason == "empty":
        return Decision(False, "no layer: OCR")
    return Decision(False, DAMAGED, second=True)


def is_scan(page: ScannedPage, settings: Settings) -> bool:
    """Whether a page is a picture for the greater part, or has a layer that nobody sees: then some program said
    what is written there, and may have said it wrong.
    """
    return page.image_share >= settings.scan_share or page.hidden
