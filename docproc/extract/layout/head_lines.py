"""What a line of the head is by its words and its place: a title, a line of the left column, one read twice."""

from __future__ import annotations

from functools import cache

from rapidfuzz import fuzz

from docproc.extract.layout.marks import without_mark
from docproc.extract.layout.rows import Row, is_upper, says
from docproc.extract.layout.rules.doc_types import DocTypes
from docproc.extract.layout.rules.zones import ZoneRules
from docproc.language.normalise import fold
from docproc.rules import load


@cache
def doc_types() -> dict[str, str]:
    """Folded name → name of every document type that is printed as a title (Nghị định 30/2020, Điều 7)."""
    return {fold(kind.name): kind.name for kind in load(DocTypes).type if kind.title}


def title_type(text: str) -> str | None:
    """The document type that a title line names, or None. OCR mistakes of a letter or two are allowed."""
    folded = "".join(c for c in fold(without_mark(text)[0]) if c.isalpha() or c == " ").strip()
    rules = load(DocTypes).title
    if not is_upper(text) or not rules.shortest <= len(folded) <= rules.longest:
        return None
    best = max(doc_types(), key=lambda name: fuzz.ratio(name, folded))
    return doc_types()[best] if fuzz.ratio(best, folded) >= rules.similarity else None


def title_in(row: Row) -> tuple[str, int] | None:
    """The document type that a title begins with, and how many words name it: "THÔNG BÁO KẾT LUẬN".

    A line that holds more than the type is a title only when it is set around the middle of the page.
    """
    if kind := title_type(row.text):
        return kind, len(row.line.words)
    words = [word.text for word in row.line.words]
    if not (is_upper(row.text) and in_the_middle(row)):
        return None
    for end in range(min(load(DocTypes).title.most_words, len(words) - 1), 0, -1):
        kind = doc_types().get(" ".join(fold(" ".join(words[:end])).split()))
        if kind is not None:
            return kind, end
    return None


def in_the_middle(row: Row) -> bool:
    """Whether a row is set around the middle of the page; False where no places are known."""
    if row.box is None:
        return False
    away = load(DocTypes).title.middle * row.page_width
    return abs(row.box.centre_x - row.page_width / 2) < away


def in_right_column(row: Row) -> bool:
    """Whether a row stands wholly in the right half of the page, that of Quốc hiệu and date."""
    return row.box is not None and row.box.x0 > row.page_width / 2


def is_read_twice(row: Row, others: list[Row]) -> bool:
    """Whether a row lies inside one of the others: what a reader made of a part of that line once more."""
    return any(
        row.box is not None
        and other.box is not None
        and row.page == other.page
        and other.box.x0 - 2 <= row.box.x0
        and row.box.x1 <= other.box.x1 + 2
        and min(row.box.y1, other.box.y1) - max(row.box.y0, other.box.y0)
        > 0.5 * min(row.box.height, other.box.height)
        for other in others
    )


def goes_on_right(number: Row, row: Row) -> bool:
    """Whether a row goes on with a number line that ends before its symbol, in the left column."""
    if number.box is None or row.box is None or number.page != row.page or "/" in number.text[:-1]:
        return False
    rules = load(ZoneRules)
    middle = (row.box.y0 + row.box.y1) / 2
    level = number.box.y0 - 2 < middle < number.box.y1 + 2
    left = number.box.x1 <= row.box.x0 + 2 and row.box.x1 < rules.head.symbol_end * row.page_width
    return level and left and rules.symbol_alone.regex.search(row.text) is not None


def is_within(row: Row, above: list[Row]) -> bool:
    """Whether a row is set well inside the edges of the one above, as the last line of a centred text is."""
    if row.box is None or not above or above[0].box is None or row.page != above[0].page:
        return False
    inside = load(DocTypes).subject.inside * row.page_width
    return above[0].box.x0 + inside < row.box.x0 and row.box.x1 < above[0].box.x1 - inside


def is_about(row: Row, number: list[Row]) -> bool:
    """Whether a row without "V/v" is the trích yếu: right below the number (box 5b), or "Về việc …"."""
    if says("about", row):
        return True
    above = number[-1]
    if row.box is None or above.box is None or row.page != above.page or says("arrival_stamp", row):
        return False
    head, subject = load(ZoneRules).head, load(DocTypes).subject
    near = 0 <= row.box.y0 - above.box.y0 < head.about_below * above.box.height
    middle, end = head.about_middle * row.page_width, head.about_end * row.page_width
    left = row.box.centre_x < middle and row.box.x1 < end
    clear = row.line.confidence >= subject.clear
    return near and left and clear and len(row.text.split()) >= subject.fewest_words


def is_centred(row: Row, title: Row) -> bool:
    """Whether the row is set around the middle of the title; without boxes, whether it can be."""
    rules = load(DocTypes).subject
    if row.box is None or title.box is None:
        return not (row.text[:1].isupper() and len(row.text) > rules.longest_line)
    return abs(row.box.centre_x - title.box.centre_x) < rules.centred * row.page_width


def beside(row: Row, landmark: Row) -> bool:
    """Whether a row stands wholly left of a landmark: a stamp beside the addressees or the title."""
    return bool(row.box and landmark.box and row.box.x1 < landmark.box.x0)
