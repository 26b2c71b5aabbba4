"""The full-text index: every word of a letter twice, as written and without marks.

SQLite has it in FTS5 (`letter_fts`, contentless: the text itself is in `letter_texts`), PostgreSQL in two
tsvector columns of `letter_texts`. Both get the same words, parted here, so that both find the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from docproc.language.normalise import fold, normalise
from docproc.letter import Letter
from docproc.store.schema import LetterText

_WORD = re.compile(r"[^\W_]+")
# A tsvector holds at most 1 MB (PostgreSQL, 12.9 Limitations); this many letters stay well below.
_LONGEST = 1_000_000
_COLUMNS = "rowid, head, body, head_folded, body_folded"
_VALUES = ":id, :head, :body, :head_folded, :body_folded"
_ADD = f"INSERT INTO letter_fts ({_COLUMNS}) VALUES ({_VALUES})"
_REMOVE = f"INSERT INTO letter_fts (letter_fts, {_COLUMNS}) VALUES ('delete', {_VALUES})"  # FTS5, 4.3.1
_TSVECTORS = """
UPDATE letter_texts SET
    exact = setweight(to_tsvector('simple', :head), 'A') || to_tsvector('simple', :body),
    folded = setweight(to_tsvector('simple', :head_folded), 'A') || to_tsvector('simple', :body_folded)
WHERE letter_id = :id"""


def words_of(written: str) -> list[str]:
    """The words of a text as they are indexed: NFC, lower case, without punctuation."""
    return _WORD.findall(normalise(written).lower())


def index_letter(session: Session, letter_id: int, letter: Letter, pages: Sequence[str]) -> None:
    """Store the words of a letter for search, in place of earlier ones."""
    head = _head(letter)
    body = normalise("\n".join(pages)).replace("\x00", "")[:_LONGEST]
    known = session.get(LetterText, letter_id)
    sqlite = session.get_bind().dialect.name == "sqlite"
    if known is None:
        session.add(LetterText(letter_id=letter_id, head=head, body=body))
    else:
        if sqlite:
            session.execute(text(_REMOVE), _columns(letter_id, known.head, known.body))
        known.head, known.body = head, body
    session.flush()
    session.execute(text(_ADD if sqlite else _TSVECTORS), _columns(letter_id, head, body))


def _head(letter: Letter) -> str:
    header = letter.header
    numbered = "/".join(part for part in (header.number, header.symbol) if part)
    parts = (header.doc_type, numbered, header.issuer, header.subject, letter.signer.name)
    return normalise("\n".join(part for part in parts if part))


def _columns(letter_id: int, head: str, body: str) -> dict[str, str | int]:
    head, body = " ".join(words_of(head)), " ".join(words_of(body))
    return {"id": letter_id, "head": head, "body": body, "head_folded": fold(head), "body_folded": fold(body)}
