"""Names of offices taken apart and compared: body, level, place (words: models/offices_ours.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from docproc.language.normalise import normalise
from docproc.reports.rules.offices_ours import OfficeKind, OfficeRules
from docproc.rules import load

# Tones placed the old way (hoà, khoẻ, uỷ) and the new way (hòa, khỏe, ủy).
_OLD_TONE_PLACES = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
# Only where the syllable ends there (hoà, but hoàn), and never after q (quý).
_OLD_TONE = re.compile(rf"(?<!q)({'|'.join(_OLD_TONE_PLACES)})(?!\w)")


# One dash and one apostrophe ("Đắk R’lấp", "Đắk R'lấp").
_SIGNS = str.maketrans({"–": "-", "—": "-", "’": "'", "‘": "'", "`": "'"})


@dataclass(frozen=True, slots=True)
class OfficeName:
    """A name taken apart: `UBND xã Bình Lư` is the body `ubnd`, the level `xã`, the place `bình lư`."""

    key: str
    body: str
    levels: tuple[str, ...]
    place: str

    @property
    def level(self) -> str | None:
        return self.levels[0] if len(self.levels) == 1 else None


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """One written form of a name for comparison: lower case, tones placed alike, abbreviations alike."""
    written = normalise(name).casefold().translate(_SIGNS)
    key = " ".join(written.split()).strip(" .;:,-+“”\"'")
    key = _OLD_TONE.sub(lambda found: _OLD_TONE_PLACES[found[1]], key)
    for abbreviation in load(OfficeRules).abbreviation:
        key = abbreviation.regex.sub(abbreviation.form, key)
    key = re.sub(r"\s*-\s*", " - ", key)
    return " ".join(re.sub(r"\s+([,;])", r"\1", key).split())


@cache
def levels_pattern() -> re.Pattern[str]:
    """A level of the land, or several in a list, where a name holds one (matched against keys)."""
    levels = load(OfficeRules).levels
    one = rf"(?:{'|'.join(levels.grades)})\b(?! (?:{'|'.join(levels.not_before)}))"
    after = "".join(f"(?<!{word} )" for word in levels.not_after)
    return re.compile(rf"(?:^|(?<= )){after}(?:các )?{one}(?:(?:, | và | hoặc |, và | )(?:các )?{one})*")


@cache
def take_apart(name: str) -> OfficeName:
    """The parts of a name; `levels` has more than one entry for a class such as `UBND các xã, thị trấn`."""
    key = key_of(name)
    found = levels_pattern().search(key)
    if found is None:
        return OfficeName(key, key, (), "")
    rules = load(OfficeRules).levels
    levels = re.findall("|".join(rules.grades), found[0])
    place = key[found.end() :].strip(" ,-")
    place = levels_pattern().split(place)[0].strip(" ,-")
    return OfficeName(
        key,
        key[: found.start()].strip(),
        tuple(rules.full.get(level, level) for level in levels),
        place,
    )


def without_head(key: str) -> str:
    """The unit that a head stands for: `chủ tịch ubnd các xã` → `ubnd các xã`. Takes and gives a key."""
    heads = load(OfficeRules).heads
    while True:
        shorter = key
        for regex in (heads.person.regex, *heads.posts.regexes):
            shorter = regex.sub("", shorter)
        if shorter == key:
            return key
        key = shorter


def same_office(written: str, office: str) -> bool:
    """Whether a name in a letter means our office: the same body, and no other level or place.

    A letter may leave out what is plain to its readers: `Phòng Y tế` or `Phòng Y tế huyện` for
    `Phòng Y tế huyện Tam Đường`.
    """
    theirs, ours = take_apart(without_head(key_of(written))), take_apart(without_head(key_of(office)))
    if _plain(theirs.body) != _plain(ours.body) or len(theirs.levels) > 1:
        return False
    if _is_plural(theirs) or is_bare_level(theirs):
        return False
    return _agree(theirs.level, ours.level) and _agree(theirs.place, ours.place)


def has_same_words(written: str, office: str) -> bool:
    """Whether our name, which tells no level, is the other without its level: `Sở Y tế Hòa Xuân`."""
    theirs, ours = take_apart(without_head(key_of(written))), take_apart(office)
    return not ours.levels and _plain(ours.key) == _plain(f"{theirs.body} {theirs.place}")


def _is_plural(name: OfficeName) -> bool:
    """Whether the name is of several: `các sở`, `UBND các xã`; `Ban Quản lý các khu công nghiệp` is one."""
    levels = "|".join(load(OfficeRules).levels.grades)
    return re.search(rf"^(?:tất cả |toàn thể |mọi )?các |\bcác (?:{levels})\b", name.key) is not None


def is_bare_level(name: OfficeName) -> bool:
    """Whether the name is the body of any place of a level: `UBND xã`, without saying which."""
    return name.body == load(OfficeRules).body_of_places and bool(name.levels) and not name.place


def _plain(body: str) -> str:
    return " ".join(word for word in re.sub(r"[-,;.()]", " ", body).split() if word not in ("và", "các"))


def _agree(one: str | None, other: str | None) -> bool:
    return not one or not other or one == other


def place_name(office: str) -> str | None:
    """The place in an office's own name, as written: `UBND xã Bình Lư` → `Bình Lư`; None without one.

    A place that is a number keeps its level, `UBND quận 1` → `Quận 1` (Nghị định 30/2020, Phụ lục I.II.4).
    """
    parts = take_apart(office)
    if not parts.place or parts.level is None:
        return None
    words, length = normalise(office).split(), len(parts.place.split())
    for start in range(len(words) - length, 0, -1):
        written = " ".join(words[start : start + length]).strip(" .,;")
        if key_of(written) == parts.place:
            return f"{parts.level.capitalize()} {written}" if written[0].isdigit() else written
    return None


def kind_of(office: str) -> OfficeKind | None:
    """What models/offices_ours.toml knows of this kind of office; None if nothing."""
    key = key_of(office)
    return next((kind for kind in load(OfficeRules).kinds.values() if kind.office.regex.search(key)), None)


def symbol_of(office: str) -> str | None:
    """The abbreviation of an office in the symbol of its documents; None where it is the office's own to choose.

    Nghị định 30/2020, Phụ lục I.II.3: short and plain. What is fixed stands in models/offices_ours.toml; of the
    kinds told there it is made of the first letters: `Sở Giáo dục và Đào tạo` → `SGDĐT`.
    """
    kind, key, rules = kind_of(office), key_of(office), load(OfficeRules)
    fixed = next((one.short for one in rules.symbols.values() if one.office.regex.search(key)), None)
    if fixed or kind is None or not kind.initials:
        return fixed or (kind.symbol if kind else None)
    letters = "".join(map(_initial, re.split(r"[^\w&]+|&", _without_place(office))))
    return letters if len(letters) <= rules.initials.longest else None


def _without_place(office: str) -> str:
    name = " ".join(normalise(office).split())
    found = levels_pattern().search(name.casefold())
    return name[: found.start()] if found else name


def _initial(word: str) -> str:
    if word.casefold() in load(OfficeRules).initials.without:
        return ""
    return word if len(word) > 1 and word.isupper() else word[:1].upper()


def short_form(name: str) -> str:
    """The name as running text writes it: `Ủy ban nhân dân huyện X` → `UBND huyện X`."""
    for full, short in load(OfficeRules).short_forms.items():
        name = re.sub(_either_tone_place(full), short, name, flags=re.IGNORECASE)
    return name


def full_form(name: str) -> str:
    """The name as a letterhead writes it: `UBND xã X` → `Ủy ban nhân dân xã X`."""
    for full, short in load(OfficeRules).short_forms.items():
        name = re.sub(rf"\b{short}\b", full, name)
    return name


def _either_tone_place(full: str) -> str:
    return re.escape(full).replace("Ủy", "(?:Ủy|Uỷ)").replace("ủy", "(?:ủy|uỷ)")


def letterhead_lines(office: str) -> list[str]:
    """The lines of the issuing office in the letterhead: the body on its own line before a place.

    `UBND xã Bình Lư` → `Ủy ban nhân dân`, `xã Bình Lư` (Nghị định 30/2020, Phụ lục I, example of box 2).
    """
    name = full_form(normalise(office).strip())
    for body in load(OfficeRules).short_forms:
        rest = name.removeprefix(body).strip()
        if rest and rest != name:
            return [body, rest.split(",")[0]]
    return [name]
