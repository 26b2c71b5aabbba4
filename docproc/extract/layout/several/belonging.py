"""Whether a further letter in a file belongs to one before it, or came into the file by chance.

A công văn passes on a công điện, a decision puts a regulation into force, a letter reminds of an older one: those
stay together. Two letters that were scanned in one go each need a number in the register. A letter belongs to one
before it when that says that it goes with it and names it, or when its own head says whose annex it is. It is
another letter when it has a number and a foot of its own, the one before it has ended, and does not name it. What
is neither stays together, with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from docproc.extract.layout.rows import Row, says, says_any
from docproc.extract.layout.rules.several import Several
from docproc.extract.layout.rules.zones import ZoneRules
from docproc.language.normalise import fold
from docproc.letter import Doubt, Evidence, Header
from docproc.messages import mark
from docproc.rules import load

_ANOTHER = mark(
    "page {page} begins another letter ({letter}), which is missing in the register; docproc split writes one "
    "file a letter"
)
_UNSURE = mark(
    "page {page} has a letterhead of its own ({letter}), and it is not clear whether it belongs to the letter "
    "before it; if not, it is missing in the register (docproc split --at {page} cuts there)"
)
_AGAIN = mark("page {page} begins the same letter again ({letter}); its tasks may stand here twice")


_BROKEN = re.compile(r"(?<=[a-z0-9][/-]) (?=[a-z0-9])")


class Belongs(Enum):
    """Whose a further letter is."""

    ATTACHED = "attached"
    ANOTHER = "another_letter"
    UNSURE = "perhaps_another_letter"
    AGAIN = "letter_again"


@dataclass(frozen=True)
class LetterInFile:
    """What of a letter tells whom it belongs to: its rows from letterhead to end, and its head as read."""

    rows: Sequence[Row]
    header: Header

    @cached_property
    def text(self) -> str:
        """All rows as folded text, numbers that a line's end breaks (`77/NV-` `TCCB`) whole."""
        return _BROKEN.sub("", " ".join(row.folded for row in self.rows))

    @cached_property
    def head(self) -> Sequence[Row]:
        """The first rows of its first page, where letterhead and title stand."""
        return self.rows[: load(Several).belonging.head_rows]

    @property
    def has_ended(self) -> bool:
        """Whether it has a foot: Nơi nhận or who signed for whom."""
        return any(says_any(("recipients", "archive", "authority"), row) for row in self.rows)


def belonging(letter: LetterInFile, before: Sequence[LetterInFile]) -> Belongs:
    """Whose the `letter` is that stands behind the letters `before` it in the same file."""
    if _is_form(letter) or _is_draft_or_copy(letter) or any(_says_attached_to(letter, other) for other in before):
        return Belongs.ATTACHED
    if any(_is_same(letter.header, other.header) for other in before):
        return Belongs.AGAIN
    if any(_attaches(other, letter) for other in before):
        return Belongs.ATTACHED
    numbered = letter.header.number and letter.header.symbol
    cited = any(_cites(other, letter.header) for other in before)
    if numbered and letter.has_ended and before[-1].has_ended and not cited:
        return Belongs.ANOTHER
    return Belongs.UNSURE


def belonging_doubt(belongs: Belongs, letter: LetterInFile, index: int) -> Doubt | None:
    """The doubt about the letter that is attachment number `index` (from 0); None for a true attachment."""
    message = {Belongs.ANOTHER: _ANOTHER, Belongs.UNSURE: _UNSURE, Belongs.AGAIN: _AGAIN}.get(belongs)
    if message is None:
        return None
    header = letter.header
    number = "/".join(part for part in (header.number or "…", header.symbol) if part)
    named = ", ".join(part for part in (number, header.issuer) if part)
    row = letter.rows[0]
    evidence: list[Evidence] = header.evidence.get("number", []) or header.evidence.get("issuer", [])
    return Doubt(
        field=f"attachments[{index}]",
        code=belongs.value,
        message=message,
        details={"page": row.page, "letter": named},
        evidence=evidence,
    )


