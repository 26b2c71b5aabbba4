"""The letterhead: type, number, symbol, issuer, place, date, subject, marks. What is unsure is a doubt."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date as Date

from docproc.extract.assemble.letterhead import read_issuer, read_place
from docproc.extract.assemble.written import Written
from docproc.extract.layout.marks import find_mark
from docproc.extract.layout.rows import Row, evidence_of, is_certain, says
from docproc.extract.layout.rules.clear_print import ClearPrint
from docproc.extract.layout.rules.doc_types import DocTypes
from docproc.extract.layout.zones import Zones
from docproc.extract.mentions.dates.days import FIRST_YEAR
from docproc.extract.mentions.symbols import DocNumber, own_number, repair_symbol
from docproc.letter import Doubt, Header
from docproc.messages import mark
from docproc.page import Word
from docproc.reading.rules.reading import ReadingRules
from docproc.reading.rules.stamps import Stamps
from docproc.rules import load

_DAY = re.compile(
    r"ng\S{0,2}y\s*(?P<d>.{0,8}?)\s*th\S{0,3}ng\s*(?P<m>.{0,5}?)\s*n\S{0,2}m\s*(?P<y>(?:19|20)\d\d)",
    re.IGNORECASE,
)
# What a mark of urgency or secrecy says, and the row that says it.
Mark = tuple[str, Row]
# What a trích yếu opens with and does not count: "Về việc", and "Về" before a small letter.
_ABOUT = re.compile(r"\W*(?:Về|VỀ|Vê|về)\s+(?P<matter>(?:việc|VIỆC|viêc)\s+)?")
# A line ends within a symbol: "số 886/STTTT-".
_SYMBOL_GOES_ON = re.compile(r"\d/[^\s/]+-$")
_SLASHED = re.compile(r"(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>(?:19|20)\d\d)")


def read_header(
    zones: Zones, text: str, looks: list[list[Row]], written: Written, stamps: list[Row]
) -> tuple[Header, list[Doubt]]:
    """The header from its zones; `text` is the body, which repeats names with better marks; `looks` are
    second readings of the number and the stamps, `written` is what the reader of handwriting saw, `stamps` what
    that of stamps saw.
    """
    header = Header(handwritten=written.fields)
    doubts: list[Doubt] = []
    _read_number(header, doubts, zones, looks, written)
    header.doc_type = _doc_type(zones, header.symbol)
    if zones.title:
        header.evidence["doc_type"] = evidence_of(zones.title)
    doubts += read_issuer(header, zones, text)
    _read_place_date(header, doubts, zones, text, looks, written)
    header.subject = _subject(zones.subject) or _purpose(header.doc_type, text)
    header.evidence["subject"] = evidence_of(zones.subject)
    _read_marks(header, doubts, _stamped(looks) | zones.marks, _stamped([stamps]))
    doubts += [d for d in _missing(header) if all(d.field != known.field for known in doubts)]
    header.evidence = {field: found for field, found in header.evidence.items() if found}
    return header, doubts


def _read_number(
    header: Header, doubts: list[Doubt], zones: Zones, looks: list[list[Row]], written: Written
) -> None:
    """Number and symbol. The number is sure when print is clear or two readings agree (domain notes 3.3); where
    print is not clear, the reader of handwriting has the word. What a form field says is sure: its letters are in
    the file, and no reader of the image saw them.
    """
    rows = zones.number[:1] or list(written.rows[:1] if written.number else ())
    if not rows:
        return
    row = rows[0]
    header.evidence["number"] = header.evidence["symbol"] = evidence_of([row])
    others = [found for look in looks if (found := _number_in(look))]
    first = own_number(row.text, is_certain([row]))
    readings = [found for found in [first, *others] if found]
    header.symbol = Counter(r.symbol for r in readings).most_common(1)[0][0] if readings else None
    if header.symbol and not _symbol_is_sure(header.symbol, row, readings):
        doubts.append(_doubt("header.symbol", "symbol_unsure", [row], read=header.symbol))
    if first and first.number and is_put_in(row):
        header.number = first.number
        if _covers_another(row):
            doubts.append(_doubt("header.number", "number_unsure", [row], read=header.number))
        return
    read = Counter(r.number for r in readings if r.number)
    voted, votes = read.most_common(1)[0] if read else (None, 0)
    header.number = voted or written.number
    if header.number is None:
        doubts.append(_doubt("header.number", "number_unreadable", [row], read=row.text))
        return
    printed = first is not None and first.number == header.number
    clear = printed and _digits_confidence(row) >= load(ClearPrint).digits
    # A look that sees the line and no number in it differs, too: so do looks at handwriting. Where the readers of
    # the page saw different figures, a look that agrees may be one of them that makes its mistake again.
    differ = any(other.number != header.number for other in others) or len(read) > 1
    unsure = differ or (not clear and (votes < 2 or _is_disputed(row)))
    if written.number:
        unsure = set(read) != {written.number}
        header.number = header.number if clear else written.number
    if unsure:
        message = _BY_HAND["number_unsure"] if written.number else _REASONS["number_unsure"]
        doubts.append(_said("header.number", "number_unsure", message, [row], read=header.number))


def _symbol_is_sure(symbol: str, row: Row, readings: list[DocNumber]) -> bool:
    """Whether two readings of the line agree on the symbol, or the readers of the page on its words."""
    limit = load(ClearPrint).symbol
    words = [word.confidence for word in row.line.words if sum(c.isalpha() for c in word.text) > 2]
    return sum(r.symbol == symbol for r in readings) > 1 or min(words, default=0.0) >= limit


def _number_in(look: list[Row]) -> DocNumber | None:
    return next((found for row in look[:3] if says("number", row) and (found := own_number(row.text))), None)


def _read_marks(header: Header, doubts: list[Doubt], read: dict[str, Mark], stamped: dict[str, Mark]) -> None:
    """Marks of urgency and secrecy: as words that were read, else as stamps. What only the reader of stamps
    saw, and not surely, is a doubt; so is a stamp that it reads otherwise.
    """
    sure = load(Stamps).sure
    for field, (value, row) in (stamped | read).items():
        setattr(header, field, value)
        header.evidence[field] = evidence_of([row])
        other = stamped.get(field)
        differs = field in read and other is not None and other[0] != value and other[1].line.confidence >= sure
        if differs or (field not in read and row.line.confidence < sure):
            doubts.append(_doubt(f"header.{field}", "stamp_unsure", [row], read=other[0] if other else value))


def _stamped(looks: list[list[Row]]) -> dict[str, Mark]:
    """Marks of urgency and secrecy in second readings: alone on their line, or before "Kính gửi:"."""
    found: dict[str, Mark] = {}
    for row in (row for look in looks for row in look):
        words = row.text.split("Kính")[0].split("kính")[0]
        mark = find_mark(words)
        if mark:
            found.setdefault(mark[0], (mark[1], row))
    return found


def _doc_type(zones: Zones, symbol: str | None) -> str | None:
    """The title of the document; without a title what the symbol says, else it is a công văn."""
    if zones.doc_type:
        return zones.doc_type
    types = load(DocTypes).by_abbreviation
    named = types.get(re.split(r"[-/]", repair_symbol(symbol))[0]) if symbol else None
    if named and not _about(zones):
        return named
    return "Công văn" if symbol or zones.subject or zones.addressees else None


def _about(zones: Zones) -> bool:
    """Whether the subject is a "V/v" or stands under the number, as only a công văn has it (box 5b)."""
    if not zones.subject:
        return False
    row = zones.subject[0]
    below = row.box is not None and row.box.centre_x < 0.4 * row.page_width
    return below or says("subject", row)


def _read_place_date(
    header: Header, doubts: list[Doubt], zones: Zones, text: str, looks: list[list[Row]], written: Written
) -> None:
    """Place and date. What only a second reading gave, or where one differs, is unsure."""
    rows = zones.place_date[:1] or list(written.rows[-1:] if written.day else ())
    if not rows:
        return
    row = rows[0]
    header.evidence["place"] = header.evidence["issue_date"] = evidence_of([row])
    doubts += read_place(header, row, text)
    seen = [look_row for look in looks for look_row in look if says("place_date", look_row)]
    others = Counter(date for look_row in seen if (date := _issue_date(look_row.text)))
    printed = _issue_date(row.text)
    header.issue_date = printed or next((date for date, _ in others.most_common(1)), None)
    clear = printed is not None and _digits_confidence(row) >= load(ClearPrint).digits
    unsure = bool(others.keys() - {printed}) or not clear
    by_hand = None if is_put_in(row) else _date_by_hand(written, [row, *seen])
    if is_put_in(row):
        unsure = not clear or _covers_another(row)
    if by_hand:
        unsure = ({printed, *others} - {None}) != {by_hand}
        header.issue_date = printed if clear else by_hand
    if header.issue_date is None:
        doubts.append(_doubt("header.issue_date", "date_unreadable", [row], read=row.text))
    elif unsure:
        message = _BY_HAND["date_unsure"] if by_hand else _REASONS["date_unsure"]
        doubts.append(_said("header.issue_date", "date_unsure", message, [row], read=row.text))


def _date_by_hand(written: Written, rows: list[Row]) -> Date | None:
    """The day of the reader of handwriting; month and year too, or as another reading has them."""
    printed = next((found for row in rows if (found := month_printed(row.text))), (None, None))
    year, month = written.year or printed[0], written.month or printed[1]
    if not (written.day and month and year):
        return None
    try:
        return Date(year, month, written.day)
    except ValueError:
        return None


def _digits_confidence(row: Row) -> float:
    """The confidence of the least sure word with a digit in the row."""
    return min((word.confidence for word in _figures(row)), default=0.0)


def _figures(row: Row) -> list[Word]:
    """The words with a digit in a row."""
    return [word for word in row.line.words if any(c.isdigit() for c in word.text)]


def is_put_in(row: Row) -> bool:
    """Whether figures of a row are those of a form field or typed over the page."""
    return any(word.origin != "page" for word in _figures(row))


def _covers_another(row: Row) -> bool:
    """Whether figures that were put over the page lie on others."""
    return any(word.origin != "page" and word.alternatives for word in _figures(row))


def _is_disputed(row: Row) -> bool:
    """Whether no two readers agreed on a word with a digit in the row."""
    unsure = load(ReadingRules).decision.unsure
    return any(word.alternatives and word.confidence <= unsure for word in _figures(row))


def _issue_date(text: str) -> Date | None:
    """The date in a place-and-date line. An unreadable day or month gives None: it is never guessed.

    So does a year before there were such letters, which is a slip of the writer or of a reader.
    """
    match = _DAY.search(text) or _SLASHED.search(text)
    if not match:
        return None
    day, month = match["d"].strip(" .…_"), match["m"].strip(" .…_")
    if not (re.fullmatch(r"\d{1,2}", day) and re.fullmatch(r"\d{1,2}", month)) or int(match["y"]) < FIRST_YEAR:
        return None
    try:
        return Date(int(match["y"]), int(month), int(day))
    except ValueError:
        return None


def month_printed(text: str) -> tuple[int, int] | None:
    """Year and month of a place-and-date line whose day may be unreadable; None when they are too."""
    match = _DAY.search(text)
    month = match["m"].strip(" .…_") if match else ""
    return (int(match["y"]), int(month)) if match and re.fullmatch(r"\d{1,2}", month) else None


def day_printed(text: str) -> str:
    """The day in a place-and-date line as it was read, which may be no number; "" when there is none."""
    match = _DAY.search(text)
    return match["d"].strip(" .…_") if match else ""


def _subject(rows: list[Row]) -> str | None:
    text = ""
    for row in rows:
        text += row.text if _SYMBOL_GOES_ON.search(text) else f" {row.text}"
    text = re.sub(r"^\W*[Vv]\s*(?:[/Il1|]\s*(?:[VvWwYy]{1,2}\b)?|[VvWwYy]\b|(?=[:.;]))[\s:.;]*", "", text)
    about = _ABOUT.match(text)
    if about and (about["matter"] or text[about.end() :][:1].islower()):
        text = text[about.end() :]
    return text.strip(" .;:-–—_'\"|") or None


def _purpose(doc_type: str | None, text: str) -> str | None:
    """What an invitation without trích yếu invites to: "Tới dự: Hội nghị …" (Mẫu 1.7)."""
    if doc_type != "Giấy mời":
        return None
    found = re.findall(r"(?:[Tt]ới|[Đđ]ến)\s+dự\s*:?\s*([^\n.;]{8,200})", text)
    # "Đề nghị các đại biểu đến dự đầy đủ, đúng giờ" says how, not what for.
    return next(
        (what.strip(" .,;:") for what in found if not re.search(r"đầy đủ|đúng (?:giờ|thời|thành)", what)), None
    )


def _missing(header: Header) -> list[Doubt]:
    """A doubt for each field that every letter has and this one lacks."""
    wanted = {
        "doc_type": header.doc_type,
        "number": header.number,
        "symbol": header.symbol,
        "issuer": header.issuer,
        "place": header.place,
        "issue_date": header.issue_date,
        "subject": header.subject,
    }
    return [_doubt(f"header.{field}", "not_found", []) for field, value in wanted.items() if not value]


_REASONS = {
    "number_unreadable": mark("The number cannot be read with certainty ({read}); please look at the scan"),
    "stamp_unsure": mark("A stamp says perhaps {read}; please look at the scan"),
    "number_unsure": mark("The number {read} was read from unclear print; please compare with the scan"),
    "symbol_unsure": mark("The symbol {read} was read from unclear print; please compare with the scan"),
    "date_unreadable": mark("The date cannot be read with certainty ({read}); please look at the scan"),
    "date_unsure": mark("The date was read from unclear print ({read}); please compare with the scan"),
    "not_found": mark("Not found on the letter; please fill in"),
}


# The same of what is written by hand, as most numbers and many days are.
_BY_HAND = {
    "number_unsure": mark("The number {read} is written by hand and hard to read; please compare with the scan"),
    "date_unsure": mark("The date is written by hand and hard to read ({read}); please compare with the scan"),
}


def _doubt(field: str, code: str, rows: list[Row], **details: str) -> Doubt:
    return _said(field, code, _REASONS[code], rows, **details)


def _said(field: str, code: str, message: str, rows: list[Row], **details: str) -> Doubt:
    return Doubt(field=field, code=code, message=message, details={**details}, evidence=evidence_of(rows))
