"""The names in a letterhead: the offices in its left column and the place before the date.

Words of a text layer or a text file stay as printed but for capitals. Where OCR read no known name, one that is
near is taken, and shown as a doubt unless another reader or the text of the letter has it too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from docproc.extract.layout.rows import Row, evidence_of, is_certain, is_clear, is_upper, words_between
from docproc.extract.layout.zones import Zones
from docproc.extract.mentions.capitals import usual_place
from docproc.extract.mentions.names import as_in_text, known_office, same_letters
from docproc.extract.mentions.places import office_place_written, place_in, place_written
from docproc.extract.mentions.rules.names import Names
from docproc.language.gazetteer import is_known_place
from docproc.language.normalise import fold
from docproc.language.syllables import letters_key
from docproc.letter import Doubt, Header
from docproc.messages import mark
from docproc.rules import load

# A telegram (công điện) has the hour between the two.
_PLACE = re.compile(r"^\W*([^\W\d][\w .\-–'’]*?)\s*[,.;:]\s*(?:ng|(?:vào )?(?:hồi|lúc)\s)")
_ENDS = " -–—_.,:;|'\""
# Between the names of offices that issue a letter together, until they are written.
_JOINTLY = "\n"
_MENDED = mark("The name “{read}” was taken for {name}; please compare with the scan")


def read_issuer(header: Header, zones: Zones, text: str) -> list[Doubt]:
    """Fill in who issued the letter and the office above it (box 2); returns what is unsure.

    `text` is the body of the letter, which repeats names with better marks.
    """
    offices = offices_in(zones.issuer)[-2:]
    dated = zones.place_date[0] if zones.place_date else None
    place = place_of(dated, " ".join(row.text for row in zones.issuer)) if dated else None
    doubts: list[Doubt] = []
    for field, (name, rows) in zip(("issuer_parent", "issuer")[-len(offices) :], offices, strict=bool(offices)):
        written = " - ".join(_written(part, rows, text, dated, place) for part in name.split(_JOINTLY))
        name = name.replace(_JOINTLY, " - ")
        setattr(header, field, written)
        header.evidence[field] = evidence_of(rows)
        doubts += _mended(f"header.{field}", name, written, rows, f"{place or ''}\n{text}")
    return doubts


def read_place(header: Header, row: Row, text: str) -> list[Doubt]:
    """Fill in the place before the date (box 4); returns what is unsure."""
    offices = [one.text for field in ("issuer_parent", "issuer") for one in header.evidence.get(field, [])]
    header.place = place_of(row, " ".join(offices))
    printed = _printed_place(row)
    return _mended("header.place", printed, header.place, [row], text) if printed and header.place else []


def place_of(row: Row, offices: str = "") -> str | None:
    """The place before the date: "Hòa Sơn" in "Hòa Sơn, ngày 18 tháng 8 năm 2025"; None without one.

    Where the `offices` of the letterhead have it with the same marks, two lines were read so, and it is clear;
    so it is where they have it with other marks, which another reader saw here too.
    """
    printed = _printed_place(row)
    if printed is None:
        return None
    printed = _as_in_letterhead(printed, row, offices) or printed
    return place_written(printed, is_certain([row]), _is_place_clear(row) or _says(offices, printed))


def _as_in_letterhead(printed: str, row: Row, offices: str) -> str | None:
    """The place with the marks that the letterhead has, where those are others and each word was seen so in `row`
    too.
    """
    if _says(offices, printed):
        return None
    seen = {key for word in row.line.words for text in (word.text, *word.alternatives) for key in _keys(text)}
    above, length = offices.split(), len(printed.split())
    for at in range(len(above) - length + 1):
        named = " ".join(above[at : at + length]).strip(_ENDS)
        if fold(named) == fold(printed) and seen.issuperset(_keys(named)):
            return usual_place(named) if named.isupper() else named
    return None


def _says(line: str, place: str) -> bool:
    """Whether a line has a place with the same marks."""
    return f" {' '.join(_keys(place))} " in f" {' '.join(_keys(line))} "


def _printed_place(row: Row) -> str | None:
    place = _PLACE.match(row.text)
    if not place:
        return None
    return usual_place(place[1]) if place[1].isupper() else place[1]


def _is_place_clear(row: Row) -> bool:
    """Whether the place before the date was read clearly; the day beside it may be a scrawl."""
    place = _PLACE.match(row.text)
    return place is not None and is_clear(words_between(row, *place.span(1)))


def _is_office_place_clear(name: str, rows: Sequence[Row]) -> bool:
    """Whether the place at the end of an office's name was read clearly, of a name without one all its words."""
    printed = set(_tokens(place_in(name) or name))
    return is_clear([word for row in rows for word in row.line.words if printed & set(_tokens(word.text))])


