"""Texts for printed lines without end: running text of a corpus, and what the letters' own grammar adds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from docproc.rules import load
from docproc.rules.reader import Reader
from docproc.synthesis.rules.lines import Lines

Rng = np.random.Generator
T = TypeVar("T")

_FIELD = re.compile(r"\{(\w+)\}")
_DOTS = re.compile(r"\.(?:\s?\.){2,}|…[.…]*")  # what is drawn as dots is told as one sign
_ONSETS = [*"bcdđghklmnpqrstvx", "ch", "gh", "gi", "kh", "ng", "ngh", "nh", "ph", "th", "tr", "", "", ""]
_CODAS = ["", "", "", "c", "ch", "m", "n", "ng", "nh", "p", "t", "i", "o", "u", "y"]


def one_of(rng: Rng, choices: Sequence[T]) -> T:
    """One of the choices, each as likely."""
    return choices[int(rng.integers(len(choices)))]


@dataclass(frozen=True)
class Texts:
    """Texts of lines; `corpus` are paragraphs to take stretches from."""

    corpus: Sequence[str]

    def some(self, rng: Rng) -> str:
        """A text of one line in letters of the reader's alphabet, NFC, without blanks at its ends."""
        kinds, chances = self._kinds
        while True:
            text = kinds[int(rng.choice(len(kinds), p=chances))](rng)
            text = as_told(unicodedata.normalize("NFC", text))
            if text and _KNOWN.issuperset(text):
                return text

    @cached_property
    def _kinds(self) -> tuple[list[Callable[[Rng], str]], np.ndarray]:
        shares = load(Lines).texts.model_dump()
        kinds = {
            "running": lambda rng: _varied(rng, self.stretch(rng, 3, 18)),
            "listed": self._listed,
            "capitals": lambda rng: self.stretch(rng, 1, 9).upper(),
            "head": self._from_grammar,
            "cells": self._cell,
            "numbers": _numbers,
            "syllables": _syllables,
            "signs": self._with_signs,
        }
        chances = np.array([shares[name] for name in kinds], float)
        return list(kinds.values()), chances / chances.sum()

    def stretch(self, rng: Rng, least: int, most: int) -> str:
        """Some words of the corpus, one after another; fewer than `least` where a paragraph is short."""
        words = one_of(rng, self.corpus).split()
        count = int(rng.integers(least, most + 1))
        start = int(rng.integers(0, max(1, len(words) - count + 1)))
        return " ".join(words[start : start + count])

    def _from_grammar(self, rng: Rng) -> str:
        return self._filled(rng, one_of(rng, load(Lines).grammar.lines))

    def _listed(self, rng: Rng) -> str:
        """A paragraph of a list that begins or ends, or both: what tells paragraphs apart stands at the edges of
        lines, and is small.
        """
        grammar, at = load(Lines).grammar, rng.random()
        text = _varied(rng, self.stretch(rng, 2, 14)).rstrip(".,;:")
        if at < 0.7:
            first = text[:1].upper() if rng.random() < 0.8 else text[:1]
            text = f"{self._filled(rng, one_of(rng, grammar.marks))} {first}{text[1:]}"
        return text + self._filled(rng, one_of(rng, grammar.ends)) if at > 0.4 else text

    def _filled(self, rng: Rng, form: str) -> str:
        return _FIELD.sub(lambda found: self._field(rng, found[1]), form)

    def _field(self, rng: Rng, name: str) -> str:
        grammar = load(Lines).grammar
        if name.isupper() and name.lower() in ("office", "title"):
            return self._field(rng, name.lower()).upper()
        lists = {"place": grammar.places, "title": grammar.titles}
        if name in lists:
            return one_of(rng, lists[name])
        makers: dict[str, Callable[[], str]] = {
            "office": lambda: self._filled(rng, one_of(rng, grammar.offices)),
            "name": lambda: " ".join(
                one_of(rng, part) for part in (grammar.surnames, grammar.middles, grammar.givens)
            ),
            "symbol": lambda: "-".join(one_of(rng, grammar.symbols) for _ in range(int(rng.integers(1, 4)))),
            "short": lambda: one_of(rng, grammar.symbols),
            "running": lambda: self.stretch(rng, 2, 10),
            "CAPITALS": lambda: self.stretch(rng, 2, 6).upper(),
            "number": lambda: str(rng.integers(1, 10 ** int(rng.integers(1, 5)))).zfill(2),
            "small": lambda: str(rng.integers(1, 30)),
            "day": lambda: str(rng.integers(1, 32)).zfill(int(rng.integers(1, 3))),
            "month": lambda: str(rng.integers(1, 13)).zfill(int(rng.integers(1, 3))),
            "year": lambda: str(rng.integers(1990, 2031)),
            "weekday": lambda: one_of(rng, ["hai", "ba", "tư", "năm", "sáu", "bảy", "Hai", "Tư"]),
            "seconds": lambda: str(rng.integers(0, 60)).zfill(2),
            "letter": lambda: one_of(rng, "abcdđeghik"),
            "ROMAN": lambda: one_of(rng, ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]),
            "phone": lambda: _phone(rng),
            "mail": lambda: f"{_latin(rng)}{one_of(rng, ['@', '.', '_'])[:1]}{_latin(rng)}@{_site(rng)}",
            "site": lambda: f"{one_of(rng, ['www.', 'http://', 'https://', ''])}{_site(rng)}",
            "sum": lambda: f"{int(rng.integers(1, 10 ** int(rng.integers(4, 11)))):,}".replace(",", "."),
            "time": lambda: _time(rng),
        }
        return makers[name]()

    def _cell(self, rng: Rng) -> str:
        at = rng.random()
        if at < 0.55:
            return self.stretch(rng, 1, 4)
        if at < 0.75:
            return one_of(rng, [str(rng.integers(0, 100)), self._field(rng, "sum"), _decimal(rng)])
        if at < 0.9:
            return self._filled(rng, one_of(rng, ["{name}", "{day}/{month}/{year}", "{phone}", "{office}"]))
        return one_of(rng, ["x", "X", "-", "TT", "STT", "Ghi chú", "Nam", "Nữ", "Tổng cộng", "nt", "Đạt", "…"])

    def _with_signs(self, rng: Rng) -> str:
        """Running text with odd signs put in, so that each is met often enough."""
        words = self.stretch(rng, 2, 9).split() or ["x"]
        for _ in range(int(rng.integers(1, 5))):
            at = int(rng.integers(len(words)))
            sign = one_of(rng, load(Reader).alphabet.marks)
            words[at] = one_of(
                rng, [f"{sign}{words[at]}", f"{words[at]}{sign}", sign, f"{words[at]} {sign} {rng.integers(100)}"]
            )
        return " ".join(words)


