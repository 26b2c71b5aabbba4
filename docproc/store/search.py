"""Full-text search over the register, one function for SQLite and PostgreSQL.

A word without marks finds it with any marks (`phong nong nghiep` finds Phòng Nông nghiệp); a word with marks
finds it as written. When nothing has the words as written, marks are set aside: scans lose them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    TextClause,
    and_,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from docproc.language.normalise import fold, normalise
from docproc.store.fulltext import words_of
from docproc.store.schema import LetterText, StoredLetter, StoredTask

_PHRASES = re.compile(r'"([^"]*)"?|([^\s"]+)')
_RANKED = 2000  # the newest so many matches are ranked: a word of every letter must not cost a look at each
_WEIGHTS = "10.0, 1.0, 10.0, 1.0"  # bm25: a word in the head counts ten times one in the body
_FTS = table("letter_fts", column("rowid"))
_ROWID: ColumnElement[int] = _FTS.c.rowid
_AROUND = 80  # letters shown on each side of the first word found
_WINDOW = 600  # letters of a text on each side of the first word found that are looked at closely
_SHORTEST_BEGINNING = 3  # letters from which on the last word may be the beginning of one
_BEGINNING = "*"  # after the last word of a phrase: the beginning of a word, which FTS5 writes so, too
# The text of a letter is folded once: the cache of `fold` is for words.
_folded: Callable[[str], str] = fold.__wrapped__
_LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
_SAME = {plain: "".join(sign for sign in _LETTERS if fold(sign) == plain) for plain in set(map(fold, _LETTERS))}


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `words`: all must be there, "in quotes" side by side; the rest narrows it down.

    `issuer`, `assignee`: a part of the name, with or without marks. `due_to`: a task due on that day or before.
    Days are included.
    """

    words: str = ""
    arrived_from: Date | None = None
    arrived_to: Date | None = None
    issuer: str | None = None
    doc_type: str | None = None
    assignee: str | None = None
    status: str | None = None
    due_from: Date | None = None
    due_to: Date | None = None
    book: str | None = None
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A letter found: its id, how well it fits (higher is better), and a passage with the places of the words.

    `marks` are pairs of offsets into `passage`.
    """

    letter_id: int
    score: float
    passage: str
    marks: tuple[tuple[int, int], ...]


def search(session: Session, query: Query) -> list[Hit]:
    """The letters that fit, best first; without words the newest first."""
    phrases = _phrases(query.words)
    if query.words.strip() and not phrases:
        return []
    if not phrases:
        newest = select(StoredLetter.id).where(*_filters(query)).order_by(StoredLetter.id.desc())
        ids = session.scalars(newest.limit(query.limit).offset(query.offset))
        return [_hit(session, letter_id, 0.0, []) for letter_id in ids]
    found = _ranked(session, phrases, query)
    if not found:
        phrases = [[fold(word) for word in phrase] for phrase in phrases]
        found = _ranked(session, phrases, query)
    return [_hit(session, letter_id, score, phrases) for letter_id, score in found]


def excerpt(written: str, phrases: Sequence[Sequence[str]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The passage of a text around the first phrase found, in one line, and where the phrases stand in it."""
    flat = " ".join(written.split())
    plain, lower = _folded(flat), flat.lower()
    if len(lower) != len(flat):
        lower = flat
    spans = sorted(span for phrase in phrases for span in _spans(plain, lower, phrase))
    start = max(0, spans[0][0] - _AROUND) if spans else 0
    start = flat.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(flat), (spans[0][1] if spans else 0) + 2 * _AROUND)
    end = max(flat.find(" ", end), end) if end < len(flat) else end
    marks = tuple((a - start, b - start) for a, b in spans if a >= start and b <= end)
    return flat[start:end], marks


