"""An image read by all readers: Tesseract `vie` finds the lines, others read again, the words are decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from PIL import Image

from docproc.language.syllables import is_syllable
from docproc.page import Line
from docproc.reading.align import Group, groups_of, new_lines, split_by_lines
from docproc.reading.decide import decide, is_usual, shipped_language
from docproc.reading.order import split_at_gaps
from docproc.reading.recogniser import Recogniser
from docproc.reading.tesseract import ReadingTimeout, read_image
from docproc.resources import load_rules

FIRST = "vie"
Groups = list[Group]


def read_combined(
    image: Image.Image, dpi: float, timeout: float, readers: Sequence[Recogniser], mode: int = 3
) -> list[Line]:
    """Lines of the page in Tesseract's order, decided word by word; boxes in points.

    `image` is grey, `dpi` its dots per inch, `timeout` seconds a reader, `mode` Tesseract's page mode. A further
    reader that takes too long is left out. Raises ReadingTimeout for the first, MissingProgram.
    """
    lines = [part for line in read_image(image, dpi, timeout, mode) for part in split_at_gaps(line)]
    names = [FIRST]
    readings = [[line.words] for line in lines]
    for reader in readers:
        if reader.by_line:
            continue
        try:
            read = reader.read(image, lines, dpi, timeout, mode)
        except ReadingTimeout:
            continue
        found, rest = split_by_lines(read, lines)
        more = [line for line in new_lines(lines, rest) if is_credible(line)]
        readings = [[*line, tuple(words)] for line, words in zip(readings, found, strict=True)]
        readings += [[*(() for _ in names), line.words] for line in more]
        lines += more
        names.append(reader.name)
    groups = [groups_of(line) for line in readings]
    for reader in readers:
        if reader.by_line:
            groups = _read_doubtful(reader, image, groups, dpi, timeout, mode)
            names.append(reader.name)
    return [Line(tuple(line)) for line in decide(groups, names, shipped_language()) if line]


def _read_doubtful(
    reader: Recogniser, image: Image.Image, lines: Sequence[Groups], dpi: float, timeout: float, mode: int
) -> list[Groups]:
    """The groups of the lines, those in doubtful stretches with what one more reader saw there."""
    stretches = [list(stretches_of(line)) for line in lines]
    asked = [
        _asked(groups, line)
        for line, parts in zip(lines, stretches, strict=True)
        for wanted, groups in parts
        if wanted
    ]
    answers = iter(reader.read(image, asked, dpi, timeout, mode))
    out: list[Groups] = []
    for parts in stretches:
        line: Groups = []
        for wanted, groups in parts:
            line += _with_answer(groups, next(answers)) if wanted else groups
        out.append(line)
    return out


def stretches_of(line: Groups) -> Iterator[tuple[bool, Groups]]:
    """The line in stretches, each with whether it is worth another reading: where the readers differ, are unsure
    or saw no usual word, with a neighbour on either side: cut out alone, a word loses its first letter.
    """
    doubtful = [_is_doubtful(group) for group in line]
    near = [any(doubtful[max(0, n - 1) : n + 2]) for n in range(len(line))]
    for wanted, numbers in groupby(range(len(line)), key=near.__getitem__):
        yield wanted, [line[n] for n in numbers]


def _is_doubtful(group: Group) -> bool:
    rules = load_rules("reading")["worth"]
    texts = {" ".join(word.text for word in words) for words in group}
    if len(texts) > 1:
        return True
    if min(word.confidence for words in group for word in words) < rules["confidence"]:
        return True
    text = texts.pop()
    if any(c.isdigit() for c in text):
        return len(group) == 1
    return not is_usual(text, shipped_language(), rules["usual"])


def _asked(groups: Groups, line: Groups) -> Line:
    """The words of a stretch, each as high as its whole line: the recognisers want lines of one height."""
    boxes = [word.box for group in line for words in group for word in words if word.box]
    top, bottom = min(box.y0 for box in boxes), max(box.y1 for box in boxes)
    first = [next(words for words in group if words) for group in groups]
    return Line(
        tuple(
            replace(word, box=word.box._replace(y0=top, y1=bottom))
            for words in first
            for word in words
            if word.box
        )
    )


def _with_answer(groups: Groups, answer: Line) -> Groups:
    readers = len(groups[0])
    readings = [[word for group in groups for word in group[reader]] for reader in range(readers)]
    return groups_of([*readings, answer.words])


def is_credible(line: Line) -> bool:
    """Whether a line that only one reader saw is text: sure enough, and most of its words Vietnamese."""
    rules = load_rules("reading")["credible"]
    words = ["".join(filter(str.isalpha, word.text)).lower() for word in line.words]
    vietnamese = sum(1 for word in words if len(word) > 1 and is_syllable(word))
    sure = len(words) >= rules["fewest_words"] and line.confidence >= rules["confidence"]
    return bool(sure and vietnamese >= rules["vietnamese"] * len(words))
