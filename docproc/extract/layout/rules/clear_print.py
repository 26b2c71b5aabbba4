"""From which confidence of the reader on what was read counts as clear."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from docproc.rules import Checked, Rules

Confidence = Annotated[float, Field(ge=0, le=1)]


class Scrawl(Checked):
    """Lines of at most `longest` characters that were read with less than `confidence` are scrawls."""

    confidence: Confidence
    longest: int


class ClearPrint(Rules):
    """models/clear_print.toml: the confidences below which what was read is unsure."""

    file = "clear_print"
    digits: Confidence
    symbol: Confidence
    citation: Confidence
    signer: Confidence
    unknown_name: Confidence
    position: Confidence
    word: Confidence
    edge_word: Confidence
    page_word: Confidence
    scrawl: Scrawl
