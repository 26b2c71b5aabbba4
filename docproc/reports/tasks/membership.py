"""How a name in a letter stands to our office, told from the names alone (words: models/offices_ours.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from rapidfuzz import fuzz

from docproc.extract.mentions.nlp import analyse
from docproc.extract.mentions.office_lists import each_of
from docproc.extract.mentions.offices import office_phrase
from docproc.language.normalise import fold
from docproc.reports.names.lands import grade_of
from docproc.reports.names.office_names import (
    OfficeName,
    is_bare_level,
    key_of,
    same_office,
    take_apart,
    without_head,
)
from docproc.reports.names.spelled_out import spelled_out
from docproc.reports.rules.offices_ours import NameOfMany, OfficeRules
from docproc.rules import load


class Match(Enum):
    """How a name in a letter stands to our office."""

    SAME = "same"
    MEMBER = "member"
    WHOLE = "whole"
    UNCLEAR = "unclear"
    REMAINDER = "remainder"
    UNADDRESSED = "unaddressed"
    PART = "part"
    NOBODY = "nobody"
    OTHER = "other"


# Likeness (0 to 100) of "bệnh biện đa khoa" and "bệnh viện đa khoa", but not of "sở ngoại vụ" and "sở nội vụ".
_SAME_KIND = 92.0
# Words of a body, and likeness, from which a name is taken for ours misprinted.
_LONG, _MISPRINT = 6, 92.0
_BEST_FIRST = (Match.SAME, Match.MEMBER, Match.UNCLEAR, Match.REMAINDER, Match.PART, Match.OTHER)


@lru_cache(maxsize=8192)
def membership(written: str, office: str) -> Match:
    """How a written name stands to an office.

    Takes heads for their units and expands classes: `Chủ tịch UBND các xã, thị trấn` has the member
    `UBND xã Bình Lư`. A name of two bodies ("Đảng ủy - UBND các xã") is each of them, and so is ours.
    """
    written, office = spelled_out(written, office), spelled_out(office, written)
    found = _best_of(bodies_of(written), office)
    if found in (Match.SAME, Match.MEMBER):
        return found
    return min(found, _best_of(_each_named(written), office), key=_BEST_FIRST.index)


def _best_of(names: Iterable[str], office: str) -> Match:
    found = [_of_one_body(one, ours) for ours in bodies_of(office) for one in names]
    return min(found, key=_BEST_FIRST.index)


@lru_cache(maxsize=4096)
def _each_named(written: str) -> tuple[str, ...]:
    """The offices that a line of names holds, by the grammar of names: `Bộ CHQS tỉnh, Công an tỉnh` is two."""
    doc = analyse(written, None)
    phrase = office_phrase(doc, 0, len(doc), free=True) if len(doc) else None
    whole = phrase is not None and all(token.is_punct or token.is_space for token in doc[phrase.end :])
    parts = [doc[a:b].text for a, b in phrase.parts] if phrase is not None and whole else [written]
    return tuple(one for part in parts for one in each_of(part))


def bodies_of(name: str) -> list[str]:
    """Two bodies of one place, joined by a hyphen, a stroke or "và", each with the rest of the name; the classes
    of a list ("các phòng, các đơn vị").
    """
    body = f"(?:{'|'.join(load(OfficeRules).joined.bodies)})"
    match = re.match(rf"({body})(?: - |-|/| và |, )({body})\b\s*(.*)$", without_head(key_of(name)))
    if match is None:
        return re.split(r"(?:,|;| và) (?=các )", without_head(key_of(name)))
    return [f"{match[1]} {match[3]}".strip(), f"{match[2]} {match[3]}".strip()]


def _of_one_body(written: str, office: str) -> Match:
    phrase, ours = without_head(_without_brackets(key_of(written))), take_apart(without_head(key_of(office)))
    if same_office(phrase, office) or _in_place_list(phrase, ours):
        return Match.SAME
    if inner := _in_unit_of_class(phrase, ours):
        return inner
    wide, narrowed = without_qualifiers(phrase)
    if same_office(wide, office) or _in_class(wide, ours, narrowed):
        if not narrowed or names_in_brackets(written, office):
            return Match.MEMBER
        return Match.REMAINDER if "còn lại" in phrase else Match.UNCLEAR
    if any(_in_class(f"các {item}", ours, narrowed) for item in _items_of_class(wide)):
        return Match.UNCLEAR
    if _in_grade(wide, ours):
        return Match.UNCLEAR
    if any(one.phrase.regex.search(wide) for one in load(OfficeRules).classes.values()):
        return Match.OTHER
    if _is_part_of(phrase, ours):
        return Match.PART
    if _may_be_same(take_apart(wide), ours):
        return Match.UNCLEAR
    return Match.UNCLEAR if _generic_for(phrase, ours) else Match.OTHER


def _may_be_same(theirs: OfficeName, ours: OfficeName) -> bool:
    """Whether two names differ only in the marks of the place, which are often misread, or in what a department
    was merged with: `Sở Giáo dục và Đào tạo`, `Sở Giáo dục, Khoa học và Công nghệ`.
    """
    if theirs.level and ours.level and theirs.level != ours.level:
        return False
    if theirs.body == ours.body and theirs.place and ours.place:
        return fold(theirs.place) == fold(ours.place)
    if theirs.place and ours.place and theirs.place != ours.place:
        return False
    if _is_misprinted(theirs.body, ours.body):
        return True
    fields = [re.split(r",| và ", _singular(name.body))[0].strip() for name in (theirs, ours)]
    return fields[0] == fields[1] and load(OfficeRules).units.merged.regex.match(fields[0]) is not None


def _is_misprinted(body: str, ours: str) -> bool:
    """Whether a long body differs from ours by a letter or two, not by figures: `sức khỏe sinh sinh sản`."""
    words, own = body.split(), ours.split()
    alike = min(len(words), len(own)) >= _LONG and words[0] == own[0]
    return alike and re.findall(r"\d+", body) == re.findall(r"\d+", ours) and fuzz.ratio(body, ours) >= _MISPRINT


def _without_brackets(key: str) -> str:
    """A key without what brackets say, but for "(mới)" and "(cũ)", which tell two offices apart."""
    return re.sub(r" ?\((?!mới\)|cũ\))[^()]*\)", "", key)


def names_in_brackets(written: str, office: str) -> bool:
    """Whether brackets name our place: `Đoàn Luật sư của 03 tỉnh (A, B, C)`."""
    told, place = re.findall(r"\(([^()]*)\)", key_of(written)), take_apart(office).place
    return bool(place) and any(re.search(rf"\b{re.escape(place)}\b", words) for words in told)


def _items_of_class(wide: str) -> list[str]:
    """The kinds that a class lists, each of its own: `các bộ, cơ quan, địa phương`."""
    items = _kinds(_singular(wide)) if wide.startswith("các ") and not take_apart(wide).levels else []
    return items if len(items) > 1 else []


def _in_class(wide: str, ours: OfficeName, narrowed: bool) -> bool:
    return _in_named_class(wide, ours) or _in_levels(wide, ours) or _in_kinds(wide, ours, narrowed)


def without_qualifiers(phrase: str) -> tuple[str, bool]:
    """A key without what narrows the class by place, and whether more was taken away, which leaves it open who
    is meant ("các xã có rừng").
    """
    qualifiers = load(OfficeRules).qualifiers
    for regex in qualifiers.harmless.regexes:
        phrase = regex.sub("", phrase)
    for regex in qualifiers.narrowing.regexes:
        shorter = regex.sub("", phrase)
        if shorter != phrase:
            return shorter, True
    return phrase, False


def is_everybody(written: str) -> bool:
    """Whether a name only points back to Kính gửi: `thủ trưởng các đơn vị`, `Quý Sở`, nothing more."""
    wide, narrowed = without_qualifiers(without_head(key_of(written)))
    return not narrowed and load(OfficeRules).everybody.regex.search(wide) is not None


def _in_named_class(phrase: str, ours: OfficeName) -> bool:
    return any(_holds(one, phrase, ours) for one in load(OfficeRules).classes.values())


def _holds(many: NameOfMany, phrase: str, ours: OfficeName) -> bool:
    """Whether a phrase is this name of several offices, and ours is one of them."""
    if not many.phrase.regex.search(phrase):
        return False
    return many.office is None or many.office.regex.search(ours.key) is not None


def _in_levels(phrase: str, ours: OfficeName) -> bool:
    """`ubnd các xã, thị trấn`; `các xã, thị trấn`, which means their bodies of models/offices_ours.toml."""
    theirs = take_apart(phrase)
    plural = len(theirs.levels) > 1 or "các" in phrase.split() or is_bare_level(theirs)
    if not plural or theirs.place or ours.level not in theirs.levels:
        return False
    body = _singular(theirs.body) or load(OfficeRules).body_of_places
    return ours.body == body or ours.body in _items(body)


def _in_grade(phrase: str, ours: OfficeName) -> bool:
    """`các tỉnh`, which may mean the cities under the centre, too; `các huyện` the quận; `các xã` the phường."""
    theirs = take_apart(phrase)
    if not theirs.levels or theirs.place or not ours.place or ours.level is None:
        return False
    if ours.body != (_singular(theirs.body) or load(OfficeRules).body_of_places) or "các" not in phrase.split():
        return False
    return grade_of(ours.level, ours.place) in {grade_of(level, "") for level in theirs.levels}


def _in_place_list(phrase: str, ours: OfficeName) -> bool:
    """`ubnd các xã: a, b và c`: our level and our place by name."""
    theirs = take_apart(phrase)
    if not ours.place or _singular(theirs.body) != ours.body or ours.level not in theirs.levels:
        return False
    return ours.place in _items(theirs.place.lstrip(": "))


def _in_unit_of_class(phrase: str, ours: OfficeName) -> Match | None:
    """`văn phòng các sở`: a unit that every office of a class has; ours is the unit of one of them."""
    for unit in load(OfficeRules).units.names:
        theirs, own = phrase.removeprefix(f"{unit} "), ours.key.removeprefix(f"{unit} ")
        if theirs != phrase and own != ours.key and re.match(r"(?:tất cả |toàn thể )?các ", theirs):
            found = _of_one_body(theirs, own)
            return found if found is not Match.OTHER else None
    return None


def _in_kinds(phrase: str, ours: OfficeName, narrowed: bool) -> bool:
    """`các bệnh viện`, `trường thpt, cao đẳng`: an item of the list is how our own name begins. One kind alone is
    a class only with "các", or where something narrows it (`bệnh viện đa khoa tuyến huyện`).
    """
    theirs = take_apart(phrase)
    plural = re.match(r"(?:tất cả |toàn thể |mọi |từng |mỗi )?(?:các |những )?", theirs.body)
    items = _kinds(_singular(theirs.body))
    listed = len(items) > 1 and theirs.body.startswith(load(OfficeRules).units.listed)
    if not ((plural and plural[0]) or listed or narrowed) or theirs.place:
        return False
    if theirs.levels and ours.level is not None and ours.level not in theirs.levels:
        return False
    return any(_begins(ours.body, item) for item in items)


def _begins(body: str, kind: str) -> bool:
    """Whether a body begins with the words of a kind, one letter in many misprinted or misread."""
    words = body.split()[: len(kind.split())]
    return " ".join(words) == kind or (len(words) > 1 and fuzz.ratio(" ".join(words), kind) >= _SAME_KIND)


def _is_part_of(phrase: str, ours: OfficeName) -> bool:
    """`tổ kỹ thuật công an tỉnh`: a team of our office."""
    units = load(OfficeRules).units
    if ours.body in units.not_of or not units.teams.regex.match(phrase):
        return False
    return f" {ours.body} " in f"{phrase} "


def _singular(body: str) -> str:
    return re.sub(r"^(?:tất cả|toàn thể|mọi|từng|mỗi|những)\b|\bcác\b", "", body).strip()


def _items(body: str) -> list[str]:
    return [item.strip() for item in re.split(r"[,;/]| và ", body) if item.strip()]


def _kinds(body: str) -> list[str]:
    """The kinds of a list; "và" parts them only before a further kind: `các sở giáo dục và đào tạo` is one."""
    kinds = "|".join(load(OfficeRules).units.kinds)
    parts = re.split(rf"[,;/]| và (?=(?:{kinds})\b)", body)
    return [part.strip() for part in parts if part.strip()]


def _generic_for(phrase: str, ours: OfficeName) -> bool:
    return any(_holds(one, phrase, ours) for one in load(OfficeRules).generic.values())