def _is_form(letter: LetterInFile) -> bool:
    """A form to be filled in: called Mẫu or Phụ lục above its letterhead, or with blanks in it."""
    rules = load(Several)
    top = letter.head[: load(ZoneRules).letterhead_rows]
    short = [row for row in top[: rules.order.annex_rows] if len(row.text) <= rules.order.annex_letters]
    if any(rules.order.annex.regex.search(row.folded) and not says("subject", row) for row in short):
        return True
    blank = [row for row in top if rules.belonging.blank.regex.search(row.text)]
    return len(blank) > 1 and any(says("place_date", row) or says("number", row) for row in blank)


def _is_draft_or_copy(letter: LetterInFile) -> bool:
    """A draft, or the page on which an office that copied the letter before it certifies the copy."""
    top = letter.head[: load(ZoneRules).letterhead_rows]
    rules = load(Several).belonging
    if letter.header.number is None and any(rules.draft.regex.search(row.folded) for row in top):
        return True
    return bool(rules.copy_symbol.regex.match(fold(letter.header.symbol or "")))


def _says_attached_to(letter: LetterInFile, other: LetterInFile) -> bool:
    """Whether the head of the letter says that it goes with the other: "(Kèm theo Công văn số …)"."""
    head = _BROKEN.sub("", " ".join(row.folded for row in letter.head))
    rules = load(Several).belonging
    for found in rules.attached_to.regex.finditer(head):
        if _names(head[found.start() : found.end() + rules.near], other.header, letter.header):
            return True
    return False


def _attaches(letter: LetterInFile, other: LetterInFile) -> bool:
    """Whether the letter says that the other goes with it, and names it by number or by kind and issuer."""
    rules = load(Several).belonging
    for found in rules.attaches.regex.finditer(letter.text):
        around = letter.text[max(0, found.start() - rules.near) : found.end() + rules.near]
        if _names(around, other.header, letter.header) or _describes(around, other.header, letter.header):
            return True
    return False


def _names(text: str, header: Header, own: Header, figures: int = 2) -> bool:
    """Whether a folded text names a document by number and symbol; one of them may be misread.

    In a number of more `figures` than this one of them may be. `own` is the head of the letter whose text it is:
    its own number, often the next one, says nothing.
    """
    if not header.symbol:
        return False
    symbol = _bare(header.symbol)
    for found in load(Several).belonging.number.regex.finditer(text):
        alike = fuzz.ratio(_bare(found[2]), symbol)
        number, wanted = found[1].lstrip("0"), (header.number or "").lstrip("0").lower()
        if number == wanted and alike >= load(Several).belonging.like_symbol:
            return True
        if number == (own.number or "").lstrip("0") and _bare(found[2]) == _bare(own.symbol or ""):
            continue
        close = len(wanted) == len(number) > figures and Levenshtein.distance(number, wanted) == 1
        if (close or not wanted) and alike == 100:
            return True
    return False


def _describes(text: str, header: Header, own: Header) -> bool:
    """Whether a folded text speaks of a document of this kind, and of its issuer where that is another office.

    A draft has no issuer to speak of yet: "gửi kèm dự thảo Quyết định …".
    """
    if not header.doc_type or not header.issuer:
        return False
    kind = re.escape(fold(header.doc_type))
    # "kèm theo Công văn này" speaks of the letter itself; a number would have been compared.
    if not re.search(rf"\b{kind}\b(?! (?:nay|so))(?! \S{{0,3}}\d)", text):
        return False
    if header.number is None and re.search(rf"\bdu thao {kind}\b", text):
        return True
    if own.issuer and fold(own.issuer) == fold(header.issuer):
        return header.doc_type != "Công văn"
    return fuzz.partial_ratio(fold(header.issuer), text) >= load(Several).belonging.like_symbol


def _cites(letter: LetterInFile, header: Header) -> bool:
    """Whether the letter names the document anywhere, or one with nearly its number."""
    return _names(letter.text, header, letter.header, figures=1)


def _is_same(one: Header, other: Header) -> bool:
    """Whether two letterheads are of one document."""
    if not (one.number and one.symbol and other.symbol):
        return False
    same = one.number == other.number and _bare(one.symbol) == _bare(other.symbol)
    return same and (one.issue_date == other.issue_date or None in (one.issue_date, other.issue_date))


def _bare(symbol: str) -> str:
    return "".join(c for c in fold(symbol) if c.isalnum())
