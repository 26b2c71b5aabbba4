"""Names printed in capitals in their usual spelling: `BAN QUẢN LÝ DỰ ÁN` → `Ban Quản lý dự án`.

Words are known by models/capitals.toml, with their marks, and places by models/admin_units.tsv. Nothing but
capitals changes: the letters stay those that are printed. A name with a word that is not known stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from docproc.extract.mentions.rules.capitals import Capitals
from docproc.extract.mentions.rules.names import Names
from docproc.language.gazetteer import known_places, spelling_of
from docproc.language.normalise import fold, normalise
from docproc.language.syllables import is_syllable, letters_key
from docproc.rules import load

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ROMAN = re.compile(r"[IVX]+")
_VOWEL = re.compile(r"[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")
_LONGEST_PLACE = 6  # words: "Văn Miếu - Quốc Tử Giám" has five and a sign
# A name of places and people ends at these; a hyphen may stand in it ("Bà Rịa - Vũng Tàu").
_ENDS_NAME = re.compile(r"[,;:()/.&]")

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The rule file by the words of each phrase, in lower case: how they are written. `reach` is the length of
    the longest phrase that begins with a word.
    """

    parts: dict[_Key, _Key]
    fields: dict[_Key, _Key]
    levels: dict[_Key, _Key]
    proper: dict[_Key, _Key]
    joining: frozenset[_Key]
    reach: dict[str, int]


@dataclass(slots=True)
class _Walk:
    """Where the reading of a name stands: `fresh`, the next field takes a capital; `head`, the part it is in."""

    fresh: bool = True
    head: _Key = ()


@dataclass(frozen=True, slots=True)
class _Name:
    """The words of a printed name, as they are compared (`keys`), and the signs before each of them."""

    printed: _Key
    keys: _Key
    before: _Key
    own: _Key = ()

    def hyphens(self, at: int, end: int) -> _Key:
        """Before which of these words a hyphen stands."""
        return tuple(f"-{n - at}" for n in range(at + 1, end) if self.before[n].strip() in ("-", "–"))

    def ends_at(self, at: int) -> bool:
        """Whether a name of people or places is over before the word `at`."""
        return at >= len(self.keys) or bool(_ENDS_NAME.search(self.before[at]))


@lru_cache(maxsize=4096)
def usual_spelling(printed: str, place: str = "") -> str | None:
    """The name as running text writes it; None when a word of it is not known. `place` is where the letter comes
    from, a known name.

    Rule: Nghị định 30/2020, Phụ lục II, parts II and IV. The letters are those printed: of the answer and of
    `printed` the capitals are the same.
    """
    printed = normalise(printed)
    name = replace(_name_of(printed), own=tuple(_WORD.findall(place)))
    cases = _cases(name) if name.keys else None
    return None if cases is None else _spelt(printed, cases)


def _name_of(printed: str) -> _Name:
    found = list(_WORD.finditer(printed))
    words = tuple(match[0] for match in found)
    ends = [0, *(match.end() for match in found)]
    before = tuple(printed[end : match.start()] for end, match in zip(ends, found, strict=False))
    return _Name(words, tuple(map(_key, words)), before)


def _spelt(printed: str, cases: Sequence[str | None]) -> str:
    """The printed name with its words written so (None: as printed), the first with a capital."""
    words = iter(cases)

    def written(match: re.Match[str]) -> str:
        case = next(words)
        word = match[0] if case is None else _recased(match[0], case)
        return _titled(word) if match.start() == first else word

    found = _WORD.search(printed)
    first = found.start() if found else 0
    return _WORD.sub(written, printed)


def usual_place(printed: str) -> str:
    """A place in capitals as running text writes it: `TP. HỒ CHÍ MINH` → `TP. Hồ Chí Minh`.

    Rule: Nghị định 30/2020, Phụ lục II.II: each syllable has a capital, whether the place is known or not.
    """
    name = _name_of(normalise(printed))
    if not name.keys:
        return printed
    level = _longest(_words().levels, name, 0)
    kind: list[str | None] = list(_words().levels.get(name.keys[:level], ()))
    if not level and name.printed[0] in load(Names).abbreviations:
        kind = [None]
    rest = _Name(name.printed[len(kind) :], name.keys[len(kind) :], ("", *name.before[len(kind) + 1 :]))
    return _spelt(normalise(printed), [*kind, *_place_alone(rest)])


def _place_alone(name: _Name) -> list[str | None]:
    known = _known_place(name, 0)
    return list(known) if known and len(known) == len(name.keys) else [*map(_titled, name.keys)]


def usual_position(printed: str) -> str | None:
    """A position in its usual spelling, with the office that may follow: "Phó Chủ tịch UBND xã".

    Rule: Nghị định 30/2020, Phụ lục II, V.2. None when a word of it is not known.
    """
    printed = normalise(printed)
    words = printed.split()
    for length in range(len(words), 0, -1):
        known = _positions().get(tuple(map(_key, words[:length])))
        rest = " ".join(words[length:])
        office = usual_spelling(rest) if rest else ""
        if known and office is not None:
            position = " ".join(map(_recased, words[:length], known))
            return f"{position} {office}".strip()
    return None


