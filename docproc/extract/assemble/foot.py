"""Addressees, recipients and the signature block: lists and names from their zones."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest

from docproc.extract.layout.addressed import begins_unlabelled
from docproc.extract.layout.rows import Row, evidence_of, is_certain, is_upper, says
from docproc.extract.layout.running_text import ends_abbreviated, names_document
from docproc.extract.mentions.names import PersonName, as_running_text, person_name, position_of
from docproc.language.normalise import fold
from docproc.letter import Doubt, Office, Signer
from docproc.messages import mark
from docproc.resources import load_rules

# A quoted name ("Hòa Bình") or a bracket in braces begins no item; a number does ("1. Sở Y tế").
_BULLET = re.compile(r"^(?!(?:[\"“”'‘’].*[\"“”'‘’]|[<{&]))[^\w(]{1,4}\s*|^\d{1,2}[.)](?=\s+[A-ZĐ])\s*")
_ENDS = " .,;:-–—~_'\"|"


def list_items(rows: list[Row], label: str) -> list[tuple[str, list[Row]]]:
    """The items of "Kính gửi" or "Nơi nhận" with their rows; lines without a bullet go on with the one above.

    `label` is the folded regular expression of the words before the list.
    """
    items: list[tuple[str, list[Row]]] = []
    each_line = _one_a_line([row for row in rows if not re.search(label, row.folded)])
    parted = False
    for row, following in zip_longest(rows, rows[1:]):
        text = _without_label(row, label)
        labelled = text is not row.text
        if not text.strip(_ENDS) or (labelled and _is_speck(text)):
            continue
        if _parts_list(row, following):
            parted = True
            continue
        bullet = _BULLET.match(text)
        begins = bullet or labelled or parted or each_line or (_item_over(items[-1][0]) if items else True)
        begins = begins and not (items and _is_first_of(row, *items[-1]))
        parted = False
        if not items or (begins and not text.startswith("(")):
            items.append((text[bullet.end() :] if bullet else text, [row]))
        else:
            name, above = items[-1]
            goes_on = name.rstrip(" .;") if text.startswith("(") else name
            text = text[bullet.end() :] if bullet else text
            above.append(row)
            items[-1] = (f"{goes_on} {text}", above)
    return [(clean, at) for name, at in items if (clean := _clean_item(name))]


def _is_speck(text: str) -> bool:
    """Whether what stands behind the label of a list is too short for a name: dirt, the edge of a seal."""
    return len(text.strip(_ENDS)) < 2


def _is_first_of(row: Row, name: str, above: list[Row]) -> bool:
    """Whether a row is the first smaller item of the one above: "+ Lãnh đạo" below "- Văn phòng:"."""
    marks = [row.text[:1], above[0].text[:1]]
    return name.endswith(":") and len(above) == 1 and marks[0] in "+*•" and marks[1] in "-–—"


def _parts_list(row: Row, following: Row | None) -> bool:
    """Whether a row above bullets only says how those below it get the letter: "Bản điện tử:"."""
    if following is None or not _BULLET.match(following.text):
        return False
    return re.search(load_rules("addressees")["parts_recipients"], row.folded) is not None


def _clean_item(name: str) -> str:
    name = re.sub(r"\s*[;.]\s*\W*$", "", name)
    return name.strip(_ENDS)


def _without_label(row: Row, label: str) -> str:
    match = re.search(label, row.folded)
    return row.text[match.end() :].strip() if match else row.text


def _item_over(text: str) -> bool:
    text = re.sub(r"(?<=[;.])\s*[^\w\s]{1,3}$", "", text.rstrip())
    archive = fold(text[:12]).startswith("luu")  # "Lưu: VT, TH." ends, though it looks like an abbreviation
    return text.endswith((";", ".")) and (archive or not ends_abbreviated(text[-40:]))


def _one_a_line(rows: list[Row]) -> bool:
    """Whether each line is a name, though nothing marks them: all begin with an office, in one column.

    Two centred lines may be one name ("Văn phòng / Ủy ban nhân dân tỉnh"); without places three are asked for.
    """
    if len(rows) < 2 or not all(_begins_office(row) for row in rows):
        return False
    if any(row.text.rstrip().endswith((",", ";", ".", "và")) for row in rows[:-1]):
        return False
    lefts = [row.box.x0 for row in rows if row.box]
    column = float(load_rules("addressees")["place"]["column"])
    return max(lefts) - min(lefts) < column if lefts else len(rows) > 2


def read_addressees(rows: list[Row]) -> list[Office]:
    """To whom the letter is addressed (Kính gửi, box 9a), as written."""
    items = list_items(rows, load_rules("addressees")["label"])
    return [
        Office(name=name, evidence=office.evidence)
        for office in _offices(items)
        for name in _names_in_item(office)
    ]


def _names_in_item(office: Office) -> list[str]:
    """The names of an item, without sources: one behind a bullet, as whoever wrote the list put them together."""
    name = _without_sources(office.name)
    return [name] if _BULLET.match(office.evidence[0].text) else _named_apart(name)


def _without_sources(name: str) -> str:
    """Without brackets that only say by which document somebody is addressed: "(Theo Quyết định số …)"."""
    return re.sub(r"\s*\([^()]*\)", lambda bracket: "" if names_document(bracket[0][2:]) else bracket[0], name)


def addressee_doubts(names: list[Row], unsure: list[Row], found: list[Office]) -> list[Doubt]:
    """The doubts about those `found` in the rows of `names`: where the list ends, and a list that is empty.

    `unsure` are rows of which it is not sure whether they are addressees or text.
    """
    doubts: list[Doubt] = []
    if unsure:
        text = " ".join(row.text for row in unsure)
        doubts.append(_doubt("addressees", "end_unsure", unsure, text=_shortened(text)))
    if names and found and begins_unlabelled(names[0]):
        doubts.append(_doubt("addressees", "label_unread", names))
    if names and not found:
        doubts.append(_doubt("addressees", "not_found", names))
    return doubts


def _shortened(text: str) -> str:
    longest = int(load_rules("addressees")["longest_quoted"])
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def read_recipients(rows: list[Row]) -> list[Office]:
    """Who gets a copy (Nơi nhận, box 9b), as written, with the archive line: one a bullet, whatever it holds."""
    items = list_items(rows, r"^\W*\w{1,4}\s*nh.n\s*[:;.,]|n.i\s*nh.n\s*[:;.,]|n.i\s*nh.n\s*$")
    return [
        Office(name=as_running_text(part), evidence=evidence_of(at))
        for name, at in items
        for part in ([name] if _BULLET.match(at[0].text) else _parts_of_item(name))
    ]


def _offices(items: list[tuple[str, list[Row]]]) -> list[Office]:
    return [
        Office(name=as_running_text(part), evidence=evidence_of(rows))
        for name, rows in items
        for part in (_columns_of(name) if _BULLET.match(rows[0].text) else _parts_of_item(name))
    ]


def _columns_of(name: str) -> list[str]:
    """What bullets in one line tell apart, as two columns of a list that came on one line."""
    return [clean for part in re.split(r"\s*;\s+[-–+•*]\s+", name) if (clean := part.strip(_ENDS))]


def _parts_of_item(name: str) -> list[str]:
    """Offices set in one line: "Các sở, ban, ngành; UBND các huyện" are two (box 9a), and so are two columns."""
    heads = "|".join(sorted((re.escape(h) for h in load_rules("names")["heads"]), key=len, reverse=True))
    parts = re.split(
        rf"\s*;\s+[-–+•*]\s+|\s*[;:]\s+(?=(?:các |Các |UBND|HĐND|{heads}))", name, flags=re.IGNORECASE
    )
    return [clean for part in parts if (clean := part.strip(_ENDS))]


def _named_apart(text: str) -> list[str]:
    """“Sở Tài chính, Sở Nội vụ và Công an tỉnh”: a comma parts two names only when both begin with an office."""
    rules = load_rules("names")
    begins = re.compile(rules["named_office"])
    pieces: list[str] = []
    for piece in re.split(r",\s+", text):
        if pieces and not (begins.match(piece) and begins.match(pieces[-1])):
            pieces[-1] = f"{pieces[-1]}, {piece}"
        else:
            pieces.append(piece)
    return pieces


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
        position = load_rules("names")["deputies"].get(position, f"Phó {position}")
    signer = Signer(
        name=best.name if best else None,
        position=position,
        authority=authority,
        evidence=evidence_of(rows or ([best.row] if best else [])),
    )
    agreed = best is not None and sum(fold(n.name) == fold(best.name) for n in names) > 1
    doubts = _signer_doubts(signer, best, agreed, rows)
    if position is not None and not deputy and sureness < float(load_rules("confidence")["position"]):
        doubts.append(_doubt("signer.position", "position_unsure", rows, position=position))
    if deputy:
        doubts.append(_doubt("signer.position", "position_inferred", rows))
    return signer, doubts


def _signs_for_head(position: str, authority: list[str]) -> bool:
    """KT. (ký thay): the deputy signs (Nghị định 30/2020, Điều 13); here the deputy's line is unreadable."""
    signs_for = any(re.match(r"\W*K/?T\b", line) for line in authority)
    deputies = load_rules("names")["deputies"].values()
    return signs_for and not position.startswith("Phó") and position not in deputies


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
    clear = row.line.confidence >= float(load_rules("confidence")["unknown_name"])
    return listed and clear and not says("authority", row) and not _begins_office(row)


