"""What a Vietnamese syllable looks like, and one spelling of the place of its tone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from docproc.language.normalise import fold, normalise

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Initial, nucleus and final by the grammar of the written syllable; unusual but well-formed rhymes are
# ruled out by the corpus, not here.
_FORM = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?[aăâeêioôơuưy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
# Where modern spelling moves the tone (hoà → hòa): both are in use, the model knows the older one.
_MOVED = {
    first_plain + second: first + second_plain
    for first_plain, second_plain, firsts, seconds in (
        ("o", "a", "òóỏõọ", "àáảãạ"),
        ("o", "e", "òóỏõọ", "èéẻẽẹ"),
        ("u", "y", "ùúủũụ", "ỳýỷỹỵ"),
    )
    for first, second in zip(firsts, seconds, strict=True)
}
_MOVED_RE = re.compile("(?<![qQ])(?:" + "|".join(_MOVED) + r")(?!\w)")


@lru_cache(maxsize=65536)
def one_spelling(word: str) -> str:
    """A lower-case word with its tone in the older place: `hoà` → `hòa`, `thuỷ` → `thủy`. Length is kept."""
    return _MOVED_RE.sub(lambda m: _MOVED[m[0]], word)


@lru_cache(maxsize=65536)
def letters_key(name: str) -> str:
    """A name as it is compared: marks count, but not capitals, the place of tones, the kind of apostrophe."""
    return " ".join(one_spelling(normalise(name).lower()).replace("’", "'").split())


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a lower-case NFC word is formed like a Vietnamese syllable with at most one tone."""
    apart = unicodedata.normalize("NFD", word)
    tones = sum(apart.count(tone) for tone in _TONES)
    plain = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
    return tones <= 1 and _FORM.fullmatch(plain) is not None


def stripped(word: str) -> str:
    """The word without marks, case kept: `Độc` → `Doc`."""
    return "".join(f.upper() if c.isupper() else f for c, f in zip(word, fold(word), strict=True))