_KNOWN = set(load(Reader).letters)


def as_told(text: str) -> str:
    """The text as a label says it: rows of dots are one sign, blanks are single."""
    return " ".join(_DOTS.sub("…", text).split())


def _varied(rng: Rng, text: str) -> str:
    """The text with the other ways to print quotes and dashes."""
    at = rng.random()
    if at < 0.3:
        text = re.sub(r'"([^"]*)"', "“\\1”", text)
    elif at < 0.35:
        text = re.sub(r'"([^"]*)"', "‘\\1’", text)
    if rng.random() < 0.2:
        text = text.replace(" - ", " – ")
    return text


def _latin(rng: Rng) -> str:
    return "".join(one_of(rng, "abcdefghijklmnopqrstuvwxyz") for _ in range(int(rng.integers(2, 9))))


def _site(rng: Rng) -> str:
    return f"{_latin(rng)}.{one_of(rng, ['gov.vn', 'com.vn', 'vn', 'edu.vn', 'com', 'org.vn'])}"


def _phone(rng: Rng) -> str:
    digits = "0" + "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(8, 11))))
    return one_of(
        rng,
        [
            digits,
            f"{digits[:4]}.{digits[4:7]}.{digits[7:]}",
            f"({digits[:4]}) {digits[4:]}",
            f"{digits[:3]}-{digits[3:]}",
        ],
    )


def _time(rng: Rng) -> str:
    hour, minute = int(rng.integers(0, 24)), int(rng.integers(0, 60))
    return one_of(
        rng,
        [
            f"{hour:02d}:{minute:02d}",
            f"{hour} giờ {minute:02d} phút",
            f"{hour}h{minute:02d}",
            f"{hour:02d}g{minute:02d}",
        ],
    )


def _decimal(rng: Rng) -> str:
    return f"{rng.uniform(0, 1000):.{int(rng.integers(1, 4))}f}".replace(".", one_of(rng, ",.")) + one_of(
        rng, ["", "%", " m²", " km", "°C", " m³", " ha"]
    )


def _numbers(rng: Rng) -> str:
    """Figures in all sorts of rows."""
    parts = []
    for _ in range(int(rng.integers(1, 7))):
        digits = "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(1, 8))))
        parts.append(
            one_of(
                rng,
                [
                    digits,
                    f"{digits}/{rng.integers(99)}",
                    f"{digits}-{rng.integers(99)}",
                    _decimal(rng),
                    f"({digits})",
                    f"{digits};",
                ],
            )
        )
    return one_of(rng, [" ", " ", "/", "-", "."]).join(parts)


def _syllables(rng: Rng) -> str:
    """Syllables put together at random, so that every letter with its mark is met, and marks are looked at."""
    vowels = load(Reader).alphabet.vowels
    words = []
    for _ in range(int(rng.integers(2, 12))):
        vowel = one_of(rng, ["", "", "o", "u", "i", "y"]) + one_of(rng, vowels)
        word = _latin(rng) if rng.random() < 0.1 else one_of(rng, _ONSETS) + vowel + one_of(rng, _CODAS)
        at = rng.random()
        words.append(word.upper() if at < 0.25 else word.capitalize() if at < 0.4 else word)
    return " ".join(words)
