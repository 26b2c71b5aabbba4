"""What stands around the models of roles: units, sentences, clues, offices that stand together, heirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed import body_of
from spacy.tokens import Doc

from docproc.errors import ModelMissing
from docproc.extract.layout.blocks import Body
from docproc.extract.mentions.nlp import analyse
from docproc.extract.roles.duties import task_ranges
from docproc.extract.roles.heirs import Before, candidates, heir_of
from docproc.extract.roles.letter_offices import asked_by_letter, most_often_first, named_by_title
from docproc.extract.roles.models.labelled import BEGINS, GOES_ON, OTHER, log_odds
from docproc.extract.roles.models.trained import folders_in_force, label, models_in
from docproc.extract.roles.outline import ends_with_colon, is_whole_office, opens_with_duty
from docproc.extract.roles.parties import Party, groups_of, may_name_others, names_of
from docproc.extract.roles.party_clues import party_clues, words_of_unit
from docproc.extract.roles.phrases import has_content, is_aims, is_basis, is_formality
from docproc.extract.roles.sentences import sentences
from docproc.extract.roles.unit_clues import Setting, lead_ins, unit_clues
from docproc.extract.roles.unit_roles import Role
from docproc.extract.roles.units import Unit, units_of

SETTING = Setting("Công văn", "UBND huyện", ("UBND các xã",))


def read(*lines: str) -> tuple[Doc, Body]:
    body = body_of(*lines)
    return analyse(body.text, None), body


def said(text: str) -> list[str]:
    """The sentences of a text."""
    doc = analyse(text, None)
    return [doc[start:end].text for start, end in sentences(doc, 0, len(doc))]


def roles_for(doc: Doc, body: Body, kinds: str) -> list[Role]:
    """The units of a body with the given roles, one letter each."""
    return [Role(unit, kind, 0.9) for unit, kind in zip(units_of(doc, body), kinds, strict=True)]


def party(doc: Doc, name: str, share: float = 0.9) -> Party:
    """The first place at which the name stands."""
    start = doc.text.index(name)
    span = doc.char_span(start, start + len(name))
    assert span is not None
    return Party(span.start, span.end, "lead", share)


@pytest.mark.parametrize(
    "text", ["TP. Huế báo cáo.", "Theo Thông tư 54/2015/TT-BYT các xã báo cáo.", "BS. Hà trực. và báo cáo."]
)
def test_a_stop_that_ends_no_sentence(text: str) -> None:
    assert said(text) == [text]


def test_a_stop_before_a_capital_ends_a_sentence() -> None:
    assert said("Các xã rà soát. Phòng Y tế tổng hợp.") == ["Các xã rà soát.", "Phòng Y tế tổng hợp."]


def test_a_stop_behind_a_symbol_ends_a_sentence() -> None:
    assert len(said("Theo Thông tư 54/2015/TT-BYT. Các xã báo cáo.")) == 2


def test_a_semicolon_parts_units_of_a_block() -> None:
    doc, body = read("1. Phòng Y tế lập hồ sơ gửi huyện; Phòng Nội vụ rà soát biên chế.")
    assert [doc[unit.start : unit.end].text for unit in units_of(doc, body)] == [
        "Phòng Y tế lập hồ sơ gửi huyện;",
        "Phòng Nội vụ rà soát biên chế.",
    ]


def test_a_semicolon_between_two_words_parts_nothing() -> None:
    doc, body = read("1. Các xã; các thôn rà soát hộ nghèo.")
    assert len(units_of(doc, body)) == 1


def test_blocks_read_elsewhere_have_no_units() -> None:
    doc, body = read("1. Các xã rà soát hộ nghèo.", "2. Các trường kiểm tra bếp ăn.")
    assert {unit.block for unit in units_of(doc, body, frozenset({0}))} == {1}


def test_a_task_goes_on_over_units_that_follow_it() -> None:
    units = [Role(Unit(n, n, n + 1), kind, 0.9) for n, kind in enumerate("BIOIBB")]
    assert task_ranges(units) == [(0, 1), (4, 4), (5, 5)]


def test_roles_are_those_letters() -> None:
    assert (BEGINS, GOES_ON, OTHER) == ("B", "I", "O")


@pytest.mark.parametrize(
    ("text", "clue"),
    [
        ("1. Sở Y tế rà soát số giường bệnh.", "opens=office"),
        ("1. Giao Sở Y tế rà soát số giường.", "opens=cue"),
        ("1. Rà soát số giường bệnh của các khoa.", "opens=duty"),
        ("Căn cứ Công văn số 12/SYT-NV ngày 3/5/2024;", "basis"),
        ("Nâng tỷ lệ tiêm chủng lên trên 95% dân số.", "percent"),
    ],
)
def test_a_unit_shows_how_it_opens_and_what_it_holds(text: str, clue: str) -> None:
    doc, body = read(text)
    assert clue in unit_clues(doc, body, units_of(doc, body), SETTING)[0]


def test_a_unit_shows_the_office_it_stands_below() -> None:
    doc, body = read("1. Phòng Y tế", "- Rà soát số giường bệnh.")
    assert "above0 office" in unit_clues(doc, body, units_of(doc, body), SETTING)[1]


def test_a_unit_shows_that_its_letter_goes_on_in_an_annex() -> None:
    doc, body = read("- Rà soát số giường bệnh.")
    annex = Setting("Công văn", None, (), annex=True)
    assert "annex" in unit_clues(doc, body, units_of(doc, body), annex)[0]


def test_items_stand_below_the_nearest_colon() -> None:
    _doc, body = read("Yêu cầu các xã:", "- Rà soát hộ nghèo.", "Đề nghị các trường:", "- Kiểm tra bếp ăn.")
    assert lead_ins(body)[1] == 0
    assert lead_ins(body)[3] == 2


def test_a_word_shows_where_the_grammar_of_offices_saw_a_name() -> None:
    doc, body = read("1. Sở Y tế rà soát.")
    [role] = roles_for(doc, body, "B")
    clues = party_clues(doc, body, role, first=True)
    assert len(clues) == len(words_of_unit(doc, role))
    assert set(clues[0]) != set(clues[-1])


def test_a_heading_and_a_lead_in_may_name_who_does_what_stands_below() -> None:
    doc, body = read(
        "Kính gửi lời chào.", "1. Phòng Y tế", "2. Yêu cầu các xã:", "- Rà soát hộ nghèo.", "Số liệu đã được gửi."
    )
    roles = roles_for(doc, body, "OOOBO")
    assert [may_name_others(doc, body, role, n) for n, role in enumerate(roles)] == [
        True,  # the first of the body
        True,
        True,
        False,
        False,
    ]


def test_a_name_that_lists_offices_is_each_of_them() -> None:
    doc, _body = read("1. Giao các Sở: Tài chính, Y tế rà soát.")
    assert names_of(doc, party(doc, "các Sở: Tài chính, Y tế")) == ["Sở Tài chính", "Sở Y tế"]


def test_offices_that_stand_together_are_a_group() -> None:
    doc, _body = read("1. Phòng Y tế, Phòng Nội vụ rà soát hồ sơ do Trạm Y tế lập.")
    pair = (party(doc, "Phòng Y tế", 0.8), party(doc, "Phòng Nội vụ", 0.7))
    apart = party(doc, "Trạm Y tế", 0.6)
    assert groups_of(doc, [*pair, apart]) == [pair, (apart,)]


def heirs_in(*lines: str, kinds: str, named: dict[int, str]) -> list[tuple[str, tuple[str, ...]]]:
    """Source and names of the candidates for the last unit; `named`: who leads by the models, by unit."""
    doc, body = read(*lines)
    roles = roles_for(doc, body, kinds)
    leads = [(party(doc, named[n]),) if n in named else () for n in range(len(roles))]
    last = len(roles) - 1
    found = candidates(doc, body, (last, last), Before(roles, leads, None), SETTING)
    return [(candidate.source, candidate.names) for candidate in found]


def test_the_heading_above_may_lead() -> None:
    found = heirs_in("1. Phòng Y tế", "- Rà soát số giường bệnh.", kinds="OB", named={0: "Phòng Y tế"})
    assert ("heading", ("Phòng Y tế",)) in found


def test_the_sentence_that_opens_the_list_may_lead() -> None:
    found = heirs_in("Yêu cầu các trường:", "- Kiểm tra bếp ăn.", kinds="OB", named={0: "các trường"})
    assert ("lead_in", ("các trường",)) in found


def test_the_addressees_may_lead_and_nobody_may() -> None:
    found = heirs_in("Kiểm tra bếp ăn.", kinds="B", named={})
    assert found[-2:] == [("addressees", ("UBND các xã",)), ("none", ())]


def test_an_office_that_the_grammar_sees_may_lead_where_the_model_saw_none() -> None:
    found = heirs_in("1. Đối với Phòng Y tế: kiểm tra bếp ăn.", kinds="B", named={})
    assert ("item", ("Phòng Y tế",)) in found


def test_the_likeliest_candidate_is_taken_with_its_share() -> None:
    doc, body = read("1. Phòng Y tế", "- Rà soát số giường bệnh.")
    roles = roles_for(doc, body, "OB")
    before = Before(roles, [(party(doc, "Phòng Y tế"),), ()], None)
    heir, share = heir_of(body, 1, candidates(doc, body, (1, 1), before, SETTING), SETTING)
    assert (heir.source, heir.names) == ("heading", ("Phòng Y tế",))
    assert 0 < share <= 1


@pytest.mark.parametrize(
    ("line", "clues"),
    [
        ("Đối với Phòng Y tế: kiểm tra bếp ăn.", {"behind với", "then=:"}),
        ("Phòng Y tế kiểm tra bếp ăn.", {"behind ^", "then=duty"}),
    ],
)
def test_a_candidate_shows_what_stands_beside_it(line: str, clues: set[str]) -> None:
    doc, body = read(line)
    found = candidates(doc, body, (0, 0), Before(roles_for(doc, body, "B"), [()], None), SETTING)
    assert found[0].names == ("Phòng Y tế",)
    assert clues <= set(found[0].clues)


@pytest.mark.parametrize(("kinds", "seen"), [("BB", False), ("OB", True)])
def test_below_a_task_an_office_for_which_something_holds_is_not_told(kinds: str, seen: bool) -> None:
    found = heirs_in("1. Kiểm tra các trường:", "- Đối với Trường A: xem bếp ăn.", kinds=kinds, named={})
    assert (("item", ("Trường A",)) in found) == seen


def test_a_letter_asks_the_first_class_behind_a_directing_word() -> None:
    doc, _body = read("Sở Y tế yêu cầu thủ trưởng các đơn vị thực hiện:", "- Kiểm tra bếp ăn.")
    asked = asked_by_letter(doc)
    assert asked is not None
    assert doc[asked.start : asked.end].text == "thủ trưởng các đơn vị"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Các sở, ban, ngành; UBND các huyện rà soát hồ sơ.", 1),
        ("Các sở; các phòng của huyện; UBND các xã rà soát hồ sơ; báo cáo kết quả.", 2),
        ("Các sở rà soát hồ sơ; UBND các huyện báo cáo kết quả.", 2),
    ],
)
def test_a_semicolon_between_offices_parts_no_sentence(text: str, parts: int) -> None:
    doc, body = read(text)
    assert len(units_of(doc, body)) == parts


def test_a_sentence_in_brackets_is_a_sentence() -> None:
    assert said("(Giao Phòng Y tế chuẩn bị tài liệu) Đề nghị các xã đến dự.") == [
        "(Giao Phòng Y tế chuẩn bị tài liệu)",
        "Đề nghị các xã đến dự.",
    ]
    assert said("(Phòng Y tế) Đề nghị các xã đến dự.") == ["(Phòng Y tế) Đề nghị các xã đến dự."]
    assert len(said("(Theo Kế hoạch của Sở (bản cũ) Phòng Y tế báo cáo)")) == 1


def test_a_regulation_is_about_the_office_that_opens_most_of_its_sentences() -> None:
    doc, body = read("1. Phòng Y tế họp hằng tháng.", "2. Phòng Y tế lập sổ.", "3. Trạm Y tế xã báo cáo.")
    most = most_often_first(doc, roles_for(doc, body, "OOO"))
    assert most is not None
    assert doc[most.start : most.end].text == "Phòng Y tế"


def test_an_office_that_opens_one_sentence_is_not_what_a_text_is_about() -> None:
    doc, body = read("1. Phòng Y tế rà soát hồ sơ.", "2. Trạm Y tế xã báo cáo.")
    assert most_often_first(doc, roles_for(doc, body, "OO")) is None


def test_the_name_in_the_title_is_taken_whole() -> None:
    doc, body = read("1. Cơ quan Kiểm định, đo lường vùng có con dấu riêng.", "2. Trình Sở dự thảo kế hoạch.")
    title = "Quy định nhiệm vụ và tổ chức của Cơ quan Kiểm định, đo lường vùng trực thuộc Sở"
    about = named_by_title(doc, roles_for(doc, body, "OB"), title)
    assert about is not None
    assert doc[about.start : about.end].text == "Cơ quan Kiểm định, đo lường vùng"


@pytest.mark.parametrize("title", [None, "Về việc chấn chỉnh kỷ luật lao động", "Về rà soát tại các phòng"])
def test_a_title_that_names_no_office_of_the_text(title: str | None) -> None:
    doc, body = read("1. Các phòng báo cáo.", "2. Phòng Y tế lập sổ.")
    assert named_by_title(doc, roles_for(doc, body, "BB"), title) is None


@pytest.mark.parametrize("text", ["Rà soát hộ nghèo", "Cần kiểm tra bếp"])
def test_what_opens_with_a_duty(text: str) -> None:
    doc = analyse(text, None)
    assert opens_with_duty(doc, 0, len(doc))


@pytest.mark.parametrize("text", ["Mẫu báo cáo số 1", "Kết quả thực hiện năm 2024"])
def test_a_verb_behind_a_noun_is_no_duty(text: str) -> None:
    doc = analyse(text, None)
    assert not opens_with_duty(doc, 0, len(doc))


@pytest.mark.parametrize(
    ("text", "whole"), [("Đối với Phòng Y tế:", True), ("Phòng Y tế", True), ("Phòng Y tế rà soát", False)]
)
def test_whether_an_office_fills_a_heading(text: str, whole: bool) -> None:
    doc = analyse(text, None)
    assert is_whole_office(doc, 0, len(doc)) is whole


def test_a_colon_opens_a_list_also_before_quotes() -> None:
    assert ends_with_colon("các nội dung sau: ”")
    assert not ends_with_colon("Thời gian: 8 giờ.")


def test_fixed_phrases() -> None:
    assert is_basis("Căn cứ Luật Đất đai năm 2024;")
    assert is_aims("MỤC ĐÍCH, YÊU CẦU")
    assert not is_aims("II. TỔ CHỨC THỰC HIỆN")
    assert is_formality("Trân trọng cảm ơn sự phối hợp của Quý cơ quan.")
    assert is_formality("UBND xã thông báo để các thôn được biết./.")
    assert not is_formality("Thông báo cho các hộ dân biết để thực hiện trước ngày 20/3/2024.")
    assert not has_content("nghiêm túc triển khai thực hiện Công văn này./.")
    assert has_content("rà soát danh sách hộ nghèo, gửi Phòng Nội vụ")


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    with models_in(tmp_path), pytest.raises(ModelMissing):
        label("roles", [["kind=item"]])


def test_models_of_a_folder_are_used_for_a_while_only(tmp_path: Path) -> None:
    before = folders_in_force()
    with models_in(tmp_path):
        assert folders_in_force() == (tmp_path,)
    assert folders_in_force() == before


def test_no_places_have_no_labels() -> None:
    assert label("roles", []).labels == []


def test_log_odds_are_finite_at_the_ends() -> None:
    assert log_odds(0.5) == 0
    assert 13 < log_odds(1.0) < 14
    assert -14 < log_odds(0.0) < -13
