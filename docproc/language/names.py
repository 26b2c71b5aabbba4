"""Which words of a line look like a person's name: a family name and two to four more words with a capital."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from docproc.language.normalise import fold
from docproc.language.rules.person_names import PersonNames
from docproc.rules import load

_FEWEST, _MOST = 3, 5  # names of two words are as often something else ("Hà Nội"); none in use has more than five
_SIGNS = ".,;:()\"'“”-"


@cache
def _family_names() -> frozenset[str]:
    return frozenset(map(fold, load(PersonNames).family_names))


def parts_of_names(words: Sequence[str]) -> list[int]:
    """The places of words that look like parts of names. Blanks may stand between words and do not count."""
    out: list[int] = []
    run: list[int] = []
    for at, word in [*enumerate(words), (len(words), "")]:
        if word.isspace():
            continue
        core = word.strip(_SIGNS)
        capital = core[:1].isupper() and core[1:].islower() and core.isalpha()
        if capital and (run or fold(core) in _family_names()):
            run.append(at)
        ends = not capital or word[-1:] in _SIGNS
        if run and ends:
            out.extend(run if _FEWEST <= len(run) <= _MOST else [])
            run = []
    return out
