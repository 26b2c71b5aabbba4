"""Which words of a line are the name of a place that exists as it stands: they are never repaired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docproc.language.gazetteer import KINDS, is_known_place
from docproc.language.pieces import BLANK, WORD, Piece

_KINDS = frozenset(KINDS.split("|"))
_LONGEST = 6


def place_words(number: int, pieces: Sequence[Piece]) -> Iterator[tuple[tuple[int, int], str]]:
    """The words of each name behind the kind of its place ("xã Quang Bình"), by line and place in it.

    `number` is that of the line. Kind and name must stand with their marks and capitals: "xa Quang Binh" is none.
    """
    words = [at for at, piece in enumerate(pieces) if piece.kind == WORD]
    for first in range(1, len(words)):
        if _ends_kind(pieces, words[max(0, first - 2) : first]):
            for at in _name(pieces, words[first : first + _LONGEST], words[first - 1]):
                yield (number, at), pieces[at].text


def _ends_kind(pieces: Sequence[Piece], words: Sequence[int]) -> bool:
    """Whether the last of the words ends the kind of a place ("xã", "thị trấn")."""
    return any(" ".join(pieces[at].text for at in words[-n:]).lower() in _KINDS for n in (1, 2))


def _name(pieces: Sequence[Piece], words: Sequence[int], before: int) -> Sequence[int]:
    """The first of the words, as many as are a place that exists; blanks and a hyphen may stand between them."""
    for end in range(len(words), 0, -1):
        inside = pieces[before + 1 : words[end - 1] + 1]
        joined = all(piece.kind in (WORD, BLANK) or piece.text == "-" for piece in inside)
        titled = all(pieces[at].text[:1].isupper() for at in words[:end])
        if joined and titled and is_known_place("".join(piece.text for piece in inside)):
            return words[:end]
    return ()