@cache
def _positions() -> dict[_Key, _Key]:
    return _phrases(load(Names).positions)


def with_known_words(printed: str) -> str:
    """A name in capitals that OCR read, with the marks of known phrases of several words put right:
    "BẢO HIẾM XÃ HỘI" → "BẢO HIỂM XÃ HỘI". Phrases that are known as they were read stay.
    """
    printed = normalise(printed)
    found = list(_WORD.finditer(printed))
    keys = tuple(_key(match[0]) for match in found)
    out, at = printed, 0
    while at < len(keys):
        length, written = _meant(keys, at)
        for match, word in zip(found[at : at + length], written, strict=True):
            out = out[: match.start()] + word.upper() + out[match.end() :]
        at += max(length, 1)
    return out


def _meant(keys: _Key, at: int) -> tuple[int, _Key]:
    """How many words from `at` on are a known phrase, their marks aside, and its words."""
    longest = max(_words().reach.values())
    for length in range(min(longest, len(keys) - at), 1, -1):
        here = keys[at : at + length]
        if here in _words().parts or here in _words().fields:
            return length, here
        if known := _folded().get(tuple(map(fold, here))):
            return length, known
    return 0, ()


@cache
def _folded() -> dict[_Key, _Key]:
    """Words without their marks → the one known phrase of several words that they may be."""
    found: dict[_Key, set[_Key]] = defaultdict(set)
    for key in [*_words().parts, *_words().fields]:
        if len(key) > 1 and not key[-1].startswith("-"):
            found[tuple(map(fold, key))].add(key)
    return {folded: next(iter(keys)) for folded, keys in found.items() if len(keys) == 1}


def _key(word: str) -> str:
    """The word in lower case with its tone in one place; as long as it is printed."""
    key = letters_key(word)
    return key if len(key) == len(word) else word


def _recased(printed: str, written: str) -> str:
    """The printed letters, small and capital as in the written word of the same length; else the printed word."""
    if len(printed) != len(written):
        return printed
    return "".join(_upper(p) if w.isupper() else _lower(p) for p, w in zip(printed, written, strict=True))


def _titled(word: str) -> str:
    return _upper(word[:1]) + word[1:]


def _upper(letter: str) -> str:
    """The capital of a letter that has one of one letter ("ß" has none)."""
    return letter.upper() if len(letter.upper()) == 1 else letter


def _lower(letter: str) -> str:
    return letter.lower() if len(letter.lower()) == 1 else letter


@cache
def _words() -> _Words:
    rules, names = load(Capitals), load(Names)
    heads = [_titled(head) for head in names.heads if is_syllable(head.split()[0])]
    parts = _phrases([*heads, *names.departments, *rules.parts])
    fields = _phrases(rules.fields)
    levels = _phrases(kind for kind in names.place_kinds if is_syllable(kind.split()[0]))
    proper = _phrases(rules.proper) | _phrases(known_places("P", "D"), fewest=2)
    joining = frozenset(_phrases(rules.joining))
    reach: dict[str, int] = {}
    for phrase in [*parts, *fields, *levels, *proper, *joining]:
        reach[phrase[0]] = max(len(phrase), reach.get(phrase[0], 0))
    return _Words(parts, fields, levels, proper, joining, reach)


def _phrases(written: Iterable[str], fewest: int = 1) -> dict[_Key, _Key]:
    """The words of phrases, as they are compared → as they are written; of two that differ in hyphens the one
    with hyphens is found with them only.
    """
    found: dict[_Key, _Key] = {}
    for name in sorted(map(_name_of, written), key=lambda name: bool(name.hyphens(0, len(name.keys)))):
        if len(name.keys) >= fewest:
            found.setdefault(name.keys, name.printed)
            found[(*name.keys, *name.hyphens(0, len(name.keys)))] = name.printed
    return found


def _written(table: dict[_Key, _Key], name: _Name, at: int, length: int) -> _Key:
    key = name.keys[at : at + length]
    return table.get((*key, *name.hyphens(at, at + length)), table[key])


@cache
def _keys(listed: tuple[str, ...]) -> frozenset[_Key]:
    """A list of phrases, for questions of membership."""
    return frozenset(_phrases(listed))


def _longest(table: dict[_Key, _Key] | frozenset[_Key], name: _Name, at: int) -> int:
    """How many words of the name from `at` on are the longest phrase of the table; 0 for none."""
    most = min(_words().reach.get(name.keys[at], 0), len(name.keys) - at) if at < len(name.keys) else 0
    return next((n for n in range(most, 0, -1) if name.keys[at : at + n] in table), 0)


def _cases(name: _Name) -> list[str | None] | None:
    """How each word is written, None for a word that stays as printed; None when one is not known."""
    walk, out = _Walk(), list[str | None]()
    while len(out) < len(name.keys):
        at = len(out)
        if at and name.before[at].strip() in load(Capitals).renewing:
            walk.fresh = walk.fresh or _renews(walk)
        step = _step(name, at, walk)
        if not step:
            return None
        out += step
    return out


