"""An image read by all readers: one reads all of it, others what it left in doubt, and words are chosen.

The first is Tesseract `vie`, which finds the lines itself, or the network of our own on the lines that docproc
finds (`found_lines`), where it is among the readers and the page is understood.
"""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from docproc.language.syllables import is_syllable
from docproc.page import Line, Word
from docproc.reading.align import Reading, groups_of
from docproc.reading.decide import decide, shipped_language
from docproc.reading.doubtful import doubtful_parts
from docproc.reading.found_lines import read_found_lines
from docproc.reading.noise import without_blots
from docproc.reading.order import split_at_gaps
from docproc.reading.recogniser import VIE, Recogniser
from docproc.reading.rules.reading import ReadingRules
from docproc.reading.tesseract import WHOLE_PAGE, ReadingTimeout, read_image
from docproc.reading.unread import unread_places
from docproc.rules import load

FIRST = "vie"


def read_combined(
    image: Image.Image, dpi: float, timeout: float, readers: Sequence[Recogniser], mode: int = 3
) -> list[Line]:
    """Lines of the page, decided word by word, from top to bottom or in Tesseract's order; boxes in points.

    `image` is grey, `dpi` its dots per inch, `timeout` seconds a reader, `mode` Tesseract's page mode: a whole
    page (3) is read by the first of the rules `readers` where that is among `readers`. The further ones see, one
    after the other, what those before them did not settle; the first of them also ink that looks like lines which
    were passed over. One that takes too long is left out. Raises ReadingTimeout for the first, MissingProgram.
    """
    named = {reader.name: reader for reader in (VIE, *readers)}
    order = load(ReadingRules).readers.found
    first = named.get(order[0]) if mode == WHOLE_PAGE else None
    whole = read_found_lines(image, dpi, timeout, first) if first else None
    if whole is None:
        names, read = [FIRST], read_image(image, dpi, timeout, mode)
        readers = [reader for reader in readers if reader.name != order[0]]
    else:
        names, read = [order[0]], whole
        readers = [named[name] for name in order[1:] if name in named]
    lines = [part for line in without_blots(read) for part in split_at_gaps(line)]
    readings = [[Reading(line.words)] for line in lines]
    unread = [Line((Word("", box),)) for box in unread_places(image, lines, dpi)]
    for reader in readers:
        asked = doubtful_parts(readings, names, reader.name)
        every = [part for parts in asked for part in parts]
        try:
            answers = iter(reader.read(image, [*every, *unread], dpi, timeout))
        except ReadingTimeout:
            continue
        for line, parts in zip(readings, asked, strict=True):
            words = [word for _ in parts for word in next(answers).words]
            line.append(Reading(words, [(box.x0, box.x1) for part in parts if (box := part.box)]))
        unasked = [Reading((), []) for _ in names]  # their layout passed the line over
        readings += [[*unasked, Reading(line.words)] for line in answers if is_credible(line)]
        unread = []
        names.append(reader.name)
    groups = [groups_of(line) for line in readings]
    return [Line(tuple(line)) for line in decide(groups, names, shipped_language()) if line]


def is_credible(line: Line) -> bool:
    """Whether a line that only one reader saw is text: sure enough, and most of its words Vietnamese."""
    rules = load(ReadingRules).credible
    words = ["".join(filter(str.isalpha, word.text)).lower() for word in line.words]
    vietnamese = sum(1 for word in words if len(word) > 1 and is_syllable(word))
    sure = len(words) >= rules.fewest_words and line.confidence >= rules.confidence
    return sure and vietnamese >= rules.vietnamese * len(words)
