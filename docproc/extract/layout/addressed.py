"""Where the list under "Kính gửi" ends: by what stands in a line, and by where it stands on the page.

A list ends with a full stop (Nghị định 30/2020, Phụ lục I, box 9a); letters often lack it, and the first
paragraph must not become an addressee: its task would be lost. What a name cannot hold (a day, the number of a
document, forty words) is given back to the text, with a doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from docproc.extract.layout.rows import Row, is_wide, part_of, says
from docproc.extract.layout.rules.addressees import Addressees
from docproc.extract.layout.running_text import (
    ends_abbreviated,
    is_sentence,
    names_day,
    names_document,
    outside_brackets,
)
from docproc.language.normalise import fold
from docproc.rules import load


@dataclass(frozen=True, slots=True)
class TextEdges:
    """Where the text of a page begins on the left and ends on the right, in points."""

    left: float
    right: float


def text_edges(rows: list[Row], page: int) -> TextEdges | None:
    """The edges of the text of a page by its wide rows; None where no places are known or no row is wide."""
    boxes = [row.box for row in rows if row.page == page and row.box and is_wide(row)]
    if not boxes:
        return None
    lefts, rights = sorted(box.x0 for box in boxes), sorted(box.x1 for box in boxes)
    return TextEdges(lefts[len(lefts) // 8], rights[-1 - len(rights) // 8])


def label_first(rows: list[Row]) -> list[Row]:
    """The rows with "Kính gửi:" before the name that stands right of it: text layers give either first."""
    at = next((i for i, row in enumerate(rows) if says("addressed", row)), 0)
    if at == 0 or not _only_label([rows[at]]) or not _right_of(rows[at - 1], rows[at]):
        return rows
    return [*rows[: at - 1], rows[at], rows[at - 1], *rows[at + 1 :]]


def text_apart(rows: list[Row]) -> list[Row]:
    """The rows with text that goes on in the line of an addressee in a row of its own: "Kính gửi: Sở X. Để …"."""
    at = next((i for i, row in enumerate(rows) if says("addressed", row)), len(rows))
    if at < len(rows):
        rows = [*rows[:at], *_cut_at_label(rows[at]), *rows[at + 1 :]]
        at += not says("addressed", rows[at])
    end = at + 1
    while end < len(rows) and _is_item(rows[end]):
        end += 1
    return [*rows[:at], *(part for row in rows[at:end] for part in _cut_at_text(row)), *rows[end:]]


def _cut_at_label(row: Row) -> list[Row]:
    """The row in two where the subject runs into "Kính gửi:"."""
    folded = [fold(word.text) for word in row.line.words]
    at = next(
        (i for i, word in enumerate(folded) if word == "kinh" and "".join(folded[i + 1 : i + 2]).startswith("g")),
        0,
    )
    if at < 3 or not says("subject", row):
        return [row]
    return [part_of(row, 0, at), part_of(row, at, len(folded))]


def _cut_at_text(row: Row) -> list[Row]:
    """The row in two where a sentence begins in it, after a full stop or a semicolon."""
    words = row.line.words
    for at in range(2, len(words)):
        rest = " ".join(word.text for word in words[at:])
        ended = words[at - 1].text.endswith((".", ";", "./.")) and not ends_abbreviated(words[at - 1].text)
        if ended and is_sentence(rest) and not says("addressed", rest_row := part_of(row, at, len(words))):
            return [part_of(row, 0, at), rest_row]
    return [row]


def _right_of(row: Row, label: Row) -> bool:
    """Whether a row stands right of another one, in its line."""
    if row.box is None or label.box is None or row.page != label.page:
        return False
    middle = (row.box.y0 + row.box.y1) / 2
    return row.box.x0 > label.box.x1 and label.box.y0 < middle < label.box.y1


def begins_unlabelled(row: Row) -> bool:
    """Whether a row of the letterhead begins the list of addressees whose "Kính gửi" was not read."""
    return _is_item(row) and load(Addressees).unlabelled.regex.search(row.folded) is not None


def list_is_over(row: Row, names: list[Row], edges: TextEdges | None, issuer: str) -> bool:
    """Whether the text begins with `row`, below the `names` so far ("Kính gửi" the first of them)."""
    if says("basis", row):
        return True
    if row.text.startswith("(") or says("addressed", row) or _open_bracket(names):
        return False
    if is_sentence(row.text, issuer) and not (_is_item(row) and not _sure(row)):
        return True
    if _is_item(row) or _only_label(names):
        return False
    if _is_numbered(row):
        return not any(map(_is_numbered, names))
    last = names[-1].text.rstrip()
    if last.endswith((".", ":")) and not ends_abbreviated(last):
        return True
    if row.box is None or names[-1].box is None:
        return _over_without_place(row, names)
    return _over_by_place(row, names, edges)


def is_name_or_text(row: Row, issuer: str) -> bool:
    """Whether a row left of "Kính gửi" is no stamp: it begins a sentence or a list, or is a bullet with words."""
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
    for item in items:
        text = " ".join(row.text for row in item)
        if names_day(text) or (item is items[-1] and _holds_text(text)):
            return _paragraph_row(item)
    return None


def doubtful_names(names: list[Row]) -> list[Row]:
    """The rows of names that hold the number of a document or too many words, though further names follow."""
    return [row for item in _items(names) if _holds_text(" ".join(row.text for row in item)) for row in item]


def _holds_text(name: str) -> bool:
    """Whether a name holds the number of a document or too many words; several names in one line may be long."""
    rules = load(Addressees)
    words = outside_brackets(name).split()
    listed = sum(word.endswith((",", ";", ":")) for word in words) * rules.longest_listed
    return names_document(name) or len(words) > max(rules.longest_name, listed)


def names_left(names: list[Row]) -> float | None:
    """Where the names begin on the left, in points: right of "Kính gửi:" where one stands in its line."""
    starts = [start for row in names if (start := _name_start(row)) is not None]
    return min(starts, default=None)


def _name_start(row: Row) -> float | None:
    """Where the name in a row begins; None for a row that holds only the label, and without boxes."""
    words = row.line.words
    if not says("addressed", row):
        return row.box.x0 if row.box else None
    for before, word in pairwise(words):
        if before.text.rstrip().endswith((":", ";", ".")) and word.box:
            return word.box.x0
    return None


def _only_label(names: list[Row]) -> bool:
    only = load(Addressees).only_label.regex
    return len(names) == 1 and bool(only.search(names[0].text)) and not _is_item(names[0])


def _is_item(row: Row) -> bool:
    return load(Addressees).bullet.regex.match(row.text) is not None


def _is_numbered(row: Row) -> bool:
    return load(Addressees).numbered.regex.match(row.text) is not None


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
    place = load(Addressees).place
    last, box, above = names[-1].text.rstrip(), row.box, names[-1].box
    left = names_left(names)
    if box is None or above is None or left is None:
        return False
    outside = box.x0 < left - place.outdent
    if outside and (last.endswith(";") or row.gap):
        return True
    if edges is None or not row.text[:1].isupper():
        return False
    full = box.x1 > edges.right - place.full
    ended = above.x1 < edges.right - 4 * place.full
    begins = box.x0 < edges.left + place.deepest_indent
    listed = any(_is_item(name) for name in names)
    return full and ended and begins and (outside or listed)


def _over_without_place(row: Row, names: list[Row]) -> bool:
    longest = load(Addressees).longest_line
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
    """The row of a name with which text most likely begins: a long one below a short one, or one further left."""
    rules = load(Addressees)
    longest, aside = rules.longest_line, rules.place.outdent
    pairs = [(above, row) for above, row in pairwise(item) if row.text[:1].isupper()]
    long = [row for above, row in pairs if len(above.text) <= longest < len(row.text)]
    outside = [row for _, row in pairs if row.box and item[0].box and row.box.x0 < item[0].box.x0 - aside]
    return (long or outside or [row for _, row in pairs] or item)[0]
