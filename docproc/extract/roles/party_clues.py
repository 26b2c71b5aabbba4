"""The clues by which a word is found to belong to the name of an office that leads or helps.

A clue is a short string; what it speaks for is learned (models/extraction). Most weight lies on how a word is
written, what stands beside it, and where the grammar of offices (mentions/offices.py) saw a name begin and end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docproc.extract.layout.blocks import Body
from docproc.extract.mentions.offices import OfficePhrase, office_phrase
from docproc.extract.mentions.vocabulary import Vocabulary, vocabulary_of
from docproc.extract.roles.outline import after_opening, ends_with_colon
from docproc.extract.roles.unit_clues import step
from docproc.extract.roles.unit_roles import Role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LISTS = (
    "heads",
    "persons",
    "classes",
    "quantifiers",
    "verbs",
    "modals",
    "weak_verbs",
    "cues",
    "partners",
    "not_offices",
    "name_compounds",
)
_BEFORE_OFFICES = frozenset({",", ";", ":", "(", "với", "cùng", "cho", "do", "và", "-", "–"})
_EDGE = ("^", "^")
_REACH = 6  # tokens before a unit in which a directing word may still open its first office


def words_of_unit(doc: Doc, role: Role) -> list[int]:
    """The tokens of a unit that carry words or marks."""
    return [i for i in range(role.unit.start, role.unit.end) if not doc[i].is_space]


def party_clues(doc: Doc, body: Body, role: Role, first: bool) -> list[list[str]]:
    """The clues of each word of a unit. `first`: the unit opens its block."""
    tokens = words_of_unit(doc, role)
    known = _known(doc, role, tokens)
    listed = _listed(doc, role, tokens)
    shared = _of_unit(body, role, first)
    words = [*_EDGE, *("0" if doc[i].like_num else doc[i].lower_ for i in tokens), "$", "$"]
    shapes = [*_EDGE, *(_shape(doc[i]) for i in tokens), "$", "$"]
    names = [*_EDGE, *known, "$", "$"]
    distances = _distances(doc, tokens)
    return [
        [
            *_near(words, shapes, names, n + 2),
            *(f"in {name}" for name in listed[n]),
            *(f"-1 in {name}" for name in (listed[n - 1] if n else ())),
            *(f"+1 in {name}" for name in (listed[n + 1] if n + 1 < len(tokens) else ())),
            *(f"{clue}&{known[n]}" for clue in distances[n]),
            *distances[n],
            *(f"{clue}&{known[n]}" for clue in shared),
            *shared,
        ]
        for n in range(len(tokens))
    ]


def _of_unit(body: Body, role: Role, first: bool) -> list[str]:
    block = body.blocks[role.unit.block]
    colon = ends_with_colon(body.text_of(block))
    return [
        f"role={role.kind}",
        f"kind={block.kind}",
        f"role kind={role.kind} {block.kind}",
        f"colon={colon}",
        f"upper={block.upper}",
        f"first={first}",
    ]


def _near(words: list[str], shapes: list[str], names: list[str], k: int) -> list[str]:
    """Clues of the word number `k`, the two before it and the two behind it."""
    w, s, n = words, shapes, names
    return [
        f"0 {w[k]}",
        f"-1 {w[k - 1]}",
        f"+1 {w[k + 1]}",
        f"-2 {w[k - 2]}",
        f"+2 {w[k + 2]}",
        f"-10 {w[k - 1]} {w[k]}",
        f"0+1 {w[k]} {w[k + 1]}",
        f"+12 {w[k + 1]} {w[k + 2]}",
        f"-21 {w[k - 2]} {w[k - 1]}",
        f"s {s[k - 1]}{s[k]}{s[k + 1]}",
        f"ss {s[k - 2]}{s[k - 1]}{s[k]}{s[k + 1]}{s[k + 2]}",
        f"0s {w[k]} {s[k]}",
        f"s-1 0 {s[k - 1]} {w[k]}",
        f"s +1 {s[k]} {w[k + 1]}",
        f"0 s+1 {w[k]} {s[k + 1]}",
        f"n {n[k]}",
        f"nnn {n[k - 1]} {n[k]} {n[k + 1]}",
        f"n0 {n[k]} {w[k]}",
        f"ns {n[k]} {s[k - 1]}{s[k]}{s[k + 1]}",
        f"n+1 {n[k]} {w[k + 1]}",
        f"n-1 {n[k]} {w[k - 1]}",
    ]


def _shape(token: Token) -> str:
    """How a word is written: number, capital, capitals, small letters, or the mark itself."""
    text = token.text
    if token.like_num:
        return "0"
    if not text.isalpha():
        return text if len(text) == 1 else "/" if "/" in text else "."
    return "U" if text.isupper() and len(text) > 1 else "C" if text[:1].isupper() else "l"


def offices_in(doc: Doc, start: int, end: int) -> list[OfficePhrase]:
    """The office phrases between two tokens, left to right."""
    opened = _places_for_offices(doc, start, end)
    found: list[OfficePhrase] = []
    i = start
    while i < end:
        free = i in opened or doc[i - 1].lower_ in _BEFORE_OFFICES
        phrase = office_phrase(doc, i, end, free=free)
        if phrase is not None:
            found.append(phrase)
        i = max(phrase.end, i + 1) if phrase else i + 1
    return found


def _places_for_offices(doc: Doc, start: int, end: int) -> set[int]:
    """Where an office may begin even with a bare class word: at the start, after directing words."""
    words = vocabulary_of(doc)
    ends = {words.at[name][i] for name in ("cues", "partners") for i in words.between(name, start - _REACH, end)}
    return ends | {start, after_opening(doc, start)}


def _known(doc: Doc, role: Role, tokens: list[int]) -> list[str]:
    """For each word whether it begins (b) or is in (i) an office name, and what stands before that name."""
    start, end = role.unit.start, role.unit.end
    words = vocabulary_of(doc)
    found = {}
    for phrase in offices_in(doc, start, end):
        opened = _opened_by(words, start, phrase)
        for begin, stop in phrase.parts:
            found.update({i: ("b" if i == begin else "i") + opened for i in range(begin, stop)})
    return [found.get(i, "o") for i in tokens]


def _opened_by(words: Vocabulary, start: int, phrase: OfficePhrase) -> str:
    """What stands right before an office: a directing word (c), a word for partners (p), something else (m)."""
    for name, letter in (("cues", "c"), ("partners", "p")):
        near = words.between(name, max(start, phrase.start - _REACH), phrase.start)
        if any(phrase.start - 2 <= words.at[name][i] <= phrase.start for i in near):
            return letter
    return "m"


def _listed(doc: Doc, role: Role, tokens: list[int]) -> list[list[str]]:
    """For each word the lists whose phrases it begins or lies in."""
    words = vocabulary_of(doc)
    place = {i: n for n, i in enumerate(tokens)}
    found: list[list[str]] = [[] for _ in tokens]
    for name in _LISTS:
        for begin in words.between(name, role.unit.start - 3, role.unit.end):
            for i in range(begin, words.at[name][begin]):
                if i in place:
                    found[place[i]].append(f"{name} {'b' if i == begin else 'i'}")
    return found


def _distances(doc: Doc, tokens: list[int]) -> list[list[str]]:
    """For each word how far it is from the start, from directing words, and whether it stands in brackets."""
    words = vocabulary_of(doc)
    found: list[list[str]] = []
    latest: dict[str, int] = {}
    depth = 0
    for n, i in enumerate(tokens):
        depth += {"(": 1, ")": -1}.get(doc[i].text, 0)
        clues = [f"bracket={depth > 0}", f"place={step(n, (0, 1, 2, 4, 8, 15, 30))}"]
        for name in ("cues", "partners"):
            if i in words.at[name]:
                latest[name] = n
            far = step(n - latest[name], (1, 2, 4, 8, 16)) if name in latest else "no"
            clues.append(f"{name}={far}")
        found.append(clues)
    return found
