"""The settings that are numbers: what is shipped for each, and between which values it may lie."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from pydantic import StrictFloat, StrictInt, create_model

from docproc.rules import Rules

Number = StrictInt | StrictFloat
# What is written as a whole number stays one, for it is told as it is.
_KINDS: dict[Any, Any] = {"int": StrictInt, "float": Number}


@dataclass(frozen=True, slots=True)
class Settings:
    """One value a key of `models/limits.toml`, where each is explained."""

    max_megabytes: float
    max_text_megabytes: float
    max_letters: int
    max_page_letters: int
    understood_letters: int
    repaired_words: int
    max_pages: int
    max_megapixels: float
    max_side_pixels: float
    max_stream_megabytes: float
    max_unpacked_megabytes: float
    drawn_megapixels: float
    plain_paintings: float
    max_paintings: float
    draw_seconds: float
    ocr_seconds: float
    libreoffice_seconds: float
    libreoffice_megabytes: float
    template_seconds: float
    template_megabytes: float
    draft_megabytes: float
    draft_memory_megabytes: float
    table_megabytes: float
    dpi: float
    dpi_low: float
    dpi_high: float
    scan_share: float
    sheet_inches_min: float
    sheet_inches_max: float
    sheet_inches_guess: float
    gap_blanks: float
    blank_share: float
    line_overlap: float
    worker_megabytes: float
    page_work_seconds: float
    max_attempts: int
    max_interruptions: int
    lease_seconds: float
    part_pages: int
    worker_jobs: int
    patience_seconds: float
    rest_seconds: float
    share_rest_seconds: float
    broken_rest_seconds: float
    poll_seconds: float
    rescan_seconds: float


_SHIPPED: dict[str, Any] = {field.name: (_KINDS[field.type], ...) for field in fields(Settings)}
_BOUNDS: dict[str, Any] = {field.name: (tuple[Number, Number], ...) for field in fields(Settings)}

Limits = create_model("Limits", __base__=Rules, __doc__="models/limits.toml: what is shipped.", **_SHIPPED)
Limits.file = "limits"

LimitBounds = create_model(
    "LimitBounds",
    __base__=Rules,
    __doc__="models/limit_bounds.toml: the least and the greatest value of every setting.",
    **_BOUNDS,
)
LimitBounds.file = "limit_bounds"
