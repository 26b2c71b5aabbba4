"""Who signed: authority, position and name from the signature block and further readings of it (boxes 7a, 7b)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from docproc.extract.assemble.foot import begins_office
from docproc.extract.layout.rows import Row, evidence_of, is_certain, is_clear, is_upper, says
from docproc.extract.layout.rules.clear_print import ClearPrint
from docproc.extract.mentions.names import PersonName, person_name, position_of
from docproc.extract.mentions.rules.names import Names
from docproc.language.normalise import fold
from docproc.letter import Doubt, Signer
from docproc.messages import mark
from docproc.rules import load

_LONGEST_AUTHORITY = 4  # letters of an authority that was misread: "V1" for "KT", "TƯQ" for "TUQ"


@dataclass(frozen=True, slots=True)
class _Named:
    """A person's name as one reading gives it."""

    person: PersonName
    row: Row

    @property
    def name(self) -> str:
        return self.person.text


def read_signer(rows: list[Row], looks: list[list[Row]]) -> tuple[Signer, list[Doubt]]:
    """Authority lines, position and name from the signature block (boxes 7a, 7b).

    `rows` is the first reading, `looks` are further ones of the same block. The name is sure when two
    readings agree.
    """
    readings = [rows, *looks]
    names = _names_in(rows, looks)
    best = _best_name(names)
    position, authority, sureness = _best_position(readings)
    deputy = position is not None and _signs_for_head(position, authority)
    if deputy and position:
        position = load(Names).deputies.get(position, f"Phó {position}")
    signer = Signer(
        name=best.name if best else None,
        position=position,
        authority=authority,
        evidence=evidence_of(rows or ([best.row] if best else [])),
    )
    agreed = best is not None and sum(fold(n.name) == fold(best.name) for n in names) > 1
    doubts = _signer_doubts(signer, best, agreed, rows)
    unclear = sureness < load(ClearPrint).position
    if position is not None and not deputy and (unclear or _behind_unread_authority(position, readings)):
        doubts.append(_doubt("signer.position", "position_unsure", rows, position=position))
    if deputy:
        doubts.append(_doubt("signer.position", "position_inferred", rows))
    return signer, doubts


def _signs_for_head(position: str, authority: list[str]) -> bool:
    """KT. (ký thay): the deputy signs (Nghị định 30/2020, Điều 13); here the deputy's line is unreadable."""
    signs_for = any(re.match(r"\W*K/?T\b", line) for line in authority)
    deputies = load(Names).deputies.values()
    return signs_for and not fold(position).startswith(("pho ", "p. ")) and position not in deputies


def _behind_unread_authority(position: str, readings: list[list[Row]]) -> bool:
    """Whether a reading has a few letters before the position of a head: an authority that was not read, mostly
    KT., put there by hand or by a stamp ("V1. GIÁM ĐỐC"), as the line below is that says that a deputy signs.
    """
    if fold(position).startswith("pho "):
        return False
    return any(_few_letters_before(position, row) for reading in readings for row in reading)


def _few_letters_before(position: str, row: Row) -> bool:
    words = re.findall(r"[^\W_]+", row.text)
    count = len(position.split())
    before = "".join(words[:-count])
    return fold(" ".join(words[-count:])) == fold(position) and 0 < len(before) <= _LONGEST_AUTHORITY


def _names_in(rows: list[Row], looks: list[list[Row]]) -> list[_Named]:
    """The name of each reading. A line that the page has from a look is not a second voice beside that look."""
    seen = [found for look in looks if (found := _name_in(look))]
    printed = _name_in(rows)
    if printed and all(_said(printed) != _said(other) for other in seen):
        return [printed, *seen]
    return seen


def _said(name: _Named) -> list[tuple[str, float]]:
    """What was read and how surely; two readings of one place never are as sure to the last digit."""
    return [(word.text, word.confidence) for word in name.row.line.words]


def _name_in(reading: list[Row]) -> _Named | None:
    """The last line of a block that can be a person's name and is no office or position."""
    for row in reversed(reading):
        person = person_name(row.text, is_certain([row]))
        if person and not position_of(row.text) and not _is_office_line(row) and _may_be_name(person, row):
            return _Named(person, row)
    return None


def _may_be_name(person: PersonName, row: Row) -> bool:
    """Names are not printed in capitals (box 7b): such a line is mostly an authority or what a seal says.

    Companies print names so all the same: one that is clear and begins with a listed family name counts.
    """
    if not is_upper(row.text):
        return True
    listed = person.known and not person.mended and len(person.text.split()) >= 3
    clear = row.line.confidence >= load(ClearPrint).unknown_name
    return listed and clear and not says("authority", row) and not begins_office(row)