def _best_name(names: list[_Named]) -> _Named | None:
    """The name most readings agree on; then the one with a known family name, then the surest.

    A name with an unknown family name that only one reading has must be printed clearly.
    """
    votes = Counter(n.name for n in names)
    clear = float(load_rules("confidence")["unknown_name"])
    trusted = [n for n in names if votes[n.name] > 1 or _is_whole(n.person, n.row.line.confidence >= clear)]
    return max(
        trusted,
        key=lambda n: (votes[n.name], n.person.known, not n.person.mended, n.row.line.confidence),
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
    for reading in readings:
        authority: list[str] = []
        position: str | None = None
        score = sureness = 0.0
        for row in reading:
            found = position_of(row.text, is_certain([row])) if _mostly_upper(row.text) else None
            if found and (position is None or found[1] * 100 >= load_rules("names")["position_similarity"]):
                position, score, sureness = found[0], score + found[1], row.line.confidence
            if found or (says("authority", row) and is_upper(row.text)):
                authority.append(_authority_line(row.text))
        if position:
            votes[position] += 1
        if score > best[0]:
            best = (score, position, authority, sureness)
    return best[1], best[2], 1.0 if best[1] and votes[best[1]] > 1 else best[3]


def _mostly_upper(text: str) -> bool:
    """Printed in capitals, some of which OCR made small under a seal."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) >= 0.65 * max(1, len(letters))


def _authority_line(text: str) -> str:
    return re.sub(r"^\W+|[\s,;:.\-–]+$", "", re.sub(r"^(\W*(?:TM|KT|TL|TUQ))\s*[.,]\s*", r"\1. ", text))


def _begins_office(row: Row) -> bool:
    """Marks count but in capitals that OCR read: "Bàn Thị Kim Oanh" is no "Ban", "Hồi" is no "Hội"."""
    loose = is_upper(row.text) and not is_certain([row])
    heads = tuple((fold(h) if loose else h) + " " for h in load_rules("names")["heads"])
    return ((row.folded if loose else row.text.lower()) + " ").lstrip().startswith(heads)


def _is_office_line(row: Row) -> bool:
    return _begins_office(row) and len(row.text.split()) > 3


def _signer_doubts(signer: Signer, best: _Named | None, agreed: bool, rows: list[Row]) -> list[Doubt]:
    doubts: list[Doubt] = []
    if best is None:
        doubts.append(_doubt("signer.name", "not_found", rows))
    else:
        clear = best.row.line.confidence >= load_rules("confidence")["signer"]
        short = len(best.name.split()) < 3  # a seal over the left takes the family name away
        if short or not (agreed or clear) or not best.person.known or (best.person.mended and not agreed):
            doubts.append(_doubt("signer.name", "name_unsure", [best.row], name=best.name))
    if signer.position is None and rows:
        doubts.append(_doubt("signer.position", "not_found", rows))
    return doubts


_REASONS = {
    ("addressees", "end_unsure"): mark("It is not clear where the list of addressees ends: {text}"),
    ("addressees", "label_unread"): mark(
        "“Kính gửi” could not be read; the list in the letterhead was taken for the addressees"
    ),
    ("addressees", "not_found"): mark("The letter says “Kính gửi”, but no addressee could be read"),
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
