"""Names of offices as running text writes them; positions and people's names in a signature.

Words of a text layer or a text file are `certain`: of them nothing but capitals is changed. OCR loses marks of
capitals more often than of small letters ("SƠ Y TE"), so a name not known as it was read may be put right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from docproc.extract.mentions.capitals import usual_position, usual_spelling, with_known_words
from docproc.extract.mentions.rules.names import Names
from docproc.language.normalise import fold, normalise
from docproc.language.rules.person_names import PersonNames
from docproc.language.syllables import is_syllable, letters_key
from docproc.rules import load


def as_in_text(name: str, text: str, certain: bool = False, place: str = "") -> str:
    """The name (printed in capitals) in its usual spelling, as the text has it where it is not a known one.

    Unless it is `certain`, a name that cannot be spelt so gets the marks of the text, else of a known office:
    "SƠ Y TE" becomes "Sở Y tế". A name with a word that is not known stays as printed; the `place` that the
    letter comes from is known.
    """
    name = normalise(name)
    seen = Counter(_written_in(text, name))
    same = Counter({found: n for found, n in seen.items() if same_letters(found, name)})
    written = known_office(name, certain=True) or _most_common(same) or usual_spelling(name, place)
    if written or certain:
        return written or name
    return known_office(name) or _most_common(seen) or usual_spelling(with_known_words(name), place) or name


def _written_in(text: str, name: str) -> Iterator[str]:
    """How a text writes a name, marks aside, wherever it begins with a capital and is not all capitals."""
    wanted, folded = fold(name), fold(text)
    start = folded.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        found = text[start:end]
        whole = not (folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum())
        if whole and not found.isupper() and found[0].isupper():
            yield found
        start = folded.find(wanted, end)


def _most_common(seen: Counter[str]) -> str | None:
    return seen.most_common(1)[0][0] if seen else None


def same_letters(one: str, other: str) -> bool:
    """Whether two names differ in nothing but capitals and the place of tones (hoà, hòa)."""
    return letters_key(one) == letters_key(other)


@cache
def known_office(name: str, certain: bool = False) -> str | None:
    """The standard department whose name the words are; None for any other office.

    Blanks and marks may be wrong unless the words are `certain`: OCR loses them in capitals ("SỐY TÉ"), and the
    names of departments are the same in every province.
    """
    rules = load(Names)
    exact = next((n for n in rules.departments if same_letters(n, name)), None)
    if exact or certain:
        return exact and _with_tones_of(exact, name)
    printed = fold(name).replace(" ", "")
    known = [fold(n).replace(" ", "") for n in rules.departments]
    best = process.extractOne(printed, known, scorer=fuzz.ratio, score_cutoff=rules.department_similarity)
    return rules.departments[best[2]] if best and abs(len(best[0]) - len(printed)) <= 1 else None


def _with_tones_of(written: str, printed: str) -> str:
    """The written name with its tones where they are printed (Uỷ, Ủy)."""
    return "".join(
        p.upper() if w.isupper() else p.lower() for w, p in zip(written, normalise(printed), strict=True)
    )


def office_case(name: str) -> str:
    """An office in capitals as it is written in running text: `UBND TỈNH LAI CHÂU` → `UBND tỉnh Lai Châu`.

    One that is not known stays as printed (docproc/extract/mentions/capitals.py).
    """
    return usual_spelling(name) or name


def as_running_text(name: str) -> str:
    """The name of an office in a text, several words in capitals in their usual spelling."""
    return office_case(name) if name.isupper() and len(name.split()) > 1 else name


def position_of(line: str, certain: bool = False, clear: bool = False) -> tuple[str, float] | None:
    """The position that a line of a signature block names, as written in running text, and how alike the
    printed line is to it (0 to 1); None when it names none. The authority before it (KT., TL. …) does not count.

    A `certain` line that is no known position but like one ("PHÓ CHỦ TỊCH UBND XÃ") keeps all its words. So does
    one of `clear`ly read syllables, but for marks, which OCR loses in capitals.
    """
    rules = load(Names)
    bare = rules.authority.regex.sub("", line).strip(" .,;:-~")
    positions, limit = rules.positions, rules.position_similarity
    folded = " ".join(re.sub(r"[^a-z ]", " ", fold(bare)).split())
    best = process.extractOne(folded, [fold(p) for p in positions], scorer=fuzz.ratio, score_cutoff=limit)
    exact = next((p for p in positions if same_letters(p, bare)), None)
    if clear and best and folded == best[0]:
        return positions[best[2]], 1.0
    beheaded = best is not None and best[0].endswith(folded)  # by a seal, which lies over the left
    if exact or certain or (clear and not beheaded and _are_syllables(bare)):
        known = exact or (best and (usual_position(bare) or bare))
        return (known, 1.0) if known else _with_office(bare)
    return (positions[best[2]], best[1] / 100) if best else _with_office(bare)


def _are_syllables(position: str) -> bool:
    """Whether all words of a position are formed like Vietnamese syllables or listed abbreviations."""
    words = re.findall(r"[^\W_]+", position)
    return all(is_syllable(word.lower()) or word in load(Names).position_abbreviations for word in words)


def _with_office(bare: str) -> tuple[str, float] | None:
    """A position with the office of its holder, "Phó Chủ tịch UBND xã": as alike as its share of the words."""
    position = usual_position(bare)
    return (position, 1 / len(bare.split())) if position else None


_NAME_WORD = re.compile(r"^[A-ZĐÀÁẢÃẠÂẤẦẨẪẬĂẮẰẲẴẶÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ][\w']*$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name; `known` when it begins with a listed family name, `mended` when letters were put right."""

    text: str
    known: bool
    mended: bool

    @property
    def syllabic(self) -> bool:
        """Whether all its words are formed like Vietnamese syllables: "Nñ" is not."""
        return all(
            is_syllable(word.lower()) or word in load(PersonNames).family_names for word in self.text.split()
        )

    @property
    def frequent(self) -> bool:
        """Whether the family name is a frequent one."""
        return self.text.split()[0] in load(PersonNames).frequent


