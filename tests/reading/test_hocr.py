"""Tesseract's answer in hOCR becomes words with the letters it hesitated over."""

from __future__ import annotations

import pytest

from docproc.reading.hocr import lines_of_hocr
from docproc.reading.seen import SeenWord

HEAD = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><div class="ocr_page">'


def letter(*choices: tuple[str, float]) -> str:
    told = "".join(f"<span class='ocrx_cinfo' title='x_confs {conf}'>{text}</span>" for text, conf in choices)
    return f"<span class='ocrx_cinfo' id='lstm_choices_1'>{told}</span>"


def word(text: str, *letters: str, title: str = "bbox 20 40 60 52; x_wconf 90") -> str:
    return f"<span class='ocrx_word' id='word_1' title='{title}'>{text}\n{''.join(letters)}</span>"


def page(*lines: str) -> bytes:
    spans = "".join(f"<span class='ocr_line'>{line}</span>" for line in lines)
    return f"{HEAD}{spans}</div></body></html>".encode()


def test_words_have_boxes_in_points_and_confidences() -> None:
    (line,) = lines_of_hocr(page(word("xã")), 0.5)
    assert line.words[0].box == (10.0, 20.0, 30.0, 26.0) and line.words[0].confidence == 0.9


def test_words_of_one_span_are_one_line() -> None:
    lines = lines_of_hocr(page(word("Kính") + word("gửi"), word("Sở")), 1.0)
    assert [line.text for line in lines] == ["Kính gửi", "Sở"]


def test_what_else_a_letter_may_be_costs_a_nat_for_five_points() -> None:
    given = word("bố", letter(("b", 95)), letter(("ỗ", 84), ("ố", 81)))
    (line,) = lines_of_hocr(page(given), 1.0)
    seen = line.words[0]
    assert isinstance(seen, SeenWord)
    assert [[(text, round(cost, 2)) for text, cost in sign] for sign in seen.signs] == [
        [("b", 0.0)],
        [("ỗ", 0.0), ("ố", 0.6)],
    ]


def test_the_blank_before_a_word_is_no_letter_of_it() -> None:
    (line,) = lines_of_hocr(page(word("xã", letter((" ", 96)), letter(("x", 95)), letter(("ã", 90)))), 1.0)
    assert isinstance(line.words[0], SeenWord) and len(line.words[0].signs) == 2


@pytest.mark.parametrize("letters", [[letter(("x", 95))], [letter(("x", 95)), letter()]], ids=["few", "empty"])
def test_letters_that_do_not_fit_the_word_are_not_told(letters: list[str]) -> None:
    (line,) = lines_of_hocr(page(word("xã", *letters)), 1.0)
    assert isinstance(line.words[0], SeenWord) and line.words[0].signs == ()


def test_empty_words_and_words_without_a_place_are_left_out() -> None:
    assert list(lines_of_hocr(page(word(" "), word("xã", title="x_wconf 90")), 1.0)) == []


def test_entities_of_a_document_are_not_resolved() -> None:
    evil = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page(word("a&x;b")).split(b"?>")[1]
    assert "root" not in "".join(line.text for line in lines_of_hocr(evil, 1.0))