def passage_of(head: str, body: str, phrases: Sequence[Sequence[str]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """As `excerpt`, of the text of a letter or, where the words do not stand there, of its head; however long the
    text is, only what lies around the first phrase found is looked at closely.
    """
    sought = re.compile("|".join(map(_loosely, phrases)), re.IGNORECASE)
    for written in (body, head):
        if found := sought.search(written):
            start = max(0, found.start() - _WINDOW)
            start = written.find(" ", start, found.start()) + 1 if start else 0
            return excerpt(written[start : found.end() + _WINDOW], phrases)
    return excerpt(body[:_WINDOW], [])


def phrases_of(words: str, is_typing: bool = False) -> list[list[str]]:
    """The phrases that are looked for, each as its words.

    `is_typing`: the last word may be the beginning of one.
    """
    phrases = _phrases(normalise(words))
    is_open = words[-1:].isalnum() and len(phrases[-1][-1]) >= _SHORTEST_BEGINNING if phrases else False
    if is_typing and is_open:
        phrases[-1][-1] += _BEGINNING
    return phrases


def without_marks(phrases: list[list[str]]) -> list[list[str]]:
    """The same phrases for texts whose marks were lost."""
    return [[fold(word) for word in phrase] for phrase in phrases]


def with_words(
    session: Session, wanted: Select[*tuple[Any, ...]], phrases: list[list[str]]
) -> tuple[Select[*tuple[Any, ...]], ColumnElement[int]]:
    """A query of letters narrowed down to those with all phrases, and the column of their ids to order it by.

    In the order of the ids the index is walked through from one end, and only as far as needed.
    """
    if session.get_bind().dialect.name != "sqlite":
        fits = [words.op("@@")(sought) for words, sought in _tsqueries(phrases)]
        narrowed = wanted.join(LetterText, LetterText.letter_id == StoredLetter.id).where(*fits)
        return narrowed, StoredLetter.__table__.c.id
    # The `+` keeps SQLite from looking every letter up in the index.
    return wanted.join(_FTS, text("letters.id = +letter_fts.rowid")).where(_matches(phrases)), _ROWID


def _phrases(words: str) -> list[list[str]]:
    parts = (quoted or single for quoted, single in _PHRASES.findall(words))
    return [found for part in parts if (found := words_of(part))]


def _marked(word: str) -> bool:
    return fold(word) != word


def _loosely(phrase: Sequence[str]) -> str:
    """A pattern for a phrase in a text as written: with any marks where the word has none."""
    return r"(?<![^\W_])" + r"[\W_]+".join(map(_letters_of, phrase)) + _end_of(phrase)


def _letters_of(word: str) -> str:
    bare = word.removesuffix(_BEGINNING)
    return re.escape(bare) if _marked(bare) else "".join(f"[{_SAME.get(sign, re.escape(sign))}]" for sign in bare)


def _end_of(phrase: Sequence[str]) -> str:
    return "" if phrase[-1].endswith(_BEGINNING) else r"(?![^\W_])"


def _ranked(session: Session, phrases: list[list[str]], query: Query) -> list[tuple[int, float]]:
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    wanted = _sqlite(session, phrases, query) if on_sqlite else _postgresql(phrases, query)
    rows = session.execute(wanted.limit(query.limit).offset(query.offset))
    return [(row[0], float(row[1])) for row in rows]


def _sqlite(session: Session, phrases: list[list[str]], query: Query) -> Select[int, float]:
    allowed = _allowed(session, query)
    fitting = select(_ROWID).select_from(_FTS).where(_matches(phrases), *_among(allowed))
    floor = 0
    if allowed is None or len(allowed) > _RANKED:
        floor = session.scalar(fitting.order_by(_ROWID.desc()).limit(1).offset(_RANKED)) or 0
    score: ColumnElement[float] = literal_column(f"-bm25(letter_fts, {_WEIGHTS})").label("score")
    return fitting.add_columns(score).where(floor <= _ROWID).order_by(text("score DESC"), _ROWID.desc())


def _matches(phrases: list[list[str]]) -> TextClause:
    match = " AND ".join(map(_fts_phrase, phrases))
    return text("letter_fts MATCH :match").bindparams(match=match)


def _allowed(session: Session, query: Query) -> Sequence[int] | None:
    """The ids of the letters that the filters allow; None when there are no filters."""
    filters = _filters(query)
    return session.scalars(select(StoredLetter.id).where(*filters)).all() if filters else None


def _among(allowed: Sequence[int] | None) -> list[ColumnElement[bool]]:
    """These letters, for FTS5, which looks up a row by its id slowly but walks through a range of ids fast.

    So their first and last are the range that is walked through, and each match is looked up in the set of them
    (the `+` keeps SQLite from asking FTS5 for each).
    """
    if allowed is None:
        return []
    members = text("+letter_fts.rowid IN (SELECT value FROM json_each(:allowed))")
    range_of_ids = _ROWID.between(min(allowed, default=0), max(allowed, default=0))
    return [range_of_ids, members.bindparams(allowed=json.dumps(list(allowed)))]  # type: ignore[list-item]


def _fts_phrase(phrase: list[str]) -> str:
    columns = "{head body}" if any(map(_marked, phrase)) else "{head_folded body_folded}"
    words = " ".join(phrase)
    return f'{columns} : "{words.removesuffix(_BEGINNING)}"{_BEGINNING if words.endswith(_BEGINNING) else ""}'


def _postgresql(phrases: list[list[str]], query: Query) -> Select[int, float]:
    asked = _tsqueries(phrases)
    fitting = (
        select(StoredLetter.id)
        .join(LetterText, LetterText.letter_id == StoredLetter.id)
        .where(*(words.op("@@")(sought) for words, sought in asked), *_filters(query))
        .order_by(StoredLetter.id.desc())
        .limit(_RANKED)
        .subquery()
    )
    score = sum((func.ts_rank_cd(words, sought) for words, sought in asked), literal(0.0)).label("score")
    ranked = select(fitting.c.id, score).join(LetterText, LetterText.letter_id == fitting.c.id)
    return ranked.order_by(score.desc(), fitting.c.id.desc())


def _tsqueries(phrases: list[list[str]]) -> list[tuple[ColumnElement[Any], ColumnElement[Any]]]:
    """The columns that are asked, each with what is looked for in it."""
    exact = [phrase for phrase in phrases if any(map(_marked, phrase))]
    folded = [phrase for phrase in phrases if phrase not in exact]
    return [
        (literal_column(name), func.to_tsquery(literal_column("'simple'"), _tsquery(found)))
        for name, found in (("exact", exact), ("folded", folded))
        if found
    ]


def _tsquery(phrases: list[list[str]]) -> str:
    return " & ".join("(" + " <-> ".join(map(_tsword, phrase)) + ")" for phrase in phrases)


def _tsword(word: str) -> str:
    bare = word.removesuffix(_BEGINNING)
    return f"'{bare}':*" if bare != word else f"'{bare}'"


def _filters(query: Query) -> list[ColumnElement[bool]]:
    letter = StoredLetter
    wanted = [
        letter.arrived_on >= query.arrived_from if query.arrived_from else None,
        letter.arrived_on <= query.arrived_to if query.arrived_to else None,
        letter.book == query.book if query.book else None,
        letter.doc_type == query.doc_type if query.doc_type else None,
        letter.issuer_folded.contains(fold(query.issuer), autoescape=True) if query.issuer else None,
        _has_task(query),
    ]
    return [one for one in wanted if one is not None]


def _has_task(query: Query) -> ColumnElement[bool] | None:
    task = StoredTask
    wanted = [
        task.assignees_folded.contains(fold(query.assignee), autoescape=True) if query.assignee else None,
        task.status == query.status if query.status else None,
        task.due >= query.due_from if query.due_from else None,
        task.due <= query.due_to if query.due_to else None,
    ]
    asked = [one for one in wanted if one is not None]
    if not asked:
        return None
    has_one = StoredLetter.id.in_(select(task.letter_id).where(task.dropped.is_(False), *asked))
    return and_(StoredLetter.void_reason.is_(None), has_one)


def _hit(session: Session, letter_id: int, score: float, phrases: list[list[str]]) -> Hit:
    found = session.get_one(LetterText, letter_id)
    passage, marks = excerpt(found.body, phrases)
    if phrases and not marks:
        passage, marks = excerpt(found.head, phrases)
    return Hit(letter_id, score, passage, marks)


def _spans(plain: str, lower: str, phrase: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words of a phrase stand side by side: as written when they have marks, else in the plain text."""
    inside = lower if any(map(_marked, phrase)) else plain
    words = (re.escape(word.removesuffix(_BEGINNING)) for word in phrase)
    pattern = r"(?<![^\W_])" + r"[\W_]+".join(words) + _end_of(phrase)
    return [match.span() for match in re.finditer(pattern, inside)]
