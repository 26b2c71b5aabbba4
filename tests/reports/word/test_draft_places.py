"""The places of a draft: found in reading order, filled in without touching anything else, left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from docproc.errors import TemplateFault
from docproc.reports.drafts.kinds import TITLES
from docproc.reports.word.places import LEFT_OUT, Place, check_edited, filled_word, places_of
from docproc.settings import load_settings
from tests.reports.draft_kinds import draft_of
from tests.reports.nd30_check import check_report, whole_text

SETTINGS = load_settings()


def _filled(file: Path, filled: dict[int, str]) -> Path:
    out = file.with_suffix(".filled.docx")
    out.write_bytes(filled_word(file, filled, SETTINGS))
    return out


def _place(file: Path, wants: str) -> Place:
    return next(place for place in places_of(file, SETTINGS) if place.wants == wants)


@pytest.mark.parametrize("kind", TITLES)
def test_a_draft_that_is_filled_in_is_laid_out_as_before_and_asks_for_nothing(tmp_path: Path, kind: str) -> None:
    file = draft_of(tmp_path, kind)
    filled = {
        place.number: LEFT_OUT if place.kind == "check" or place.may_lack else "Nội dung\nđã điền"
        for place in places_of(file, SETTINGS)
    }
    out = _filled(file, filled)
    assert check_report(out, kind) == []
    assert "CẦN" not in whole_text(out)
    assert "[…]" not in whole_text(out)
    assert places_of(out, SETTINGS) == ()


def test_places_come_in_reading_order_with_the_words_around_them(tmp_path: Path) -> None:
    found = places_of(draft_of(tmp_path, "answer"), SETTINGS)
    assert [place.number for place in found] == list(range(1, len(found) + 1))
    assert found[0].wants == "đơn vị soạn thảo (nếu có)"
    assert found[0].before.endswith("/UBND-")
    assert not found[0].has_room
    opinion = next(place for place in found if place.wants == "ý kiến, kết quả thực hiện")
    assert opinion.before.endswith("(thời hạn: trước ngày 20/3/2024): ")
    assert opinion.has_room


def test_each_line_becomes_a_paragraph_that_looks_like_the_first(tmp_path: Path) -> None:
    file = draft_of(tmp_path, "reply")
    place = _place(file, "tồn tại, hạn chế")
    document = Document(str(_filled(file, {place.number: "Dòng một\nDòng hai"})))
    one, two = (
        next(paragraph for paragraph in document.paragraphs if paragraph.text.endswith(words))
        for words in ("Dòng một", "Dòng hai")
    )
    assert two.style == one.style
    assert two.text == "Dòng hai"
    assert two.runs[-1].font.highlight_color is None


def test_a_place_within_a_sentence_takes_one_line(tmp_path: Path) -> None:
    file = draft_of(tmp_path, "plan")
    place = _place(file, "ngày báo cáo nội bộ")
    assert not place.has_room
    assert "trước ngày 20/6 hằng tháng." in whole_text(_filled(file, {place.number: "20/6\nhằng tháng"}))


def test_a_line_of_its_own_that_is_left_out_goes(tmp_path: Path) -> None:
    file = draft_of(tmp_path, "reply")
    place = _place(file, "nơi nhận khác (nếu có)")
    before, after = whole_text(file).split("\n"), whole_text(_filled(file, {place.number: LEFT_OUT})).split("\n")
    assert [line for line in before if line not in after] == ["- [CẦN BỔ SUNG: nơi nhận khác (nếu có)];"]
    assert len(after) == len(before) - 1


def test_the_hyphen_of_a_symbol_goes_with_what_would_follow(tmp_path: Path) -> None:
    file = draft_of(tmp_path, "answer")
    out = whole_text(_filled(file, {1: LEFT_OUT}))
    assert "/UBND\n" in out


def test_a_note_that_was_checked_leaves_no_blank_behind(tmp_path: Path) -> None:
    file = draft_of(tmp_path, "plan")
    note = _place(file, "ngày mờ trên bản quét")
    assert "lập danh sách.\n" in whole_text(_filled(file, {note.number: LEFT_OUT}))


def test_the_only_paragraph_of_a_cell_stays(tmp_path: Path) -> None:
    file = draft_of(tmp_path, "plan")
    place = _place(file, "phối hợp (nếu có)")
    cells = Document(str(_filled(file, {place.number: LEFT_OUT}))).element.body.iter(qn("w:tc"))
    assert all(cell.find(qn("w:p")) is not None for cell in cells)


def test_a_long_symbol_is_fitted_into_its_line(tmp_path: Path) -> None:
    file = draft_of(tmp_path, "answer")
    out = _filled(file, {1: "Văn phòng Hội đồng nhân dân"})
    assert [fault for fault in check_report(out, "answer") if "số" in fault] == []
    scales = Document(str(out)).element.body.iter(qn("w:w"))
    assert any(int(scale.get(qn("w:val"))) < 100 for scale in scales)


def test_a_word_file_that_reaches_outside_takes_no_draft_place(tmp_path: Path) -> None:
    file = draft_of(tmp_path, "reply")
    document = Document(str(file))
    document.part.relate_to("http://example.org/x.png", "http://schemas.test/image", is_external=True)
    document.save(str(file))
    with pytest.raises(TemplateFault):
        check_edited(file, SETTINGS)


def test_a_draft_may_take_its_own_place_again(tmp_path: Path) -> None:
    check_edited(draft_of(tmp_path, "reply"), SETTINGS)
