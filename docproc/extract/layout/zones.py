"""The zones of a letter: letterhead, subject, addressees, body, recipients, signature block, what follows.

One walk over the rows in reading order. Each zone ends at a landmark (models/zones.toml), with the place
on the page as a second opinion where boxes are known. Boxes and their order: Nghị định 30/2020, Phụ lục I.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from docproc.extract.layout.addressed import (
    begins_unlabelled,
    doubtful_names,
    goes_on_below,
    is_name_or_text,
    label_first,
    list_is_over,
    text_among_names,
    text_apart,
    text_edges,
)
from docproc.extract.layout.annexes import annex_below, annex_start
from docproc.extract.layout.blocks import marker_of
from docproc.extract.layout.foot_start import foot_start
from docproc.extract.layout.head_lines import (
    beside,
    goes_on_right,
    in_right_column,
    in_the_middle,
    is_about,
    is_centred,
    is_read_twice,
    is_within,
    title_in,
    title_type,
)
from docproc.extract.layout.marks import find_mark, without_mark
from docproc.extract.layout.notes import footnotes, notes_with_deadline
from docproc.extract.layout.rows import Row, is_upper, is_wide, joined, part_of, says, says_any, without_edge_dirt
from docproc.extract.layout.rules.addressees import Addressees
from docproc.extract.layout.rules.clear_print import ClearPrint
from docproc.extract.layout.rules.doc_types import DocTypes
from docproc.extract.layout.rules.zones import ZoneRules
from docproc.extract.layout.running_text import is_sentence, issuer_speaks
from docproc.rules import load


@dataclass(slots=True)
class Zones:
    """The rows of each zone. `after` holds annexes: pages after the signature block, and what
    lies sideways on its own page.

    `unsure_names` are rows of which it is not sure whether they are addressees or text.
    """

    issuer: list[Row] = field(default_factory=list)
    number: list[Row] = field(default_factory=list)
    place_date: list[Row] = field(default_factory=list)
    subject: list[Row] = field(default_factory=list)
    doc_type: str | None = None
    title: list[Row] = field(default_factory=list)
    addressees: list[Row] = field(default_factory=list)
    unsure_names: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    recipients: list[Row] = field(default_factory=list)
    signature: list[Row] = field(default_factory=list)
    after: list[Row] = field(default_factory=list)
    noise: list[Row] = field(default_factory=list)
    marks: dict[str, tuple[str, Row]] = field(default_factory=dict)
    motto_seen: bool = False


def find_zones(rows: list[Row]) -> Zones:
    """Tell the zones of the first letter in the rows apart."""
    zones = Zones()
    rows = text_apart(label_first(_without_furniture(rows, zones)))
    foot = foot_start(rows)
    head = _read_head(rows[:foot], zones)
    zones.body = rows[head:foot]
    _read_foot(rows[foot:], zones)
    _take_text_from_foot(zones)
    return zones


def _without_furniture(rows: list[Row], zones: Zones) -> list[Row]:
    """The rows without page numbers and the text of digital signatures; these go to `noise`."""
    kept: list[Row] = []
    for row in rows:
        furniture = says_any(("page_number", "signature_stamp", "contact"), row)
        copied = is_upper(row.text) and says("copy_stamp", row)
        (zones.noise if furniture or copied or _is_scrawl(row) else kept).append(row)
    return kept


def _is_scrawl(row: Row) -> bool:
    """A short line that OCR is quite unsure of and that is no landmark: a signature, a stamp, dirt."""
    scrawl = load(ClearPrint).scrawl
    if row.line.confidence >= scrawl.confidence or len(row.text) > scrawl.longest:
        return False
    return not says_any(("number", "place_date", "subject", "recipients", "authority", "position", "motto"), row)


def _read_head(rows: list[Row], zones: Zones) -> int:
    """Fill the zones of the letterhead; return the index of the first row of the body."""
    i = 0
    while i < len(rows):
        row = rows[i]
        if says("addressed", row) or (_is_letter(zones) and begins_unlabelled(row)):
            return _read_addressees(rows, i, zones)
        if (title := title_in(row)) and not zones.title and (zones.place_date or zones.number or i > 1):
            rows = [*rows[:i], *_take_title(row, *title, zones), *rows[i + 1 :]]
            i = _read_title_subject(rows, i + 1, zones)
            continue
        if not _take_head_row(row, rows[i - 1] if i else None, zones):
            return i
        i += 1
    return i


def _take_title(row: Row, kind: str, words: int, zones: Zones) -> list[Row]:
    """Note the title; returns its row, and in a second one what stands behind the type in it."""
    # Its place stays that of the whole line: what goes on below is set around the same middle.
    title = replace(part_of(row, 0, words), box=row.box) if words < len(row.line.words) else row
    zones.doc_type = kind
    zones.title = [title]
    zones.subject = [row for row in zones.subject if says("subject", row)]
    if mark := without_mark(title.text)[1]:
        zones.marks.setdefault(mark[0], (mark[1], title))
    return [title] if title is row else [title, part_of(row, words, len(row.line.words))]


def _is_letter(zones: Zones) -> bool:
    """Whether the head so far is that of a letter without a title (công văn, Mẫu 1.5)."""
    return bool(zones.number or zones.place_date) and not zones.title


def _take_head_row(row: Row, above: Row | None, zones: Zones) -> bool:
    """Put one row of the letterhead where it belongs; False when the body has begun."""
    if _take_mark(row, zones):
        return True
    if says("motto", row):
        zones.motto_seen = True
    elif says("place_date", row) and not zones.place_date:
        zones.place_date.append(row)
    elif says("subject", row) and not zones.title:
        zones.subject.append(row)
    elif says("number", row) and not zones.number and not zones.title:
        zones.number.append(row)
    elif zones.number and goes_on_right(zones.number[0], row):
        zones.number[0] = joined(zones.number[0], row)
    elif not zones.title and _belongs_to_subject(row, above, zones):
        zones.subject.append(row)
    elif is_upper(row.text) and not zones.title:
        _take_capitals(row, zones)
    elif zones.title or _is_body(row, zones):
        return False
    else:
        zones.noise.append(row)
    return True


def _take_capitals(row: Row, zones: Zones) -> None:
    """Put a line in capitals where it belongs: issuer above the number, trích yếu below the date, noise."""
    below = zones.number or zones.place_date
    if below and in_the_middle(row) and len(row.text.split()) > 2 and _is_below(row, zones):
        zones.subject.append(row)
    elif says("arrival_stamp", row) or below or in_right_column(row) or is_read_twice(row, zones.issuer):
        zones.noise.append(row)
    else:
        zones.issuer.append(row)


def _is_below(row: Row, zones: Zones) -> bool:
    """Whether a row stands below number and date, not beside them, and is no stamp."""
    heads = [head.box.y1 for head in (*zones.number, *zones.place_date) if head.box]
    return row.box is not None and row.box.y0 >= max(heads, default=0.0) and not says("arrival_stamp", row)


def _take_mark(row: Row, zones: Zones) -> bool:
    found = find_mark(row.text)
    if found is None:
        return False
    zones.marks.setdefault(found[0], (found[1], row))
    return True


def _belongs_to_subject(row: Row, above: Row | None, zones: Zones) -> bool:
    """Whether the row goes on with the trích yếu of a công văn or, without "V/v", begins it."""
    if zones.subject:
        return _continues_subject(row, above, zones)
    return bool(zones.number) and not is_upper(row.text) and is_about(row, zones.number)


def _continues_subject(row: Row, above: Row | None, zones: Zones) -> bool:
    """Whether the row goes on with "V/v …": the next line of the same column, without a landmark."""
    last = zones.subject[-1]
    if above is not last or is_upper(row.text) or says("arrival_stamp", row):
        return False
    head = load(ZoneRules).head
    if row.box and last.box:
        return (
            row.box.centre_x < head.subject_middle * row.page_width
            and row.box.y0 - last.box.y1 < head.subject_gap * last.box.height
        )
    long = row.text[:1].isupper() and len(row.text) > load(DocTypes).subject.longest_line
    return not (row.gap or long or says("basis", row))


def _is_body(row: Row, zones: Zones) -> bool:
    """Whether an ordinary row can only be text: the letterhead is over and the row is a wide one."""
    if says("basis", row):
        return True
    begun = zones.place_date or zones.subject or zones.motto_seen or zones.number
    wide = is_wide(row) if row.box else len(row.text) > load(ZoneRules).head.longest_plain
    return bool(begun) and wide


def _read_title_subject(rows: list[Row], start: int, zones: Zones) -> int:
    """The trích yếu below the title of a named document (box 5a); returns the index after it."""
    i = start
    most = load(DocTypes).subject.most_lines
    while i < len(rows) and i - start < most:
        row = rows[i]
        if not says("addressed", row) and (_take_mark(row, zones) or beside(row, rows[start - 1])):
            i += 1
            continue
        if says("addressed", row) or says("basis", row) or says("invites", row) or marker_of(row.text):
            break
        if says("telegram", row):
            return _read_addressees(rows, i, zones)
        if is_upper(row.text) and i > start and not _goes_on_in_capitals(row, zones):
            return i + 1 if _names_authority(row) else i
        if i > start and not is_centred(row, rows[start - 1]):
            row = without_edge_dirt(row)
        goes_on = is_centred(row, rows[start - 1]) or is_within(row, zones.subject[-1:])
        if i > start and (row.gap or not goes_on):
            break
        if issuer_speaks(row.text, _issuer_text(zones)) or (i > start and _is_text_below(row, zones)):
            break
        zones.subject.append(row)
        i += 1
    return i


def _goes_on_in_capitals(row: Row, zones: Zones) -> bool:
    """Whether a trích yếu in capitals goes on with a row: right below it, no office or person who decides."""
    decides = says("position", row) or says("authority", row)
    return not (row.gap or decides) and bool(zones.subject) and all(is_upper(r.text) for r in zones.subject)


def _is_text_below(row: Row, zones: Zones) -> bool:
    """Whether a row below the first one of the trích yếu is a sentence, and as wide as text is."""
    share = load(Addressees).place.wide
    wide = row.box is None or row.box.width > share * row.page_width
    return wide and is_sentence(row.text, _issuer_text(zones))


def _issuer_text(zones: Zones) -> str:
    return " ".join(row.text for row in zones.issuer)


def _names_authority(row: Row) -> bool:
    """“GIÁM ĐỐC SỞ Y TẾ” above the basis of a decision: who decides, not text (Mẫu 1.2, 1.3)."""
    return not title_type(row.text)


def _read_addressees(rows: list[Row], start: int, zones: Zones) -> int:
    """The rows after "Kính gửi:" up to the text; returns the index after them."""
    edges = text_edges(rows[start:], rows[start].page)
    issuer = _issuer_text(zones)
    last = min(len(rows), start + load(Addressees).most_rows)
    i = start
    while i < last:
        row = rows[i]
        if i > start:
            if says("aside", row):
                i += 1
                break
            if _take_mark(row, zones):
                i += 1
                continue
            following = rows[i + 1] if i + 1 < len(rows) else None
            stamped = beside(row, rows[start]) and not is_name_or_text(row, issuer)
            if stamped or goes_on_below(row, following, zones.addressees):
                zones.noise.append(row)
                i += 1
                continue
            if list_is_over(row, zones.addressees, edges, issuer):
                break
        zones.addressees.append(row)
        i += 1
    return _give_back(rows, start, i, zones)


def _give_back(rows: list[Row], start: int, end: int, zones: Zones) -> int:
    """The index after the addressees, once what no name holds is text again."""
    text = text_among_names(zones.addressees)
    if text is None:
        zones.unsure_names = doubtful_names(zones.addressees)
        return end
    at = next(i for i in range(start, end) if rows[i] is text)
    zones.unsure_names = rows[at:end]
    # The line of "Kính gửi" itself belongs to both: nobody can tell where in it the text begins.
    zones.addressees = [row for row in rows[start : max(at, start + 1)] if row in zones.addressees]
    return at


def _read_foot(rows: list[Row], zones: Zones) -> None:
    """Split what stands from "Nơi nhận" on: recipients, signature block, and the pages after it."""
    if not rows:
        return
    page = rows[0].page
    in_signature = not (says("recipients", rows[0]) or marker_of(rows[0].text))
    level = [row for row in rows if row.page == page and not row.line.angle]
    left = min((row.box.x0 for row in level if row.box), default=0.0)
    listed = any(says("recipients", row) or says("archive", row) for row in rows)
    # Only two columns that stand side by side can be told by their place.
    placed = listed and any(_is_right(row, left) for row in level)
    attached = annex_below(rows) or rows[annex_start(rows) :]
    taken = set(map(id, attached))
    rows = [row for row in rows if id(row) not in taken]
    zones.after = [*footnotes(rows), *attached]
    for row in rows:
        if row in zones.after:
            continue
        if (row.page != page or row.line.angle) and (zones.signature or zones.recipients):
            zones.after.append(row)
            continue
        if placed and row.box is not None:
            (zones.signature if _is_right(row, left) else zones.recipients).append(row)
            continue
        if not in_signature and zones.recipients and _begins_signature(row, zones.recipients):
            in_signature = True
        (zones.signature if in_signature else zones.recipients).append(row)


def _take_text_from_foot(zones: Zones) -> None:
    """A deadline among the recipients or below the signature is text: a note, an annex on the same page."""
    for part in (zones.recipients, zones.signature):
        text = notes_with_deadline(part)
        zones.body += text
        taken = set(map(id, text))
        part[:] = [row for row in part if id(row) not in taken]


def _is_right(row: Row, left: float) -> bool:
    """Whether a row stands in the right column of a foot whose left one begins at `left`, in points."""
    if row.box is None:
        return False
    # Specks before a name make its row begin further left; its middle still lies right.
    foot = load(ZoneRules).foot
    begins, middle = left + foot.right_begins * row.page_width, left + foot.right_middle * row.page_width
    return row.box.x0 > begins or row.box.centre_x > middle


def _begins_signature(row: Row, recipients: list[Row]) -> bool:
    if row.box and recipients[0].box:
        right_of = recipients[0].box.x0 + load(ZoneRules).foot.right_begins * row.page_width
        return row.box.x0 > right_of or (is_upper(row.text) and says("authority", row))
    listed = row.text.lstrip().startswith(("-", "–", "+", "~"))
    position = says("position", row) and len(row.text.split()) < 4 and marker_of(recipients[-1].text) is not None
    return not listed and (is_upper(row.text) or says("authority", row) or position or _list_is_over(recipients))


def _list_is_over(recipients: list[Row]) -> bool:
    """The list ends with "- Lưu: …" (Phụ lục I, box 9b)."""
    return says("archived", recipients[-1])
