"""Addressees and recipients: lists of names from their zones (boxes 9a and 9b)."""

from __future__ import annotations

import re
from itertools import zip_longest

from docproc.extract.layout.addressed import begins_unlabelled
from docproc.extract.layout.rows import Row, evidence_of, is_certain, is_upper
from docproc.extract.layout.rules.addressees import Addressees
from docproc.extract.layout.running_text import ends_abbreviated, names_document
from docproc.extract.mentions.names import as_running_text
from docproc.extract.mentions.rules.names import Names
from docproc.language.normalise import fold
from docproc.letter import Doubt, Office
from docproc.messages import mark
from docproc.rules import load

# A quoted name ("Hòa Bình") or a bracket in braces begins no item; a number does ("1. Sở Y tế").
_BULLET = re.compile(r"^(?!(?:[\"“”'‘’].*[\"“”'‘’]|[<{&]))[^\w(]{1,4}\s*|^\d{1,2}[.)](?=\s+[A-ZĐ])\s*")
_ENDS = " .,;:-–—~_'\"|"


def list_items(rows: list[Row], label: re.Pattern[str]) -> list[tuple[str, list[Row]]]:
    """The items of "Kính gửi" or "Nơi nhận" with their rows; lines without a bullet go on with the one above.

    `label` finds the words before the list in folded text.
    """
    items: list[tuple[str, list[Row]]] = []
    each_line = _one_a_line([row for row in rows if not label.search(row.folded)])
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
        if items and not bullet and not parted and _is_below_archive(row, items[-1][0]):
            continue
        begins = bullet or labelled or parted or each_line or (_item_over(items[-1][0]) if items else True)
        begins = begins and not (items and (_is_first_of(row, *items[-1]) or _hangs_below(row, items[-1][1])))
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


def _is_below_archive(row: Row, name: str) -> bool:
    """Whether a row below "Lưu: VT, …", the last of the list, is something else, as a telephone."""
    archived = re.match(r"\W*luu\s*[:;.]?\s*v", fold(name)) is not None
    return archived and not name.endswith((",", ";", "-")) and not row.text[:1].islower()


def _hangs_below(row: Row, above: list[Row]) -> bool:
    """Whether a printed row without a bullet stands right of the one above, so that it goes on with it."""
    first = above[0]
    if not (is_certain([row, first]) and row.box and first.box and _BULLET.match(first.text)):
        return False
    return not _BULLET.match(row.text) and row.page == first.page and row.box.x0 > first.box.x0 + 2


def _parts_list(row: Row, following: Row | None) -> bool:
    """Whether a row above bullets only says how those below it get the letter: "Bản điện tử:"."""
    if following is None or not _BULLET.match(following.text):
        return False
    return load(Addressees).recipients_part.regex.search(row.folded) is not None


def _clean_item(name: str) -> str:
    name = re.sub(r"\s*[;.]\s*\W*$", "", name)
    if fold(name[:12]).startswith("luu"):  # the number of copies is written behind it by hand: "VT, NN (2). 443"
        name = re.sub(r"\.\s*(?=\w{1,3}$)\w*\d\w*$", "", name)
    return name.strip(_ENDS)


def _without_label(row: Row, label: re.Pattern[str]) -> str:
    crossed = load(Addressees).crossed_label.regex.match(row.folded)
    if crossed:
        return f"- {row.text[crossed.start('first') : crossed.end('first')]} {row.text[crossed.end() :].strip()}"
    match = label.search(row.folded)
    return row.text[match.end() :].strip() if match else row.text


def _item_over(text: str) -> bool:
    text = re.sub(r"(?<=[;.])\s*[^\w\s]{1,3}$", "", text.rstrip())
    archive = fold(text[:12]).startswith("luu")  # "Lưu: VT, TH." ends, though it looks like an abbreviation
    return text.endswith((";", ".")) and (archive or not ends_abbreviated(text[-40:]))


def _one_a_line(rows: list[Row]) -> bool:
    """Whether each line is a name, though nothing marks them: all begin with an office, in one column.

    Two centred lines may be one name ("Văn phòng / Ủy ban nhân dân tỉnh"); without places three are asked for.
    """
    if len(rows) < 2 or not all(begins_office(row) for row in rows):
        return False
    if any(row.text.rstrip().endswith((",", ";", ".", "và")) for row in rows[:-1]):
        return False
    lefts = [row.box.x0 for row in rows if row.box]
    column = load(Addressees).place.column
    return max(lefts) - min(lefts) < column if lefts else len(rows) > 2


def read_addressees(rows: list[Row]) -> list[Office]:
    """To whom the letter is addressed (Kính gửi, box 9a), as written."""
    items = list_items(rows, load(Addressees).label.regex)
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
    longest = load(Addressees).longest_quoted
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def read_recipients(rows: list[Row]) -> list[Office]:
    """Who gets a copy (Nơi nhận, box 9b), as written, with the archive line: one a bullet, whatever it holds."""
    items = list_items(rows, load(Addressees).recipients_label.regex)
    found = [
        Office(name=as_running_text(part), evidence=evidence_of(at))
        for name, at in items
        for part in ([name] if _BULLET.match(at[0].text) else _parts_of_item(name))
    ]
    # What was read in one line with the label may have been read once more below it.
    return [office for n, office in enumerate(found) if n == 0 or office.name != found[n - 1].name]


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
    heads = "|".join(sorted((re.escape(h) for h in load(Names).heads), key=len, reverse=True))
    parts = re.split(
        rf"\s*;\s+[-–+•*]\s+|\s*[;:]\s+(?=(?:các |Các |UBND|HĐND|{heads}))", name, flags=re.IGNORECASE
    )
    return [clean for part in parts if (clean := part.strip(_ENDS))]


def _named_apart(text: str) -> list[str]:
    """“Sở Tài chính, Sở Nội vụ và Công an tỉnh”: a comma parts two names only when both begin with an office."""
    kinds = "|".join(map(re.escape, load(Names).named_apart))
    begins = re.compile(rf"(?:{kinds}) [^\W\d_]")
    pieces: list[str] = []
    for piece in re.split(r",\s+", text):
        if pieces and not (begins.match(piece) and begins.match(pieces[-1])):
            pieces[-1] = f"{pieces[-1]}, {piece}"
        else:
            pieces.append(piece)
    return pieces


def begins_office(row: Row) -> bool:
    """Marks count but in capitals that OCR read: "Bàn Thị Kim Oanh" is no "Ban", "Hồi" is no "Hội"."""
    loose = is_upper(row.text) and not is_certain([row])
    heads = tuple((fold(h) if loose else h) + " " for h in load(Names).heads)
    return ((row.folded if loose else row.text.lower()) + " ").lstrip().startswith(heads)


_REASONS = {
    ("addressees", "end_unsure"): mark("It is not clear where the list of addressees ends: {text}"),
    ("addressees", "label_unread"): mark(
        "“Kính gửi” could not be read; the list in the letterhead was taken for the addressees"
    ),
    ("addressees", "not_found"): mark("The letter says “Kính gửi”, but no addressee could be read"),
}


def _doubt(field: str, code: str, rows: list[Row], **details: str) -> Doubt:
    return Doubt(
        field=field,
        code=code,
        message=_REASONS[field, code],
        details={**details},
        evidence=evidence_of(rows),
    )