def _best_name(names: list[_Named]) -> _Named | None:
    """The name most readings agree on; then the one with a known family name, then the surest.

    A name with an unknown family name that only one reading has must be printed clearly.
    """
    votes = Counter(n.name for n in names)
    clear = load(ClearPrint).unknown_name
    trusted = [n for n in names if votes[n.name] > 1 or _is_whole(n.person, n.row.line.confidence >= clear)]
    return max(
        trusted,
        key=lambda n: (
            votes[n.name],
            n.person.syllabic,
            n.person.known,
            not n.person.mended,
            n.row.line.confidence,
        ),
        default=None,
    )


def _is_whole(person: PersonName, clear: bool) -> bool:
    """Whether one reading is enough: a seal often takes the first of three words and leaves two."""
    if len(person.text.split()) < 3:
        return person.frequent
    return person.known or clear


def _best_position(readings: list[list[Row]]) -> tuple[str | None, list[str], float]:
    """The position of the signer, the lines of authority, and how surely the position was read (0 to 1).

    They are taken from the reading that shows most of them; a position that two readings give is sure.
    """
    votes: Counter[str] = Counter()
    best: tuple[float, str | None, list[str], float] = (0.0, None, [], 0.0)
    ordering = _who_gave_order(readings)
    for reading in readings:
        authority: list[str] = []
        position: str | None = None
        score = sureness = 0.0
        exact = False
        for row in reading:
            found = _position_in(row) if _mostly_upper(row.text) else None
            signs = found is not None and found[0] not in ordering and not _signs_instead(position, authority)
            if found and signs and (position is None or found[1] * 100 >= load(Names).position_similarity):
                exact = not _is_only_alike(found[1])
                position, score, sureness = found[0], score + found[1], row.line.confidence if exact else 0.0
            if found or (says("authority", row) and is_upper(row.text)):
                authority.append(_authority_line(row.text))
        if position and exact:
            votes[position] += 1
        if score > best[0]:
            best = (score, position, authority, sureness)
    return best[1], best[2], 1.0 if best[1] and votes[best[1]] > 1 else best[3]


def _position_in(row: Row) -> tuple[str, float] | None:
    return position_of(row.text, is_certain([row]), is_clear(row.line.words))


def _is_only_alike(likeness: float) -> bool:
    """Whether a printed line is no known position but like one; with an office behind it less is alike."""
    names = load(Names)
    return names.position_similarity <= 100 * likeness < names.position_sure


def _signs_instead(position: str | None, authority: list[str]) -> bool:
    """Whether the position found so far is the deputy of who is named behind KT.: what follows is another."""
    heads = [found[0] for line in authority if re.match(r"K/?T\b", line) and (found := position_of(line))]
    deputies = load(Names).deputies
    return position is not None and any(position.startswith(deputies.get(head, f"Phó {head}")) for head in heads)


def _who_gave_order(readings: list[list[Row]]) -> set[str]:
    """The positions behind TL. and TUQ. in any reading: who signs by their order is named below (Điều 13)."""
    rows = [row for reading in readings for row in reading if re.match(r"\W*(?:TL|TUQ)\b", row.text)]
    return {found[0] for row in rows if (found := _position_in(row))}


def _mostly_upper(text: str) -> bool:
    """Printed in capitals, some of which OCR made small under a seal."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) >= 0.65 * max(1, len(letters))


def _authority_line(text: str) -> str:
    return re.sub(r"^\W+|[\s,;:.\-–]+$", "", re.sub(r"^(\W*(?:TM|KT|TL|TUQ))\s*[.,]\s*", r"\1. ", text))


def _is_office_line(row: Row) -> bool:
    return begins_office(row) and len(row.text.split()) > 3


def _signer_doubts(signer: Signer, best: _Named | None, agreed: bool, rows: list[Row]) -> list[Doubt]:
    doubts: list[Doubt] = []
    if best is None:
        doubts.append(_doubt("signer.name", "not_found", rows))
    else:
        clear = best.row.line.confidence >= load(ClearPrint).signer
        short = len(best.name.split()) < 3  # a seal over the left takes the family name away
        person = best.person
        odd = not person.known or (person.mended and not agreed)
        odd = odd or not (person.syllabic or is_certain([best.row]))
        if short or odd or not (agreed or clear):
            doubts.append(_doubt("signer.name", "name_unsure", [best.row], name=best.name))
    if signer.position is None and rows:
        doubts.append(_doubt("signer.position", "not_found", rows))
    return doubts


_REASONS = {
    ("signer.name", "not_found"): mark("The signer's name was not found; a seal may cover it"),
    ("signer.name", "name_unsure"): mark("The signer's name {name} was read from unclear print; please compare"),
    ("signer.position", "not_found"): mark("The signer's position was not found; a seal may cover it"),
    ("signer.position", "position_unsure"): mark(
        "The signer's position {position} was read from unclear print; please compare"
    ),
    ("signer.position", "position_inferred"): mark(
        "The line with the signer's position is covered; KT. says that a deputy signed"
    ),
}


def _doubt(field: str, code: str, rows: list[Row], **details: str) -> Doubt:
    return Doubt(
        field=field,
        code=code,
        message=_REASONS[field, code],
        details={**details},
        evidence=evidence_of(rows),
    )
