"""Tesseract's answer in hOCR: words with boxes, confidences and, letter by letter, what else it saw there.

For every letter Tesseract gives `x_confs`: 100 less five times the cost of the letter in its search (natural
log). The letter of the word itself need not be the cheapest, for Tesseract's word list has a say, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docproc.language.normalise import normalise
from docproc.page import Box, Line
from docproc.reading.seen import SeenWord, Sign

_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_CONFIDENCE = re.compile(r"x_wconf (\d+)")
_COST = re.compile(r"x_confs ([\d.]+)")
_A_NAT = 5.0  # Tesseract's lstm_rating_coefficient
_LEAST = 100.0


def lines_of_hocr(hocr: bytes, scale: float) -> Iterator[Line]:
    """The lines with the words that have letters; `scale` is the points of a pixel."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(hocr, parser)
    line: list[SeenWord] = []
    parent = None
    for element in root.iterfind(".//{*}span[@class='ocrx_word']"):
        if element.getparent() is not parent:
            if line:
                yield Line(tuple(line))
            line, parent = [], element.getparent()
        if word := _word(element, scale):
            line.append(word)
    if line:
        yield Line(tuple(line))


def _word(element: etree._Element, scale: float) -> SeenWord | None:
    text = normalise((element.text or "").strip())
    title = element.get("title", "")
    box, confidence = _BOX.search(title), _CONFIDENCE.search(title)
    if not text or not box or not confidence:
        return None
    left, top, right, bottom = (int(edge) * scale for edge in box.groups())
    return SeenWord(text, Box(left, top, right, bottom), int(confidence[1]) / 100, signs=_signs(element, text))


def _signs(element: etree._Element, text: str) -> tuple[Sign, ...]:
    """The signs of a word, when there is one for each letter; of a blank before the word nothing is told."""
    signs = [_sign(place) for place in element if (place.get("id") or "").startswith("lstm_choices")]
    if signs and any(letter == " " for letter, _ in signs[0]):
        signs = signs[1:]
    if len(signs) != len(text) or not all(signs):
        return ()
    return tuple(signs)


def _sign(place: etree._Element) -> Sign:
    costs: dict[str, float] = {}
    for choice in place:
        letter = normalise(choice.text or "")
        if letter and (cost := _COST.search(choice.get("title", ""))):
            costs[letter] = min(costs.get(letter, _LEAST), (_LEAST - float(cost[1])) / _A_NAT)
    least = min(costs.values(), default=0.0)
    return tuple((letter, cost - least) for letter, cost in sorted(costs.items(), key=lambda item: item[1]))
