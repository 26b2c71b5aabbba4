"""Names printed in capitals, written as in running text; positions and people's names in a signature.

Capitals lose their marks to OCR more often than small letters ("SƠ Y TE"), so the text of the letter,
which repeats the names, is asked first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from docproc.language.normalise import fold
from docproc.resources import load_rules


def as_in_text(name: str, text: str) -> str:
    """The name (printed in capitals) with marks and capitals as the text writes it, else by rule.

    "SƠ Y TE" becomes "Sở Y tế" when the letter speaks of the "Sở Y tế".
    """
    folded = fold(name)
    seen = Counter(
        text[m.start() : m.end()]
        for m in re.finditer(rf"(?<!\w){re.escape(folded)}(?!\w)", fold(text))
        if not text[m.start() : m.end()].isupper() and text[m.start()].isupper()
    )
    return seen.most_common(1)[0][0] if seen else office_case(name)


@cache
def known_office(name: str) -> str | None:
    """The standard department whose name the words are, blanks and marks aside; None for any other office.

    OCR loses blanks and marks of capitals ("SỐY TÉ"); the names of departments are the same in every province.
    """
    printed = fold(name).replace(" ", "")
    names = load_rules("names")["departments"]
    limit = float(load_rules("names")["department_similarity"])
    best = process.extractOne(
        printed, [fold(n).replace(" ", "") for n in names], scorer=fuzz.ratio, score_cutoff=limit
    )
    return str(names[best[2]]) if best and abs(len(best[0]) - len(printed)) <= 1 else None


@cache
def _rules() -> dict[str, list[str]]:
    return load_rules("names")


def office_case(name: str) -> str:
    """An office in capitals as it is written in running text: `UBND TỈNH LAI CHÂU` → `UBND tỉnh Lai Châu`.

    Rules of capitals: Nghị định 30/2020, Phụ lục II, parts III and IV.
    """
    rules = _rules()
    words = name.split()
    out = [w if w.strip(".,;") in rules["abbreviations"] else w.lower() for w in words]
    text = " ".join(out)
    for kind in sorted(rules["place_kinds"], key=len, reverse=True):
        found = re.search(rf"(?<!\w){re.escape(fold(kind))} (?P<name>[^,;()]+)", fold(text))
        if found:
            name = _title(text[found.start("name") : found.end("name")])
            text = f"{text[: found.start()]}{kind} {name}{text[found.end('name') :]}"
    for kind in sorted(rules["named_after"], key=len, reverse=True):
        if fold(text).startswith(fold(kind) + " "):
            return f"{kind[:1].upper()}{kind[1:]} {_title(text[len(kind) + 1 :])}"
    for head in sorted(rules["heads"], key=len, reverse=True):
        if fold(text).startswith(fold(head) + " ") or fold(text) == fold(head):
            text = text[0].upper() + text[1:]
            if head in rules["fields_after"]:
                text = text[: len(head) + 1] + text[len(head) + 1 : len(head) + 2].upper() + text[len(head) + 2 :]
            break
    for joined in rules["joined_fields"]:
        at = text.lower().find(joined)
        if at >= 0:
            text = text[:at] + _capital_fields(joined) + text[at + len(joined) :]
    return text[:1].upper() + text[1:]


def _title(text: str) -> str:
    return " ".join(w[:1].upper() + w[1:] for w in text.split(" "))


def _capital_fields(joined: str) -> str:
    return re.sub(r"(^|và |- |, )(\w)", lambda m: m[1] + m[2].upper(), joined)


def position_of(line: str) -> tuple[str, float] | None:
    """The position that a line of a signature block names, as written in running text, and how alike the
    printed line is to it (0 to 1); None when it names none. The authority before it (KT., TL. …) does not count.
    """
    bare = re.sub(r"^\W*(?:(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s*[.,]\s*)", "", line).strip(" .,;:-~")
    positions = _rules()["positions"]
    limit = float(load_rules("names")["position_similarity"])
    folded = " ".join(re.sub(r"[^a-z ]", " ", fold(bare)).split())
    best = process.extractOne(folded, [fold(p) for p in positions], scorer=fuzz.ratio, score_cutoff=limit)
    return (positions[best[2]], best[1] / 100) if best else None


_NAME_WORD = re.compile(r"^[A-ZĐÀÁẢÃẠÂẤẦẨẪẬĂẮẰẲẴẶÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ][\w']*$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name; `known` when it begins with a listed family name, `mended` when that one was put right."""

    text: str
    known: bool
    mended: bool

    @property
    def frequent(self) -> bool:
        """Whether the family name is a frequent one."""
        return self.text.split()[0] in _rules()["family_names"][: int(load_rules("names")["frequent"])]


def person_name(line: str) -> PersonName | None:
    """The person's name that a line of a signature block holds: two to five words with capitals, no digits.

    A family name with one letter lost or wrong is put right when only one listed name is that near.
    """
    words = [w for w in re.sub(r"[^\w\s']", " ", unicodedata.normalize("NFC", line)).split() if w != "_"]
    while words and re.fullmatch(load_rules("names")["title"], words[0]):
        words = words[1:]
    words = [part for word in words for part in _apart(word).split()]
    if not 2 <= len(words) <= 5 or any(c.isdigit() for w in words for c in w):
        return None
    if not all(_NAME_WORD.match(w) for w in words[1:]) or max(len(w) for w in words) > 8:
        return None
    if any(len(w) == 1 and w not in _rules()["one_letter"] for w in words[1:]):
        return None
    first, *others = [w if not w.isupper() or len(w) == 1 else w.capitalize() for w in words]
    known = first in _rules()["family_names"]
    meant = None if known or len(others) < 2 else _family_name_near(first)
    if meant is None and not _NAME_WORD.match(first):
        return None
    return PersonName(" ".join([meant or first, *others]), known or meant is not None, meant is not None)


def _apart(word: str) -> str:
    """With a blank before a capital inside the word: "VănHải"."""
    pairs = zip(" " + word, word, strict=False)
    return "".join(f" {c}" if c.isupper() and before.islower() else c for before, c in pairs)


@cache
def _family_name_near(word: str) -> str | None:
    """The one frequent family name that the word is but for its marks, its first letters or one wrong letter."""
    frequent = _rules()["family_names"][: int(load_rules("names")["frequent"])]
    low = word.lower()
    without_marks = [name for name in frequent if fold(name) == fold(word)]
    # A seal takes any number of letters: "inh" is Đinh or Trịnh, and stays.
    beheaded = [name for name in frequent if fold(name).endswith(fold(word)) and fold(name) != fold(word)]
    one_wrong = [name for name in frequent if len(low) > 2 and Levenshtein.distance(name.lower(), low) == 1]
    # … or puts its own letters, which are capitals, before it: "UYLò".
    behind_seal = [name for name in frequent if word.endswith(name) and word[: -len(name)].isupper()]
    likeliest = next((found for found in (behind_seal, without_marks, beheaded, one_wrong) if found), [])
    return likeliest[0] if len(likeliest) == 1 else None