def person_name(line: str, certain: bool = False) -> PersonName | None:
    """The person's name that a line of a signature block holds: two to five words with capitals, no digits.

    Unless the words are `certain`, a family name with one letter lost or wrong is put right when only one listed
    name is that near, and so are small letters that begin words between a listed one and the last.
    """
    words = [w for w in re.sub(r"[^\w\s']", " ", unicodedata.normalize("NFC", line)).split() if w != "_"]
    if len(words) > 5 and all(len(word) == 1 for word in words):  # printed with blanks: "L ò V ă n K h ả i"
        words = ["".join(words)]
    while words and words[0] in load(PersonNames).titles:
        words = words[1:]
    words = _without_speck([part for word in words for part in _apart(word).split()])
    if not 2 <= len(words) <= 5 or any(c.isdigit() for w in words for c in w):
        return None
    read, words = words, words if certain else _with_capitals(words)
    if not all(_NAME_WORD.match(w) for w in words[1:]) or max(len(w) for w in words) > 8:
        return None
    if any(len(w) == 1 and w not in load(PersonNames).one_letter for w in words[1:]):
        return None
    first, *others = [w if not w.isupper() or len(w) == 1 else w.capitalize() for w in words]
    known = first in load(PersonNames).family_names
    meant = None if known or certain or len(others) < 2 else _family_name_near(first)
    if meant is None and not _NAME_WORD.match(first):
        return None
    return PersonName(
        " ".join([meant or first, *others]), known or meant is not None, bool(meant) or words != read
    )


def _with_capitals(words: list[str]) -> list[str]:
    """The words, those between a listed family name and the last with a capital: "Lò văn Khải"."""
    if words[0] not in load(PersonNames).family_names:
        return words
    return [words[0], *(word.capitalize() if word.islower() else word for word in words[1:-1]), words[-1]]


def _without_speck(words: list[str]) -> list[str]:
    """The words without a single letter before a listed family name, unless it may be a name: "ơ Lò Văn Khải"."""
    speck = len(words) > 3 and len(words[0]) == 1 and words[0] not in load(PersonNames).one_letter
    return words[1:] if speck and words[1] in load(PersonNames).family_names else words


def _apart(word: str) -> str:
    """With a blank before a capital inside the word: "VănHải"."""
    pairs = zip(" " + word, word, strict=False)
    return "".join(f" {c}" if c.isupper() and before.islower() else c for before, c in pairs)


@cache
def _family_name_near(word: str) -> str | None:
    """The one frequent family name that the word is but for its marks, its first letters or one wrong letter."""
    frequent = load(PersonNames).frequent
    low = word.lower()
    without_marks = [name for name in frequent if fold(name) == fold(word)]
    # A seal takes any number of letters: "inh" is Đinh or Trịnh, and stays.
    beheaded = [name for name in frequent if fold(name).endswith(fold(word)) and fold(name) != fold(word)]
    one_wrong = [name for name in frequent if len(low) > 2 and Levenshtein.distance(name.lower(), low) == 1]
    # … or puts its own letters, which are capitals, before it: "UYLò".
    behind_seal = [name for name in frequent if word.endswith(name) and word[: -len(name)].isupper()]
    # "Lrận": a letter and the marks are wrong.
    one_and_marks = [n for n in frequent if len(low) > 3 and Levenshtein.distance(fold(n), fold(low)) == 1]
    ways = (behind_seal, without_marks, beheaded, one_wrong, one_and_marks)
    likeliest = next((found for found in ways if found), [])
    return likeliest[0] if len(likeliest) == 1 else None
