"""Where the list under "Kính gửi" ends: by what stands in a line, and by where it stands on the page.

A list ends with a full stop (Nghị định 30/2020, Phụ lục I, box 9a); letters often lack it, and the first paragraph
must not become an addressee: its task would be lost. What a name cannot hold (a day, the number of a document,
forty words) is given back to the text, with a doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docproc.extract.rows import Row, says
from docproc.extract.running_text import is_sentence, names_day, names_document, outside_brackets
from docproc.resources import load_rules

_BULLET = re.compile(r"^\W{0,2}[-–—~+•*=_»·▪●](?=\s*\S)")
_ABBREVIATED = re.compile(r"(?:^|[\s.&])(?:[A-ZĐ]{1,3}|T[Pp]|Tx|[A-ZĐ][a-z]{0,2})\.$")
_LABEL = re.compile(r"nh\s*g\S{1,4}?\s*[:;.]\s*$|:\s*$")


@dataclass(frozen=True, slots=True)
class TextEdges:
    """Where the text of a page begins on the left and ends on the right, in points."""

    left: float
    right: float


def text_edges(rows: list[Row], page: int) -> TextEdges | None:
    """The edges of the text of a page by its wide rows; None where no places are known or no row is wide."""
    boxes = [row.box for row in rows if row.page == page and row.box and row.box.width > 0.5 * row.page_width]
    if not boxes:
        return None
    lefts, rights = sorted(box.x0 for box in boxes), sorted(box.x1 for box in boxes)
    return TextEdges(lefts[len(lefts) // 8], rights[-1 - len(rights) // 8])


def list_is_over(row: Row, names: list[Row], edges: TextEdges | None, issuer: str) -> bool:
    """Whether the text begins with `row`, below the `names` so far ("Kính gửi" the first of them)."""
    if says("basis", row):
        return True
    if row.text.startswith("(") or _open_bracket(names):
        return False
    if is_sentence(row.text, issuer) and not (_is_item(row) and not _sure(row)):
        return True
    if _is_item(row) or _only_label(names):
        return False
    last = names[-1].text.rstrip()
    if last.endswith((".", ":")) and not _ABBREVIATED.search(last):
        return True
    if row.box is None or names[-1].box is None:
        return _over_without_place(row, names)
    return _over_by_place(row, names, edges)


def is_name_or_text(row: Row, issuer: str) -> bool:
    """Whether a row left of "Kính gửi" is no stamp: it begins a sentence or a list, or is a bullet of several words."""
    listed = _is_item(row) and len(row.text.split()) > 2 and not says("arrival_stamp", row)
    return listed or is_sentence(row.text, issuer) or row.text.rstrip().endswith(":")


def goes_on_below(row: Row, following: Row | None, names: list[Row]) -> bool:
    """Whether the list goes on below `row`, which stands wholly left of its names: a stamp, a speck."""
    left = names_left(names)
    if row.box is None or following is None or following.box is None or left is None or _is_item(row):
        return False
    return row.box.x1 < left and _is_item(following) and abs(following.box.x0 - left) < 12


def text_among_names(names: list[Row]) -> Row | None:
    """The row from which what was taken for names holds what no name holds; None when all is well.

    It is the row that begins a paragraph as far as that can be told, and the first row of all when the text
    stands in the line of "Kính gửi" itself.
    """
    items = _items(names)
    for index, item in enumerate(items):
        text = " ".join(row.text for row in item)
        words = outside_brackets(text).split()
        long = len(words) > int(load_rules("addressees")["longest_name"])
        if names_day(text) or ((long or names_document(text)) and index == len(items) - 1):
            return _paragraph_row(item)
    return None


def doubtful_names(names: list[Row]) -> list[Row]:
    """The rows of names that hold the number of a document or too many words, though further names follow."""
    longest = int(load_rules("addressees")["longest_name"])
    return [
        row
        for item in _items(names)
        for text in [" ".join(row.text for row in item)]
        if names_document(text) or len(outside_brackets(text).split()) > longest
        for row in item
    ]


def names_left(names: list[Row]) -> float | None:
    """Where the names begin on the left, in points: right of "Kính gửi:" where one stands in its line."""
    starts = [start for row in names if (start := _name_start(row)) is not None]
    return min(starts, default=None)


def _name_start(row: Row) -> float | None:
    """Where the name in a row begins; None for a row that holds only the label, and without boxes."""
    words = row.line.words
    if not says("addressed", row):
        return row.box.x0 if row.box else None
    for before, word in zip(words, words[1:], strict=False):
        if before.text.rstrip().endswith((":", ";", ".")) and word.box:
            return word.box.x0
    return None


def _only_label(names: list[Row]) -> bool:
    return len(names) == 1 and bool(_LABEL.search(names[0].text))


def _is_item(row: Row) -> bool:
    return _BULLET.match(row.text) is not None


def _sure(row: Row) -> bool:
    """Whether a bullet can only be text: "- Đề nghị …", a day, the number of a document."""
    text = row.text
    first = re.sub(r"^\W+", "", text)
    return names_day(text) or names_document(text) or is_sentence(" ".join(first.split()[:3]))


def _open_bracket(names: list[Row]) -> bool:
    """Whether a bracket that was opened not far above is not closed yet."""
    text = " ".join(row.text for row in names[-3:])
    return text.rfind("(") > text.rfind(")")


def _over_by_place(row: Row, names: list[Row], edges: TextEdges | None) -> bool:
    place = load_rules("addressees")["place"]
    last, box, above = names[-1].text.rstrip(), row.box, names[-1].box
    left = names_left(names)
    if box is None or above is None or left is None:
        return False
    outside = box.x0 < left - place["outdent"]
    if outside and (last.endswith(";") or row.gap):
        return True
    if edges is None or not row.text[:1].isupper():
        return False
    full = box.x1 > edges.right - place["full"]
    ended = above.x1 < edges.right - 4 * place["full"]
    begins = box.x0 < edges.left + place["deepest_indent"]
    listed = any(_is_item(name) for name in names)
    return full and ended and begins and (outside or listed)


def _over_without_place(row: Row, names: list[Row]) -> bool:
    longest = int(load_rules("addressees")["longest_line"])
    last = names[-1].text.rstrip()
    short = len(row.text) <= longest
    if row.gap or last.endswith(";"):
        return not (short and last.endswith(";") and row.text.rstrip().endswith((";", ".", ",")))
    if row.text[:1].islower() or last.endswith((",", "và")) or short:
        return False
    return len(names) == 1 or (any(_is_item(name) for name in names) and len(last) <= longest)


def _items(names: list[Row]) -> list[list[Row]]:
    """The rows of each name: a bullet or an ended line above begins one."""
    items: list[list[Row]] = []
    for row in names:
        if not items or _is_item(row) or items[-1][-1].text.rstrip().endswith(";") or _only_label(items[-1]):
            items.append([])
        items[-1].append(row)
    return items


def _paragraph_row(item: list[Row]) -> Row:
    begins = [row for row in item[1:] if row.text[:1].isupper()]
    outdented = [row for row in begins if row.box and item[0].box and row.box.x0 < item[0].box.x0 - 15]
    return (outdented or begins or item)[0]
