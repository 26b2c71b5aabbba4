"""Names that people of the office wrote once in place of what was read: a later letter is read by them.

What is printed and exists, stays: words of a text layer get nothing but the capitals of a known name, and of
what OCR read only a name is put right that has a word which is none, or, where people wrote it more than once,
other marks, as long as no place is called as it was read. Each such name carries a doubt. Numbers tell offices
apart and are never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from docproc.language.gazetteer import is_known_place
from docproc.language.normalise import fold
from docproc.language.syllables import is_syllable, letters_key
from docproc.letter import Doubt, Evidence, Letter, Office
from docproc.messages import mark

_MENDED = mark("“{read}” was taken for {name}, which was written here before; please compare with the scan")
_CODE = "known_name"
_SIGNS = re.compile(r"^\W+|\W+$")
_AGAIN = 2  # times that people must have written a name before its marks are believed more than the reader's
# What readers take for each other in the capitals of a symbol.
_ALIKE = str.maketrans({"0": "o", "1": "i", "l": "i", "đ": "d", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class OwnNames:
    """Names of offices and symbols that people wrote, with how often they did."""

    offices: Mapping[str, int]
    symbols: Mapping[str, int]


def with_own_names(letter: Letter, names: OwnNames) -> Letter:
    """The letter with its offices and its symbol as the people of the office write them; else as it is."""
    if not names.offices and not names.symbols:
        return letter
    letter = letter.model_copy(deep=True)
    header = letter.header
    for name in ("issuer", "issuer_parent"):
        read = getattr(header, name)
        if read is not None:
            evidence = header.evidence.get(name, [])
            setattr(header, name, _office(letter, f"header.{name}", read, evidence, names.offices))
    for field, office in _offices(letter):
        office.name = _office(letter, field, office.name, office.evidence, names.offices)
    if header.symbol is not None and _was_read(letter, header.evidence.get("symbol", [])):
        known = own_symbol(header.symbol, names.symbols)
        if known is not None and known != header.symbol:
            _doubt(letter, "header.symbol", header.symbol, known, header.evidence.get("symbol", []))
            header.symbol = known
    return letter


def own_office(read: str, known: Mapping[str, int], certain: bool) -> str | None:
    """The one known name that was read as this; None for none, or for more than one. `certain`: not by OCR."""
    key = letters_key(read)
    same = [name for name in known if letters_key(name) == key]
    if same:
        return max(same, key=lambda name: known[name])
    if certain:
        return None
    like = [name for name, times in known.items() if _is_damaged(read, name, times)]
    return like[0] if len(like) == 1 else None


def own_symbol(read: str, known: Mapping[str, int]) -> str | None:
    """The one known symbol that differs only in signs that look alike (0 and O, D and Đ); None for none."""
    if read in known:
        return read
    like = [symbol for symbol in known if _plain(symbol) == _plain(read)]
    return like[0] if len(like) == 1 else None


def _is_damaged(read: str, name: str, times: int) -> bool:
    """Whether what was read is that name with one or two words damaged, and nothing that exists."""
    words, right = read.split(), name.split()
    if len(words) != len(right):
        return False
    pairs = [(a, b) for a, b in zip(words, right, strict=True) if letters_key(a) != letters_key(b)]
    return len(pairs) <= 2 and all(_is_damaged_word(a, b, times) for a, b in pairs) and not _exists(read)


def _is_damaged_word(read: str, right: str, times: int) -> bool:
    read, right = (_SIGNS.sub("", letters_key(word)) for word in (read, right))
    if any(letter.isdigit() for letter in read + right) or not is_syllable(right):
        return False
    if fold(read) == fold(right):
        return not is_syllable(read) or times >= _AGAIN
    return len(right) > 2 and not is_syllable(read) and Levenshtein.distance(read, right) == 1


def _exists(read: str) -> bool:
    """Whether a place is called as the last words of the name."""
    words = read.split()
    return any(is_known_place(" ".join(words[-count:])) for count in (1, 2, 3, 4) if count <= len(words))


def _plain(symbol: str) -> str:
    return fold(symbol).translate(_ALIKE)


def _office(letter: Letter, field: str, read: str, evidence: Sequence[Evidence], known: Mapping[str, int]) -> str:
    name = own_office(read, known, certain=not _was_read(letter, evidence))
    if name is None:
        return read
    if letters_key(name) != letters_key(read):
        _doubt(letter, field, read, name, evidence)
    return name


def _offices(letter: Letter) -> Iterator[tuple[str, Office]]:
    lists = [("addressees", letter.addressees), ("recipients", letter.recipients)]
    for at, task in enumerate(letter.tasks):
        lists += [(f"tasks[{at}].lead", task.lead), (f"tasks[{at}].coordinate", task.coordinate)]
    for field, offices in lists:
        for at, office in enumerate(offices):
            if office.scope == "named":
                yield f"{field}[{at}]", office


def _was_read(letter: Letter, evidence: Sequence[Evidence]) -> bool:
    """Whether OCR read the words: those of a text layer, a form field or a text are certain."""
    sources = {note.page: note.source for note in letter.page_notes}
    return bool(evidence) and all(
        piece.origin == "page" and sources.get(piece.page) == "ocr" for piece in evidence
    )


def _doubt(letter: Letter, field: str, read: str, name: str, evidence: Sequence[Evidence]) -> None:
    details: dict[str, str | int] = {"read": read, "name": name}
    letter.doubts.append(
        Doubt(field=field, code=_CODE, message=_MENDED, details=details, evidence=list(evidence))
    )
