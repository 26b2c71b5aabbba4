"""The search among readings, by the example that its docstring draws: "soat hô chúa nưóc"."""

from __future__ import annotations

from itertools import product

import pytest

from docproc.language import decode, readings
from docproc.language.decode import Decoded, Slot, best_readings
from docproc.language.pieces import pieces_of
from docproc.language.readings import Reader
from docproc.language.repair import reader_in_force
from docproc.language.slots import TakenLine, shares_of_lines, slots_of, undecided_places
from docproc.language.units import STOP

DAMAGED = "soat hô chúa nưóc"
RIGHT = ["soát", "hồ", "chứa", "nước"]
BY_LETTERS = ["soát", "hô", "chúa", "nước"]
LANGUAGE = 0.85


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_in_force()


@pytest.fixture(scope="module")
def slots(reader: Reader) -> list[Slot]:
    lines = [TakenLine(pieces_of(DAMAGED), shouting=False)]
    return slots_of(reader, undecided_places(reader, lines, shares_of_lines(reader, lines), {}))


def searched(reader: Reader, slots: list[Slot], language: float = LANGUAGE, beam: int = 12) -> list[Decoded]:
    ngrams = reader.model.ngrams
    return best_readings(ngrams, slots, ngrams.numbers[STOP], beam, language)


def texts_of(slot: Slot) -> list[str]:
    return [slot.readings.texts[at] for at in range(len(slot.readings.looks))]


def costs(reader: Reader, slots: list[Slot], path: list[str]) -> list[tuple[float, float]]:
    """What the letters and the language cost for each word of a path."""
    ngrams = reader.model.ngrams
    context, found = ngrams.numbers[STOP], []
    for slot, word in zip(slots, path, strict=True):
        at = texts_of(slot).index(word)
        unit = int(slot.readings.units[at][0])
        told, context = ngrams.followed(context, [unit])
        found.append((-float(slot.readings.looks[at]), -LANGUAGE * told))
    return found


def test_the_path_that_letters_and_language_bear_out_is_chosen(reader: Reader, slots: list[Slot]) -> None:
    assert [one.text for one in searched(reader, slots)] == RIGHT


def test_without_the_language_the_letters_choose(reader: Reader, slots: list[Slot]) -> None:
    assert [one.text for one in searched(reader, slots, language=0.0)] == BY_LETTERS


def test_no_path_is_cheaper_than_the_one_chosen(reader: Reader, slots: list[Slot]) -> None:
    paths = product(*(texts_of(slot)[:5] for slot in slots))
    cheapest = min(paths, key=lambda path: sum(map(sum, costs(reader, slots, list(path)))))
    assert list(cheapest) == RIGHT


def test_a_narrow_beam_may_lose_the_path(reader: Reader, slots: list[Slot]) -> None:
    assert [one.text for one in searched(reader, slots, beam=1)] != RIGHT


def test_the_margin_is_the_lead_over_the_second_reading(reader: Reader, slots: list[Slot]) -> None:
    lake = searched(reader, slots)[1]
    other = ["soát", lake.second, "chứa", "nước"]
    lead = sum(map(sum, costs(reader, slots, other))) - sum(map(sum, costs(reader, slots, RIGHT)))
    assert lake.margin == pytest.approx(lead, abs=0.2)


@pytest.mark.parametrize("path", [RIGHT, BY_LETTERS])
def test_the_docstring_tells_what_each_path_costs(reader: Reader, slots: list[Slot], path: list[str]) -> None:
    found = costs(reader, slots, path)
    drawn = "   ".join(
        f"{word} {looks:.1f} + {said:.1f}" for word, (looks, said) in zip(path, found, strict=True)
    )
    assert f"{drawn}     in all {sum(map(sum, found)):.1f}" in (decode.__doc__ or "")


def test_the_docstring_of_readings_tells_what_the_letters_cost(reader: Reader, slots: list[Slot]) -> None:
    told = {word: costs(reader, slots, ["soát", word, "chứa", "nước"])[1][0] for word in ("hô", "hồ")}
    words = f'"hô" at a cost of {told["hô"]:.1f}, "hồ" at {told["hồ"]:.1f}'
    assert words in " ".join((readings.__doc__ or "").split())
