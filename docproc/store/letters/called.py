"""What a letter is called in a sentence."""

from __future__ import annotations

from docproc.messages import _
from docproc.store.schema import StoredLetter


def called(letter: StoredLetter) -> str:
    """A letter by its number of arrival; one of an archive, which has none, by its own number and symbol."""
    if letter.archived_on is None:
        return _("letter no. {number}/{year}", number=letter.arrival_number, year=letter.year)
    code = "/".join(filter(None, (letter.number, letter.symbol)))
    return _("letter {code} of the archive {book}", code=code or f"id {letter.id}", book=letter.book)
