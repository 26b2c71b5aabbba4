"""What the fixed phrases of models/phrases.toml say of a text: a formality, a basis, aims, content of its own."""

from __future__ import annotations

import re
from functools import cache

from docproc.extract.layout.rules.zones import ZoneRules
from docproc.extract.roles.rules.phrases import Phrases
from docproc.language.normalise import fold
from docproc.rules import load


def is_formality(text: str) -> bool:
    """Whether a sentence is contact, information or thanks rather than a duty (domain notes 2.3)."""
    return load(Phrases).formalities.regex.search(fold(text)) is not None


@cache
def _generic() -> re.Pattern[str]:
    phrases = sorted((fold(p) for p in load(Phrases).generic), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p) for p in phrases) + r")(?!\w)")


@cache
def _substantial() -> tuple[str, ...]:
    return tuple(fold(phrase) for phrase in load(Phrases).substantial)


def has_content(text: str) -> bool:
    """Whether a duty says what to do, beyond "nghiêm túc triển khai thực hiện Công văn này./."."""
    folded = fold(text)
    if any(phrase in folded for phrase in _substantial()):
        return True
    rest = [word for word in re.split(r"\W+", _generic().sub(" ", folded)) if word]
    return len(rest) > load(Phrases).fewest_content_words


def is_aims(text: str) -> bool:
    """Whether a heading opens aims, background or attendance: what stands below is mostly not assigned."""
    return load(Phrases).aims.regex.search(fold(text)) is not None


def is_basis(text: str) -> bool:
    """Whether a paragraph gives the basis of the letter ("Căn cứ …", "Thực hiện Công văn số …")."""
    return load(ZoneRules).landmarks.basis.regex.search(fold(text)) is not None
