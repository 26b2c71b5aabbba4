"""Clues in the words of a value themselves: of any text, and of the name of an office."""

from __future__ import annotations

import math
import re
from functools import cache

from docproc.extract.assemble.clues.value import Clues
from docproc.extract.mentions.aliases import canonical_name
from docproc.extract.mentions.names import known_office
from docproc.extract.mentions.rules.offices import Offices
from docproc.language.gazetteer import is_known_place
from docproc.language.syllables import is_syllable, letters_key
from docproc.letter import Office
from docproc.rules import load

_WORD = re.compile(r"[^\W\d_]+")
# Words with which a text cannot end: one that does was cut.
_GOES_ON = frozenset(
    ["và", "của", "với", "cho", "về", "tại", "theo", "các", "những", "để", "trong", "trên", "do"]
)
_LONG = 100  # letters after which a name is more likely several
_LONGEST_HEAD = 4  # words of the longest beginning of an office's name that is looked up
_UNIT = re.compile(r"(?:^|\s)(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn)\s+([^,;()]+)$", re.I)


def word_clues(text: str) -> Clues:
    """Length, and what damaged or wrongly cut words look like."""
    words = _WORD.findall(text)
    small = [word for word in words if not word.isupper()]
    strange = sum(not is_syllable(word.lower()) for word in small)
    mixed = sum(any(c.isupper() for c in word[1:]) for word in small)
    last = text.split()[-1].lower() if text.split() else ""
    return {
        "words": math.log1p(len(text.split())),
        "short": float(len(words) < 2),
        "strange_words": strange / len(words) if words else 0.0,
        "mixed_case": float(mixed > 0),
        "begins_small": float(text[:1].islower()),
        "begins_with_sign": float(bool(text) and not text[0].isalnum()),
        "ends_open": float(last in _GOES_ON or text.rstrip().endswith((",", ":", "-", "("))),
        "odd_brackets": float(text.count("(") != text.count(")") or text.count('"') % 2 == 1),
        "figures": float(any(c.isdigit() for c in text)),
    }


def office_clues(name: str) -> Clues:
    """Whether a name is one of an office: known, or formed like one."""
    words = letters_key(name).split()
    heads = (" ".join(words[:n]) for n in range(1, min(_LONGEST_HEAD, len(words)) + 1))
    unit = _UNIT.search(name)
    return word_clues(name) | {
        "office_word": float(any(head in _heads() for head in heads)),
        "class_word": float(bool(words) and words[0] in _quantifiers()),
        "office_known": float(known_office(name) is not None or canonical_name(name) is not None),
        "place_known": float(unit is not None and is_known_place(unit[1].strip())),
        "place_unknown": float(unit is not None and not is_known_place(unit[1].strip())),
        "commas": math.log1p(name.count(",")),
        "parts": float(";" in name or "/" in name),
        "colon": float(":" in name),
        "bracket_at_end": float(name.endswith(")")),
        "long": float(len(name) > _LONG),
    }


def scope_clues(office: Office) -> Clues:
    """How an office is meant: one that is named, a class, whoever is concerned."""
    return {f"scope:{office.scope}": 1.0}


@cache
def _heads() -> frozenset[str]:
    rules = load(Offices)
    return frozenset(letters_key(word) for word in rules.heads + rules.persons + rules.all_classes)


@cache
def _quantifiers() -> frozenset[str]:
    return frozenset(letters_key(phrase).split()[0] for phrase in load(Offices).quantifiers)
