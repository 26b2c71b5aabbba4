"""Specks, stamps' edges and scribbles that OCR took for words: found and set aside, never lost."""

from __future__ import annotations

from docproc.page import Line
from docproc.resources import load_rules


def without_noise(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines that hold text, and the texts of those set aside."""
    kept = [line for line in lines if not is_noise(line)]
    return kept, [line.text for line in lines if is_noise(line)]


def is_noise(line: Line) -> bool:
    """Whether a line holds no text: no letter or digit, or two or three unsure ones."""
    rules = load_rules("reading")["noise"]
    text = line.text
    alnum = sum(c.isalnum() for c in text)
    if alnum == 0 or (alnum == 1 and not text.strip().isdigit()):
        return True
    return alnum <= int(rules["short"]) and line.confidence < float(rules["short_confidence"])
