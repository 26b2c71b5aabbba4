"""Text as the language model sees it: words in lower case, and a few marks for all the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docproc.language.syllables import one_spelling

UNKNOWN, STOP, COMMA, NUMBER = "<unk>", "<stop>", "<comma>", "<num>"
MARKS = (UNKNOWN, STOP, COMMA, NUMBER)

_PIECE = re.compile(r"(?P<number>\S*\d\S*)|(?P<word>[^\W\d_]+)|(?P<comma>,)|(?P<stop>[.;:!?])")
_END_OF_NUMBER = re.compile(r"[,.;:!?)\"”]*$")


def units(line: str) -> Iterator[str]:
    """The units of a line of right text in NFC: words lower-cased and spelt one way, marks for the rest.

    Anything with a digit in it is one NUMBER.
    """
    for match in _PIECE.finditer(line):
        match match.lastgroup:
            case "word":
                yield one_spelling(match[0].lower())
            case "number":
                yield NUMBER
                tail = _END_OF_NUMBER.search(match[0])
                if tail and tail[0]:
                    yield COMMA if tail[0][-1] == "," else STOP
            case "comma":
                yield COMMA
            case _:
                yield STOP