def _written(name: str, rows: Sequence[Row], text: str, dated: Row | None, place: str | None) -> str:
    """The name (printed in capitals) as running text has it; a place in it as the date line writes it, unless the
    letterhead was read more clearly there. `place` is that of the date line.
    """
    certain, printed = is_certain(rows), _printed_place(dated) if dated else None
    clear = _is_office_place_clear(name, rows) or (printed is not None and _says(name, printed))
    name = office_place_written(name, certain, clear)
    written = as_in_text(name, text, certain, place or "")
    at = fold(written).find(fold(place)) if place else -1
    if dated is None or place is None or at < 0:
        return written
    named = written[at : at + len(place)]
    stays = certain or is_known_place(named) or (clear and not _is_place_clear(dated))
    same = same_letters(named, place) or not stays
    return written[:at] + place + written[at + len(place) :] if same else written


def _mended(field: str, printed: str, written: str, rows: Sequence[Row], text: str) -> list[Doubt]:
    """A doubt where a name has other letters than those that were read, and nothing else tells them."""
    if same_letters(printed, written) or _is_confirmed(written, rows, text):
        return []
    return [
        Doubt(
            field=field,
            code="name_mended",
            message=_MENDED,
            details={"read": printed, "name": written},
            evidence=evidence_of(list(rows)),
        )
    ]


def _is_confirmed(written: str, rows: Sequence[Row], text: str) -> bool:
    """Whether every word of it was seen by some reader, or stands in the text beside the same neighbour."""
    seen = {
        key for row in rows for word in row.line.words for key in _keys(" ".join((word.text, *word.alternatives)))
    }
    words, said = _keys(written), set(pairwise(_keys(text)))
    beside = {word for pair in pairwise(words) if pair in said for word in pair}
    return all(word in seen or word in beside for word in words)


def _keys(text: str) -> list[str]:
    return _tokens(letters_key(text))


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def offices_in(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """The names in the left of the letterhead; a line that begins no office goes on with the one above."""
    offices: list[tuple[str, list[Row]]] = []
    for row in rows:
        text = row.text.strip(_ENDS)
        if offices and _issue_jointly(offices[-1], text):
            name, above = offices[-1]
            offices[-1] = (f"{name}{_JOINTLY}{text}", [*above, row])
        elif offices and not _begins_office(text, row, offices[-1][0]):
            name, above = offices[-1]
            comma = "," * above[-1].text.rstrip().endswith(",")
            offices[-1] = (f"{name}{comma} {text}", [*above, row])
        elif text:
            offices.append((text, [row]))
    return offices


def _issue_jointly(above: tuple[str, list[Row]], text: str) -> bool:
    """Whether an office issues a letter together with the one above, of its kind: "SỞ Y TẾ - / SỞ TÀI CHÍNH"."""
    name, rows = above
    parted = re.search(r"\w\s*[-–—]\s*$", rows[-1].text) is not None
    same_kind = fold(name).split()[:1] == fold(text).split()[:1]
    return parted and same_kind and len(text.split()) > 1


def _begins_office(text: str, row: Row, above: str) -> bool:
    """Whether a line begins an office of its own. Marks count where they are sure: "BẢN MÂY" is no "BAN".

    A place behind its kind is none: "ỦY BAN NHÂN DÂN THÀNH PHỐ / HỘI AN".
    """
    certain = is_certain([row])
    if known_office(text, certain) is not None:
        return True
    names = load(Names)
    if any(f" {above.lower()}".endswith(f" {kind}") for kind in names.place_kinds) and is_known_place(text):
        return False
    words = tuple(f"{word if certain else fold(word)} ".lower() for word in names.heads + names.abbreviations)
    if _is_below_whole(text, above):
        return True
    begins = f"{text.lower() if certain else fold(text)} ".startswith(words)
    return begins and (" " in text or (is_upper(text) and len(text) <= 5))


def _is_below_whole(text: str, above: str) -> bool:
    """Whether a line is an office that only a whole name above it tells from the rest of that name."""
    rules = load(Names).own_line
    low = text.lower()
    begins = low.startswith(tuple(f"{words} " for words in rules.begins)) and not low.startswith(rules.begins_not)
    return begins and not rules.goes_on.regex.search(above) and bool(rules.whole.regex.search(above))
