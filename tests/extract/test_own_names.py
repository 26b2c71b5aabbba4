"""Names that people wrote once: which damaged ones are read as them, and which stay as printed."""

from __future__ import annotations

import pytest

from docproc.extract.assemble.own_names import OwnNames, own_office, own_symbol, with_own_names
from docproc.letter import Evidence, Header, Letter, Office, PageNote, Task

ONCE = {"UBND xã Bản Mây": 1, "Trường Tiểu học Nậm Toong": 1, "Tổ công tác số 3": 1}
TWICE = dict.fromkeys(ONCE, 2)


@pytest.mark.parametrize(
    ("read", "known", "name"),
    [
        ("UBND xã Bảnn Mây", ONCE, "UBND xã Bản Mây"),  # a word that is no syllable
        ("UBND xã Bản Mậy", ONCE, None),  # a syllable: another place may be called so
        ("UBND xã Bản Mậy", TWICE, "UBND xã Bản Mây"),  # written twice: the marks are believed
        ("UBND xã bản mây", ONCE, "UBND xã Bản Mây"),  # nothing but capitals
        ("UBND xã Bản Mai", TWICE, None),  # other letters that are a syllable
        ("Tổ công tác số 8", TWICE, None),  # a number tells offices apart
        ("Trường Tiểu họcc Nậm Toongg", ONCE, "Trường Tiểu học Nậm Toong"),
        ("Trường Tieeu hocc Nậm Toongg", ONCE, None),  # three words are another name
        ("UBND xã Bản", ONCE, None),
    ],
)
def test_a_damaged_name_is_read_as_the_one_known_name_that_it_can_be(
    read: str, known: dict[str, int], name: str | None
) -> None:
    assert own_office(read, known, certain=False) == name


def test_a_place_that_exists_stays() -> None:
    known = {"UBND huyện Quảng Bình": 5}
    assert own_office("UBND huyện Quang Bình", known, certain=False) is None


def test_of_two_known_names_that_it_may_be_none_is_taken() -> None:
    known = {"UBND xã Bản Mây": 2, "UBND xã Bản Mấy": 2}
    assert own_office("UBND xã Bản Mậy", known, certain=False) is None


def test_certain_words_get_nothing_but_capitals() -> None:
    assert own_office("UBND xã Bảnn Mây", ONCE, certain=True) is None
    assert own_office("UBND XÃ BẢN MÂY", ONCE, certain=True) == "UBND xã Bản Mây"


@pytest.mark.parametrize(
    ("read", "symbol"),
    [("QD-UBND", "QĐ-UBND"), ("QĐ-UBND", "QĐ-UBND"), ("UBND-NV", None), ("HĐND-TT", None)],
)
def test_a_symbol_differs_only_in_signs_that_look_alike(read: str, symbol: str | None) -> None:
    assert own_symbol(read, {"QĐ-UBND": 1, "UBND-NN": 1}) == symbol


def _letter(source: str) -> Letter:
    seen = [Evidence(page=1, text="?")]
    header = Header(issuer="UBND xã Bảnn Mây", symbol="QD-UBND", evidence={"issuer": seen, "symbol": seen})
    lead = [Office(name="Trường Tiểu họcc Nậm Toong", evidence=seen), Office(name="các xã", scope="class")]
    note = PageNote(page=1, source=source, reason="x", confidence=0.9)
    return Letter(
        file="a", pages=1, header=header, tasks=[Task(id="1", page=1, text="t", lead=lead)], page_notes=[note]
    )


def test_each_name_that_is_put_right_carries_a_doubt() -> None:
    read = _letter("ocr")
    letter = with_own_names(read, OwnNames(ONCE, {"QĐ-UBND": 1}))
    assert (letter.header.issuer, letter.header.symbol) == ("UBND xã Bản Mây", "QĐ-UBND")
    assert letter.tasks[0].lead[0].name == "Trường Tiểu học Nậm Toong"
    assert [(doubt.field, doubt.code) for doubt in letter.doubts] == [
        ("header.issuer", "known_name"),
        ("tasks[0].lead[0]", "known_name"),
        ("header.symbol", "known_name"),
    ]
    assert read == _letter("ocr")


def test_what_a_text_layer_says_stays() -> None:
    assert with_own_names(_letter("layer"), OwnNames(ONCE, {"QĐ-UBND": 1})) == _letter("layer")
