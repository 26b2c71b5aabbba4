"""Two places of a letter are read again, alone: the stamps of the head and the signature block.

Tesseract's layout drops what a seal or a frame touches. Cut out and read with other page modes, the same
pixels give their words (on sample and public scans names and positions came back in two thirds of the
blocks where the whole page gave none). What the looks say is kept beside the page, as second opinions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from PIL import Image, ImageChops

from docproc.language.names import parts_of_names
from docproc.page import Box, Line, Look, Word
from docproc.reading.align import new_lines
from docproc.reading.combine import is_credible
from docproc.reading.figures import open_figures, written_look
from docproc.reading.order import is_anchor
from docproc.reading.recogniser import VIE
from docproc.reading.rules.reading import Landmark, ReadingRules
from docproc.reading.stamps import open_stamps, stamp_look
from docproc.reading.tesseract import ReadingTimeout, read_image
from docproc.reading.unread import unread_share
from docproc.rules import load
from docproc.scan.resolution import POINTS

_LETTERHEAD: tuple[Landmark, ...] = ("motto", "party", "number", "place_date", "addressed")


def ink_of(image: Image.Image, coloured: bool) -> Image.Image:
    """The page in grey, with coloured ink light (`coloured` False: seals vanish, black print stays) or dark
    (True: red stamps are as black as print).
    """
    if image.mode == "L":
        return image
    red, green, blue = image.convert("RGB").split()
    pick = ImageChops.darker if coloured else ImageChops.lighter  # 50 times as fast as numpy over the last axis
    return pick(pick(red, green), blue)


def second_looks(
    image: Image.Image,
    lines: list[Line],
    size: tuple[float, float],
    timeout: float,
) -> list[Look]:
    """Readings of the head's left side, of its stamps, of the signature block, and of the lines with number and
    date.

    `image` is the page in colour, `lines` what the first reading found, `size` the page in points, `timeout`
    seconds a look. One that takes too long is left out. Number and date are looked at where they are not clear.
    """
    looks = list(_number_and_date(image, lines, size, timeout))
    written = written_look(ink_of(image, coloured=True), lines, size, open_figures())
    if written:
        looks.append(written)
    looks += stamp_looks(image, lines, size)
    scale = image.width / size[0]
    for region, box, coloured in _regions(lines, size):
        crop = _cut(image, box, scale)
        if region == "head" and not _has_unread_ink(crop, box, lines, 72 * scale):
            continue
        inks = [coloured] if coloured or not _has_colour(crop) else [False, True]
        first = _names(line for line in lines if (b := line.box) and b.x1 > box.x0 and b.y0 > box.y0)
        for mode in load(ReadingRules).looks.modes[region]:
            read = list(_looks(crop, inks, 72 * scale, timeout, mode))
            looks += (Look(region, tuple(_moved(line, box) for line in found)) for found in read)
            if first & _names(line for found in read for line in found):
                break  # what the page and a look of it agree on takes no third reading
    return looks


def _looks(
    crop: Image.Image, inks: Sequence[bool], dpi: float, timeout: float, mode: int
) -> Iterator[list[Line]]:
    """What Tesseract reads on a part of the page, with each of the `inks`."""
    for ink in inks:
        try:
            yield read_image(ink_of(crop, ink), dpi, timeout, mode)
        except ReadingTimeout:
            continue


def _names(lines: Iterable[Line]) -> set[tuple[str, ...]]:
    """The names of persons in some lines."""
    texts = [[word.text.strip(".,;:") for word in line.words] for line in lines]
    return {tuple(words[at] for at in parts) for words in texts if (parts := parts_of_names(words))}


def has_letterhead(lines: Sequence[Line]) -> bool:
    """Whether a page begins a letter."""
    return any(is_anchor(name, line.text) for line in lines for name in _LETTERHEAD)


def stamp_looks(image: Image.Image, lines: Sequence[Line], size: tuple[float, float]) -> list[Look]:
    """The stamps of urgency and secrecy on a page with a letterhead; `image` is in colour, `size` in points."""
    if not has_letterhead(lines):
        return []
    look = stamp_look(image, lines, POINTS * image.width / size[0], open_stamps())
    return [look] if look else []


def _cut(image: Image.Image, box: Box, scale: float) -> Image.Image:
    """The box, in points, out of the page; `scale` is pixels a point."""
    return image.crop(
        (round(box.x0 * scale), round(box.y0 * scale), round(box.x1 * scale), round(box.y1 * scale))
    )


def _has_unread_ink(crop: Image.Image, box: Box, lines: list[Line], dpi: float) -> bool:
    """Whether stamps left ink, coloured or black, where the page has no words."""
    unread = unread_share(ink_of(crop, coloured=True), (box.x0, box.y0), lines, dpi)
    return unread > load(ReadingRules).looks.unread


def _number_and_date(
    image: Image.Image, lines: list[Line], size: tuple[float, float], timeout: float
) -> Iterator[Look]:
    """The lines with the letter's number and date as Tesseract reads them alone, with coloured ink and, where
    there is any, without. Where figures were put in by hand, docproc's line reader loses the stroke behind them.
    """
    wanted = [
        next(
            (line for line in lines if is_anchor(name, line.text) and (b := line.box) and b.y0 < size[1] / 2),
            None,
        )
        for name in ("number", "place_date")
    ]
    asked = [line for line in wanted if line is not None and not _is_clear(line)]
    dpi = 72 * image.width / size[0]
    crops = [_cut(image, box, dpi / 72) for line in asked if (box := line.box)]
    inks = (True, False) if any(map(_has_colour, crops)) else (True,)
    for coloured in inks if asked else ():
        try:
            read = VIE.read(ink_of(image, coloured), asked, dpi, timeout)
        except ReadingTimeout:
            continue
        yield Look("head", tuple(_with_ones(line) for line in read if line.words))


def _is_clear(line: Line) -> bool:
    """Whether each word of a line is sure, no reader saw another, and none has a stroke before figures."""
    rules = load(ReadingRules).handwriting
    return all(
        word.confidence >= rules.clear and not word.alternatives and not rules.one.regex.search(word.text)
        for word in line.words
    )


def _with_ones(line: Line) -> Line:
    """The line with the strokes that stand for a handwritten 1 before figures, which are then unsure."""
    rules = load(ReadingRules).handwriting
    words = [
        replace(word, text=text, confidence=min(word.confidence, rules.unsure), alternatives=(word.text,))
        if (text := rules.one.regex.sub("1", word.text)) != word.text
        else word
        for word in line.words
    ]
    return Line(tuple(words))


def with_looks(lines: list[Line], looks: list[Look]) -> list[Line]:
    """The lines, and those of the signature block that only a second look saw."""
    out = list(lines)
    for look in looks:
        if look.region == "signature":
            out += [line for line in new_lines(out, look.lines) if is_credible(line)]
    return out


def _has_colour(image: Image.Image) -> bool:
    """Whether stamps or pens left colour: names and positions are stamped in red or blue, too."""
    rules = load(ReadingRules).looks
    spread = ImageChops.difference(ink_of(image, False), ink_of(image, True)).histogram()
    return sum(spread[rules.colour_spread + 1 :]) > rules.colour_share * image.width * image.height


def _regions(lines: list[Line], size: tuple[float, float]) -> Iterator[tuple[str, Box, bool]]:
    width, height = size
    rules = load(ReadingRules).looks
    numbers = [b for line in lines if is_anchor("number", line.text) and (b := line.box)]
    if numbers and any(is_anchor("motto", line.text) for line in lines) and numbers[0].y0 < height / 2:
        top = numbers[0].y0 - rules.head_above
        yield "head", Box(0, top, rules.head_width * width, min(height, top + rules.head_depth)), True
    foot = next((b for line in lines if is_anchor("recipients", line.text) and (b := line.box)), None)
    foot = foot or _list_above_filed(lines)
    highest = rules.letterhead * height
    authority = [b for line in lines if is_anchor("authority", line.text) and (b := line.box) and b.y0 > highest]
    if foot is None and not authority:
        return
    beside = [b.y0 for b in authority if foot is None or b.y0 > foot.y0 - rules.authority_above]
    top = min(beside + ([foot.y0] if foot else [])) - rules.foot_above
    left = min([b.x0 - rules.foot_beside for b in authority if b.y0 >= top] + [rules.foot_left * width])
    left = max(left, foot.x1 + rules.recipients_beside if foot else 0.0)
    yield "signature", Box(left, max(0.0, top), width, min(height, top + rules.foot_depth)), False


def _list_above_filed(lines: list[Line]) -> Box | None:
    """The first line of the recipients by their last, "Lưu: VT", where "Nơi nhận:" itself was not read."""
    filed = next((b for line in lines if is_anchor("filed", line.text) and (b := line.box)), None)
    if filed is None:
        return None
    rules, first = load(ReadingRules).looks, filed
    boxes = [b for line in lines if (b := line.box) and b.y1 <= filed.y0 + filed.height / 2]
    for box in sorted(boxes, key=lambda box: -box.y1):
        is_in_list = abs(box.x0 - filed.x0) < rules.list_indent and box.x1 < rules.list_width * filed.x1
        if is_in_list and first.y0 - box.y1 < rules.list_gap * filed.height:
            first = box
    return first


def _moved(line: Line, origin: Box) -> Line:
    """A line of a crop with its boxes on the page."""
    dx, dy = origin.x0, origin.y0
    return Line(
        tuple(
            Word(w.text, Box(w.box.x0 + dx, w.box.y0 + dy, w.box.x1 + dx, w.box.y1 + dy), w.confidence)
            for w in line.words
            if w.box is not None
        )
    )
