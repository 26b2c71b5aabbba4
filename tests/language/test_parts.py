"""Syllables taken apart into heads and tails, so that all are weighed at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docproc.language.parts import Parts, Syllables, taken_apart

WORDS = ["nghiêng", "anh", "a", "ban", "nh"]


def apart(words: list[str]) -> tuple[Syllables, dict[str, int]]:
    letters = {letter: n for n, letter in enumerate(sorted(set("".join(words))))}
    return taken_apart(words, letters), letters


def spelt(parts: Parts, letters: dict[str, int], at_end: bool) -> list[str]:
    """The parts as text, put together letter by letter as their steps say."""
    names = {number: letter for letter, number in letters.items()}
    texts = [""] * parts.count
    for step in parts.steps:
        for place, letter, shorter in zip(range(step.begin, step.end), step.letter, step.shorter, strict=True):
            rest, new = texts[shorter], names[letter]
            texts[place] = rest + new if at_end else new + rest
    return texts


def test_a_head_is_the_consonants_before_the_first_vowel() -> None:
    syllables, letters = apart(["nghiêng"])
    assert "ngh" in spelt(syllables.heads, letters, at_end=True)
    assert "iêng" in spelt(syllables.tails, letters, at_end=False)


def test_a_head_without_a_consonant_is_the_first_letter() -> None:
    syllables, _letters = apart(["anh"])
    assert [group.length for group in syllables.groups] == [1]


def test_the_empty_part_comes_first() -> None:
    syllables, letters = apart(WORDS)
    assert spelt(syllables.heads, letters, at_end=True)[0] == ""


@given(st.lists(st.text("abcghiêntú", min_size=1, max_size=7), min_size=1, max_size=12, unique=True))
def test_head_and_tail_are_the_syllable(words: list[str]) -> None:
    syllables, letters = apart(words)
    heads, tails = spelt(syllables.heads, letters, at_end=True), spelt(syllables.tails, letters, at_end=False)
    joined = {
        int(number): heads[head] + tails[tail]
        for group in syllables.groups
        for head, tail, number in zip(group.head, group.tail, group.syllable, strict=True)
    }
    assert [joined[number] for number in range(len(words))] == words