def _renews(walk: _Walk) -> bool:
    """Whether a further field of this part takes a capital too: "Văn hóa - Xã hội", not "Ban Quản lý … và …"."""
    return walk.head not in _keys(load(Capitals).small_after)


def _step(name: _Name, at: int, walk: _Walk) -> Sequence[str | None]:
    """How the next words are written; none when the first of them is not known."""
    kind, length = _what_stands_at(name, at, walk)
    key, words = name.keys[at : at + length], _words()
    match kind:
        case "level":
            walk.fresh, walk.head = False, ()
            place = [] if name.keys[at - 1 : at] == ("cấp",) else _place(name, at + length)
            return [*words.levels[key], *place]
        case "part":
            walk.fresh, walk.head = key not in _keys(load(Capitals).small_after), key
            return _written(words.parts, name, at, length)
        case "field":
            first, *others = _written(words.fields, name, at, length)
            first, walk.fresh = _titled(first) if walk.fresh else first, False
            return [first, *others]
        case "proper":
            return words.proper.get(key, name.own)
        case "joining":
            renews = key[0] in load(Capitals).renewing and _renews(walk)
            walk.fresh = (walk.fresh or renews) and key[0] not in load(Capitals).lowering
            walk.head = key if key in _keys(load(Capitals).places_after) else walk.head
            return key
        case "sign":
            return [None]
        case "name":
            return _named(name, at)
    return []


def _what_stands_at(name: _Name, at: int, walk: _Walk) -> tuple[str, int]:
    """What the words from `at` on are, and how many of them; the longest known phrase counts."""
    words, word = _words(), name.keys[at]
    named = walk.head in _keys(load(Capitals).places_after) | _keys(load(Capitals).named_after)
    part, level = _longest(words.parts, name, at), _longest(words.levels, name, at)
    field, proper = _longest(words.fields, name, at), max(_longest(words.proper, name, at), _own(name, at))
    if named and field < 2 and (word,) not in _keys(load(Capitals).fields_before_names):
        field = 0
    if _is_numeral(name, at):
        return "sign", 1
    if level and (level > max(part, field) or _is_whole_place(name, at + level)):
        return "level", level
    found = max((part, "part"), (field, "field"), (proper, "proper"), key=lambda pair: pair[0])
    if found[0]:
        return found[1], found[0]
    if joined := _longest(words.joining, name, at):
        return "joining", joined
    # A letter alone is one of a company's ("A & B"): the words of one letter are known phrases or places.
    if not is_syllable(word) or len(word) == 1:
        return "sign", 1
    return ("name", 1) if named else ("", 0)


def _own(name: _Name, at: int) -> int:
    """How many words from `at` on are the place that the letter comes from."""
    length = len(name.own)
    return length if length and name.keys[at : at + length] == tuple(map(_key, name.own)) else 0


def _is_numeral(name: _Name, at: int) -> bool:
    """Figures, and Roman numerals where one stands: "Quân khu V", but not "Vĩnh Long"."""
    printed = name.printed[at]
    if printed[0].isdigit():
        return True
    numbered = at > 0 and name.keys[at - 1] in load(Capitals).numbered
    return numbered and _ROMAN.fullmatch(printed) is not None


def _place(name: _Name, at: int) -> list[str | None]:
    """The name of the place that begins at a word behind its kind; nothing where none does."""
    if _is_whole_place(name, at):
        return list(_known_place(name, at))
    nothing = name.ends_at(at) or bool(_longest(_words().joining, name, at) or name.before[at].strip())
    return [] if nothing else _named(name, at)


def _is_whole_place(name: _Name, at: int) -> bool:
    """Whether a known place stands between a kind of places and the end of the name or what follows it."""
    if name.ends_at(at) or name.before[at].strip():
        return False
    end = at + len(_known_place(name, at))
    return end > at and (name.ends_at(end) or bool(name.before[end].strip()) or _begins_another(name, end))


def _known_place(name: _Name, at: int) -> _Key:
    for end in range(min(len(name.keys), at + _LONGEST_PLACE), at, -1):
        if written := spelling_of(" ".join(name.keys[at:end])):
            return tuple(_WORD.findall(written))
    return ()


def _begins_another(name: _Name, at: int) -> bool:
    """Whether the words go on with a place of another kind or another office: "xã Bản Mây huyện Suối Vàng"."""
    level = _longest(_words().levels, name, at)
    return at + level < len(name.keys) if level else _longest(_words().parts, name, at) > 1


def _named(name: _Name, at: int) -> list[str | None]:
    """A name of people or places, each syllable with a capital; abbreviations and figures stay."""
    out: list[str | None] = []
    while not (out and (name.ends_at(at + len(out)) or _begins_another(name, at + len(out)))):
        word, printed = name.keys[at + len(out)], name.printed[at + len(out)]
        stays = not _VOWEL.search(word) or printed[0].isdigit()
        out.append(None if stays else _titled(word))
    return out
