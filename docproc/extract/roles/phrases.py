"""What the fixed phrases of models/tasks.toml say of a text: a formality, a basis, aims, content of its own."""

from __future__ import annotations

import re
from functools import cache

from docproc.extract.layout.rules.zones import ZoneRules
from docproc.language.normalise import fold
from docproc.resources import load_rules
from docproc.rules import load


@cache
def _not_tasks() -> re.Pattern[str]:
    return re.compile("|".join(load_rules("tasks")["not_tasks"]))


def is_formality(text: str) -> bool:
    """Whether a sentence is contact, information or thanks rather than a duty (domain notes 2.3)."""
    return _not_tasks().search(fold(text)) is not None


@cache
def _generic() -> re.Pattern[str]:
    phrases = sorted((fold(p) for p in load_rules("tasks")["generic"]), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p) for p in phrases) + r")(?!\w)")


def has_content(text: str) -> bool:
    """Whether a duty says what to do, beyond "nghiêm túc triển khai thực hiện Công văn này./."."""
    folded = fold(text)
    if any(fold(phrase) in folded for phrase in load_rules("tasks")["substantial"]):
        return True
    rest = [word for word in re.split(r"\W+", _generic().sub(" ", folded)) if word]
    return len(rest) > int(load_rules("tasks")["fewest_content_words"])


@cache
def _aims() -> re.Pattern[str]:
    return re.compile("|".join(load_rules("tasks")["aims"]))


def is_aims(text: str) -> bool:
    """Whether a heading opens aims, background or attendance: what stands below is mostly not assigned."""
    return _aims().search(fold(text)) is not None


def is_basis(text: str) -> bool:
    """Whether a paragraph gives the basis of the letter ("Căn cứ …", "Thực hiện Công văn số …")."""
    return load(ZoneRules).landmarks.basis.regex.search(fold(text)) is not None
