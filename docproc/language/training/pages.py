"""Damaged text with its truth: paragraphs are printed, scanned, and read with the wrong language.

The method is measured in domain notes 0.1: Tesseract with `eng` on a page of a Times-like font gives the
damage of real archives.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pytesseract

from docproc.language.rules.language_training import LanguageTraining, Pages
from docproc.language.training.align import paired_lines
from docproc.rules import load
from docproc.synthesis.degrade import ScanCondition, scan_condition, scan_page
from docproc.synthesis.fonts import FontFamily, font_family
from docproc.synthesis.paper import Sheet, broken_lines, place_line, styled_words
from docproc.synthesis.render import drawn
from docproc.synthesis.rules.synthesis import Synthesis

_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class LinePair:
    """A printed line and what was read there."""

    truth: str
    seen: str


def damaged_pages(paragraphs: Sequence[str], count: int, seed: int) -> Iterator[list[LinePair]]:
    """`count` pages of paragraphs drawn at random, each printed, scanned and read with Tesseract's `eng`.

    Raises MissingProgram when a font is missing.
    """
    rules = load(LanguageTraining).pages
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        family = font_family(rng.choice(rules.fonts))
        sheet = _filled_sheet(family, partial(rng.choice, paragraphs), rng, rules)
        condition = _condition(rng, rules)
        image = scan_page(drawn(sheet, family, condition.dpi), condition, seed=number)
        mode = rng.choice(rules.page_modes)
        config = f"--oem 1 --psm {mode} --dpi {condition.dpi}"
        seen = pytesseract.image_to_string(image, lang=rules.wrong_language, config=config)
        printed = [line.text for line in sheet.lines]
        yield [LinePair(t, s) for t, s in paired_lines(printed, seen.splitlines())]


def _condition(rng: random.Random, rules: Pages) -> ScanCondition:
    condition = scan_condition(rng.choice(rules.conditions))
    return replace(condition, dpi=rng.choice(rules.dpi), skew=condition.skew * rng.uniform(-1, 1))


def _filled_sheet(family: FontFamily, paragraph: partial[str], rng: random.Random, rules: Pages) -> Sheet:
    page = load(Synthesis).page
    sheet = Sheet(1, page.width_mm * _MM, page.height_mm * _MM)
    span = (page.left_mm * _MM, (page.width_mm - page.right_mm) * _MM)
    size, leading = rng.choice((12.0, 13.0, 13.0, 14.0, 14.0)), rng.uniform(1.15, 1.5)
    y, bottom = page.top_mm * _MM + size, (page.height_mm - page.bottom_mm) * _MM
    while y < bottom:
        style = rng.choice(rules.styles)
        text = paragraph().replace("*", "")
        if len(text) < 60 and rng.random() < 0.3:
            text = text.upper()
        lines = broken_lines(styled_words(text, style), family, size, span[1] - span[0], span[1] - span[0])
        for index, words in enumerate(lines[:8]):
            if y >= bottom:
                break
            whole = index + 1 < len(lines)
            place_line(sheet, words, family, size, span, y, "justify" if whole else "left")
            y += size * leading
        y += 6
    return sheet
