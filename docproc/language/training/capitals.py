"""What the training text tells about capitals: how often a word has one inside a sentence, and acronyms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from docproc.language.syllables import is_syllable, one_spelling, stripped

_WORD = re.compile(r"(?P<before>[.;:!?\"“(–-]\s*|^\s*)?(?P<word>[^\W\d_]+)")
_ACRONYM = re.compile(r"(?<![^\W_])(?:[A-ZĐ]{2,10}|[A-ZĐ]{2,6}&[A-ZĐ]{2,6})(?![^\W_])")


def title_counts(lines: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """For every word, in lower case: how often it stands inside a sentence with a capital, and without."""
    title: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for line in lines:
        for match in _WORD.finditer(line):
            word = match["word"]
            if match["before"] is not None:
                continue
            if word.islower():
                small[word] += 1
            elif word[0].isupper() and word[1:].islower():
                title[word.lower()] += 1
    return title, small


def title_shares(words: Sequence[str], title: Counter[str], small: Counter[str]) -> NDArray[np.uint8]:
    """The share of capitals of every word, 0 to 255, drawn towards a half for rare words."""
    titles: Counter[str] = Counter()
    smalls: Counter[str] = Counter()
    for counts, into in ((title, titles), (small, smalls)):
        for word, count in counts.items():
            into[one_spelling(word)] += count
    shares = [(titles[w] + 0.5) / (titles[w] + smalls[w] + 1) for w in words]
    return np.clip(np.round(np.array(shares) * 255), 1, 254).astype(np.uint8)


def acronyms_with_bar(lines: Iterable[str], fewest: int, share: float) -> dict[str, str]:
    """Acronyms that are written with Đ, by their form with D: `BVDK` → `BVĐK`.

    Those met at least `fewest` times, in at least `share` of all their uses, and that are no syllable.
    """
    met: Counter[str] = Counter()
    for line in lines:
        if not line.isupper():
            met.update(_ACRONYM.findall(line))
    by_bare: dict[str, Counter[str]] = {}
    for word, count in met.items():
        by_bare.setdefault(stripped(word), Counter())[word] += count
    out = {}
    for bare, forms in by_bare.items():
        best, count = forms.most_common(1)[0]
        syllable = is_syllable(bare.lower()) or is_syllable(best.lower())
        if "Đ" in best and count >= fewest and count >= share * forms.total() and not syllable:
            out[bare] = best
    return dict(sorted(out.items()))
