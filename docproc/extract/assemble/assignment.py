"""Tasks from assignment tables: "STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Sản phẩm"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date as Date
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Literal

from docproc.extract.assemble.date_doubts import date_doubts
from docproc.extract.assemble.days_named import last_day_named, other_letters
from docproc.extract.assemble.rules.tasks import Tasks
from docproc.extract.assemble.tasks import deadline_from
from docproc.extract.layout.blocks import Body
from docproc.extract.layout.rows import Row
from docproc.extract.layout.tables import PlacedWord, Record, assignment_tables
from docproc.extract.mentions.names import as_running_text
from docproc.extract.mentions.nlp import analyse, dates_of
from docproc.extract.mentions.office_lists import each_of
from docproc.extract.mentions.offices import office_phrase, scope_of
from docproc.extract.mentions.same_office import without
from docproc.extract.mentions.vocabulary import vocabulary_of
from docproc.language.normalise import fold
from docproc.letter import Deadline, Doubt, Evidence, LeadSource, Office, Task
from docproc.messages import mark
from docproc.page import Word
from docproc.rules import load

if TYPE_CHECKING:
    from spacy.tokens import Doc

Kind = Literal["action", "report", "attend", "prohibition", "continuing"]
_UNCLEAR = mark("The time {text} in the table could not be read as a deadline")
_INHERITED = mark("The row of the table names nobody; the office that heads its group was taken")
# What begins an item in a cell of several, and what the day beside each ends with: "- Tháng 4/2024".
_BULLET = re.compile(r"[-–—+•*]")
_YEAR = re.compile(r"(?:19|20)\d\d[;.,]?$")
_ADDRESSED = mark("The table names nobody; those the letter is addressed to were taken")


def tasks_from_tables(
    rows: list[Row],
    issued: Date | None,
    first: int = 0,
    addressed: Sequence[Office] = (),
    doc_type: str | None = None,
) -> tuple[list[Task], list[Doubt]]:
    """The tasks of all assignment tables among the rows of a letter, and the doubts about them.

    `issued` is the date of the letter; `first` is how many tasks of the letter come before these, for the
    ids (from first + 1) and the fields of the doubts. A row that names nobody has the lead of the heading above
    it; in a table without a column for that, which names nobody anywhere, those the letter is `addressed` to.
    In kinds of letters (`doc_type`) that report, propose or invite, a table must say who and when.
    """
    tasks: list[Task] = []
    doubts: list[Doubt] = []
    for table in assignment_tables(rows):
        both, named = table.columns.both, table.columns.has("lead")
        if doc_type in load(Tasks).tables.strict_in and not (named and table.columns.has("deadline")):
            continue
        for record in chain.from_iterable(_apart(record) for record in table.records):
            index = first + len(tasks)
            task, reasons = task_of_record(record, issued, index, both=both, told=not table.columns.assigning)
            if task is None:
                continue
            if addressed and not task.lead and not named:
                task = task.model_copy(update={"lead": list(addressed), "lead_from": "addressees"})
                reasons.append(_inferred(index, _ADDRESSED, task.evidence))
            tasks.append(task)
            doubts += reasons
    return tasks, doubts


def task_of_record(
    record: Record, issued: Date | None, index: int, both: bool = False, told: bool = False
) -> tuple[Task | None, list[Doubt]]:
    """The task that a row says and the doubts about it; None when it names neither who nor when.

    `index` counts the tasks of the letter before it; `both`: one column holds lead and partners; `told`: the
    table has no columns for who and when, so that only what tells an office in its own words is a task.
    """
    content = _cell(record.cells["content"])
    text = load(Tasks).tables.bullet.regex.sub("", content.text).strip(" ;,")
    if not text:
        return None, []
    doc = analyse(content.text, issued)
    leads, partners = _assignees(record, both)
    source: LeadSource = "column" if leads else "item"
    own = leads or told_offices(doc, content)
    inferred = not own
    if not leads and own:
        partners = partners or _partners_told(doc, content)
    leads = own or _leads_above(record)
    if inferred:
        source = "heading" if leads else "none"
    deadline, recurrence, doubts = _due(record, doc, content, issued, f"tasks[{index}].deadline")
    if not (own if told else leads or deadline or recurrence):
        return None, []
    evidence = content.evidence(0, len(content.text))
    if inferred and leads:
        doubts.append(_inferred(index, _INHERITED, evidence))
    detail = record.text("detail")
    confidences = [e.confidence for e in evidence]
    confidences += [e.confidence for office in leads for e in office.evidence]
    confidences += [e.confidence for e in deadline.evidence] if deadline else []
    task = Task(
        id=str(index + 1),
        page=record.cells["content"][0][0],
        text=f"{text} | {detail}" if detail else text,
        kind=_kind(text),
        lead=leads,
        lead_from=source,
        coordinate=without(partners, leads),
        deadline=deadline,
        recurrence=recurrence,
        deliverable=record.text("product") or None,
        confidence=round(min(confidences), 3),
        evidence=evidence,
    )
    return task, doubts


def _inferred(index: int, message: str, evidence: list[Evidence]) -> Doubt:
    return Doubt(field=f"tasks[{index}].lead", code="lead_inferred", message=message, evidence=evidence)


def told_offices(doc: Doc, content: Body) -> list[Office]:
    """The offices that a text tells to do something: "giao Sở X …", "đề nghị các xã …"."""
    for _, after in sorted(vocabulary_of(doc).at["cues"].items()):
        phrase = office_phrase(doc, after, len(doc), free=True)
        if phrase is not None:
            return [_office(doc, content, start, end) for start, end in phrase.parts]
    return []


def _partners_told(doc: Doc, content: Body) -> list[Office]:
    """The offices with which a text tells somebody to work: "phối hợp với Sở Y"."""
    found = []
    for _, after in sorted(vocabulary_of(doc).at["partners"].items()):
        phrase = office_phrase(doc, after, len(doc), free=True)
        if phrase is not None:
            found += [_office(doc, content, start, end) for start, end in phrase.parts]
    return without(found, [])


def _leads_above(record: Record) -> list[Office]:
    """The office that is the nearest heading above a row, without its number and what brackets add."""
    heading = load(Tasks).tables.heading.regex
    for words in record.above:
        cell = _cell(words)
        match = heading.match(cell.text)
        named = _words_between(words, cell, *match.span("who")) if match else []
        if named and _is_office(named):
            return _offices(named)
    return []


def _apart(record: Record) -> list[Record]:
    """The row as it is, or one for each of its bullets where as many days stand beside them."""
    content = record.cells.get("content", [])
    days = _pieces_ending(record.cells.get("deadline", []), _YEAR)
    offsets = list(accumulate((len(word.text) + 1 for _, word in content), initial=0))
    lines = _line_starts(content)
    starts = [at for at, (_, word) in enumerate(content) if offsets[at] in lines and _BULLET.match(word.text)]
    if len(starts) < 2 or len(starts) != len(days) or starts[0] > 0:
        return [record]
    parts = [content[start:stop] for start, stop in pairwise([*starts, len(content)])]
    return [
        replace(record, cells={**record.cells, "content": part, "deadline": day})
        for part, day in zip(parts, days, strict=True)
    ]


def _pieces_ending(words: list[PlacedWord], end: re.Pattern[str]) -> list[list[PlacedWord]]:
    """The words in pieces that each end with a word of that form, bullets left out; none when words are left."""
    pieces: list[list[PlacedWord]] = [[]]
    for placed in words:
        if not _BULLET.fullmatch(placed[1].text):
            pieces[-1].append(placed)
        if end.search(placed[1].text):
            pieces.append([])
    return pieces[:-1] if not pieces[-1] else []


def _cell(words: list[PlacedWord]) -> Body:
    """The text of a cell, words joined by blanks, with the way back to the words."""
    starts, parts, length = [], [], 0
    for _page, word in words:
        starts.append(length)
        parts.append(word.text)
        length += len(word.text) + 1
    return Body(" ".join(parts), (), tuple(starts), tuple(words))


def _kind(text: str) -> Kind:
    kinds = load(Tasks).kinds
    opening = f" {' '.join(text.lower().split()[: kinds.opening])} "
    if any(f" {word} " in opening for word in kinds.prohibition):
        return "prohibition"
    if any(word in text.lower() for word in kinds.attend):
        return "attend"
    if any(opening.startswith(f" {word} ") for word in kinds.report):
        return "report"
    return "continuing" if any(f" {word} " in opening for word in kinds.continuing) else "action"


def _assignees(record: Record, both: bool) -> tuple[list[Office], list[Office]]:
    """The offices that lead and those that coordinate, from their cells."""
    lead, together = _at_partner(record.cells.get("lead", []))
    leads = _offices(lead)
    partners = _offices(together) + _offices(record.cells.get("coordinate", []))
    if both and not together and len(leads) > 1:
        # One column for both kinds: the first office leads (order of the heading "chủ trì, phối hợp").
        leads, partners = leads[:1], leads[1:] + partners
    return leads, without(partners, leads)


def _at_partner(words: list[PlacedWord]) -> tuple[list[PlacedWord], list[PlacedWord]]:
    """The words of a lead cell before and after "phối hợp với"; none after when it does not say so."""
    rules = load(Tasks).tables
    cell = _cell(words)
    match = rules.partner.regex.search(fold(cell.text))
    before = cell.text[: match.start()] if match else cell.text
    lead = fold(before)
    around = [(m.start(), m.end()) for m in rules.lead_words.regex.finditer(lead)]
    start = next((end for begin, end in around if begin == 0), 0)
    end = next((begin for begin, _ in around if begin > 0), len(lead))
    if match and not before[start:end].strip(" ,;"):
        return words, []
    after = _words_between(words, cell, match.end(), len(cell.text)) if match else []
    return _words_between(words, cell, start, end), after


def _words_between(words: list[PlacedWord], cell: Body, start: int, end: int) -> list[PlacedWord]:
    at = 0
    chosen = []
    for page, word in words:
        if start <= at < end:
            chosen.append((page, word))
        at += len(word.text) + 1
    return chosen


def _is_office(words: list[PlacedWord]) -> bool:
    """Whether the words are the name of an office from beginning to end."""
    doc = analyse(_cell(words).text, None)
    phrase = office_phrase(doc, 0, len(doc), free=False) if len(doc) else None
    return phrase is not None and all(token.is_punct for token in doc[phrase.end :])


def _offices(words: list[PlacedWord]) -> list[Office]:
    """The offices of a cell: split at semicolons, at lines that begin with an office, and by the grammar."""
    if not words:
        return []
    cell = _cell(words)
    doc = analyse(cell.text, None)
    found = []
    for start, stop in _pieces(doc, words):
        phrase = office_phrase(doc, start, stop, free=True)
        whole = phrase is not None and all(t.is_punct for t in doc[phrase.end : stop])
        for a, b in phrase.parts if phrase is not None and whole else ((start, stop),):
            office = _office(doc, cell, a, b)
            each = each_of(office.name) if office.name else []
            scope = office.scope if len(each) == 1 else "named"
            found += [office.model_copy(update={"name": one, "scope": scope}) for one in each]
    return found


def _office(doc: Doc, cell: Body, start: int, end: int) -> Office:
    """The office of the tokens from `start` to before `end`."""
    span = doc[start:end]
    name = as_running_text(span.text.strip(' ,;:.–-“”"'))
    evidence = cell.evidence(span.start_char, span.end_char)
    return Office(name=name, scope=scope_of(name, doc, start), evidence=evidence)


def _pieces(doc: Doc, words: list[PlacedWord]) -> Iterator[tuple[int, int]]:
    """Token ranges of the cell that are offices of their own."""
    fewest = load(Tasks).tables.fewest_words
    lines = _line_starts(words)
    start = 0
    for i, token in enumerate(doc):
        bullet = token.text in {"-", "+", "–", "•"} and token.idx in lines
        new_line = (
            token.idx in lines
            and i - start >= fewest
            and doc[i - 1].text not in {",", "-", "–", "và", "&"}
            and token.text[:1].isupper()
            and office_phrase(doc, i, len(doc)) is not None
        )
        if token.text == ";" or bullet:
            if i > start:
                yield start, i
            start = i + 1
        elif new_line:
            yield start, i
            start = i
    if start < len(doc):
        yield start, len(doc)


def _line_starts(words: list[PlacedWord]) -> set[int]:
    """Offsets in the text of a cell where a printed line begins; without boxes only the first."""
    starts, at = {0}, 0
    above: Word | None = None
    for _page, word in words:
        if above is not None and above.box and word.box and word.box.x0 < above.box.x0:
            starts.add(at)
        at += len(word.text) + 1
        above = word
    return starts


def _due(
    record: Record, doc: Doc, content: Body, issued: Date | None, where: str
) -> tuple[Deadline | None, str | None, list[Doubt]]:
    """Deadline, recurrence and doubts of a row: from its column, else its text, its note, or a period above."""
    deadline, recurrence, doubts = _deadline(record.cells.get("deadline", []), issued, where)
    if deadline or recurrence:
        return deadline, recurrence, doubts
    note = _cell(record.cells.get("note", []))
    for cell, said in ((content, doc), (note, analyse(note.text, issued))):
        mention = next((m for m in dates_of(said) if m.role == "deadline" and (m.due or not m.rrule)), None)
        if mention is not None:
            deadline = deadline_from(mention, cell)
            return deadline, None, date_doubts(mention, deadline, where)
    most = load(Tasks).tables.heading_letters
    for words in record.above:
        cell = _cell(words)
        mentions = [m for m in dates_of(analyse(cell.text, issued)) if m.due or m.last]
        mention = next((m for m in mentions if m.due), None) or last_day_named(mentions, cell.text)
        if mention is not None and other_letters(mentions, cell.text) <= most:
            deadline = deadline_from(mention, cell)
            return deadline, None, date_doubts(mention, deadline, where)
    return None, None, []


def _deadline(
    words: list[PlacedWord], issued: Date | None, where: str
) -> tuple[Deadline | None, str | None, list[Doubt]]:
    """Deadline, recurrence and doubts from the cell of the deadline."""
    if not words:
        return None, None, []
    cell = _cell(words)
    mentions = dates_of(analyse(cell.text, issued))
    evidence = cell.evidence(0, len(cell.text))
    recurrence = next((m.text for m in mentions if m.type in ("recurring", "continuous")), None)
    deadlines = [m for m in mentions if m.role == "deadline"]
    mention = next((m for m in deadlines if m.due), deadlines[0] if deadlines else None)
    if mention is None and recurrence is None:
        mention = last_day_named(mentions, cell.text)
    if mention is not None:
        deadline = deadline_from(mention, cell)
        return deadline, recurrence, date_doubts(mention, deadline, where)
    if mentions and all(m.type == "period_start" for m in mentions):
        return None, recurrence, []  # "Từ quý III/2024": a beginning is no deadline
    if recurrence is not None or not any(c.isdigit() for c in cell.text):
        # "Theo kế hoạch của tỉnh", "Thường xuyên": words without a day.
        unread = None if recurrence else Deadline(text=cell.text, type="none", evidence=evidence)
        return unread, recurrence, []
    details: dict[str, str | int] = {"text": cell.text}
    doubt = Doubt(field=where, code="date_unclear", message=_UNCLEAR, details=details, evidence=evidence)
    return Deadline(text=cell.text, type="none", evidence=evidence), None, [doubt]
