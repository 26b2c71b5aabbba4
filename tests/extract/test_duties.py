"""Units that begin tasks and those that go on with them become duties."""

from __future__ import annotations

from dataclasses import replace

from roled import SETTING, party, read, roles_for
from spacy.tokens import Doc

from docproc.extract.roles.duties import duties_from, duties_of, task_ranges
from docproc.extract.roles.duty import Duty
from docproc.extract.roles.parties import Party
from docproc.extract.roles.unit_roles import Role
from docproc.extract.roles.units import Unit


def test_a_task_goes_on_over_units_that_follow_it() -> None:
    units = [Role(Unit(n, n, n + 1), kind, 0.9) for n, kind in enumerate("BIOIBB")]
    assert task_ranges(units) == [(0, 1), (4, 4), (5, 5)]


def names_of(doc: Doc, parties: tuple[Party, ...]) -> list[str]:
    return [doc[party.start : party.end].text for party in parties]


def duties_in(*lines: str, kinds: str, named: list[list[str]]) -> tuple[Doc, list[Duty]]:
    """The duties of a body whose units have the given roles and lead as named."""
    doc, body = read(*lines)
    parties = [[party(doc, name) for name in names] for names in named]
    return doc, duties_from(doc, body, roles_for(doc, body, kinds), parties, SETTING)


def test_a_duty_is_its_units_from_the_first_to_the_last() -> None:
    doc, [duty] = duties_in(
        "Các xã rà soát hộ nghèo. Gửi danh sách về huyện.", kinds="BI", named=[["Các xã"], []]
    )
    assert doc[duty.start : duty.end].text == "Các xã rà soát hộ nghèo. Gửi danh sách về huyện."


def test_a_unit_that_another_office_opens_is_a_duty_of_its_own() -> None:
    doc, duties = duties_in(
        "Phòng Y tế lập danh sách. Phòng Nội vụ rà soát biên chế.",
        kinds="BI",
        named=[["Phòng Y tế"], ["Phòng Nội vụ"]],
    )
    assert [names_of(doc, duty.leads) for duty in duties] == [["Phòng Y tế"], ["Phòng Nội vụ"]]


def test_a_unit_that_the_same_office_opens_goes_on_with_the_duty() -> None:
    _doc, duties = duties_in(
        "Phòng Y tế lập danh sách. Phòng Y tế gửi danh sách về huyện.",
        kinds="BI",
        named=[["Phòng Y tế"], ["Phòng Y tế"]],
    )
    assert len(duties) == 1


def test_a_unit_that_tells_nobody_else_goes_on_with_the_duty_of_its_block() -> None:
    _doc, duties = duties_in(
        "Phòng Y tế lập danh sách. Văn bản gửi về huyện trước ngày 15/4/2024.",
        kinds="BB",
        named=[["Phòng Y tế"], []],
    )
    assert len(duties) == 1


def test_a_unit_with_a_further_day_is_a_duty_of_its_own() -> None:
    _doc, duties = duties_in(
        "Phòng Y tế lập danh sách trước ngày 10/4/2024. Văn bản gửi về huyện trước ngày 15/4/2024.",
        kinds="BB",
        named=[["Phòng Y tế"], []],
    )
    assert len(duties) == 2


def test_a_unit_behind_one_that_is_no_task_is_a_duty_of_its_own() -> None:
    _doc, duties = duties_in(
        "Phòng Y tế lập danh sách. Mẫu kèm theo. Văn bản gửi về huyện.",
        kinds="BOB",
        named=[["Phòng Y tế"], [], []],
    )
    assert len(duties) == 2


def test_who_helps_is_taken_from_all_units_of_a_duty() -> None:
    doc, body = read("Phòng Y tế rà soát bếp ăn. Công an huyện phối hợp kiểm tra.")
    helping = replace(party(doc, "Công an huyện", 0.7), part="partner")
    parties = [[party(doc, "Phòng Y tế")], [helping]]
    [duty] = duties_from(doc, body, roles_for(doc, body, "BI"), parties, SETTING)
    assert names_of(doc, duty.partners) == ["Công an huyện"]


def test_where_nobody_is_named_the_addressees_lead() -> None:
    _doc, [duty] = duties_in("Rà soát hộ nghèo, gửi danh sách về huyện.", kinds="B", named=[[]])
    assert (duty.leads, duty.source) == ((), "addressees")


def test_units_that_are_no_task_make_no_duty() -> None:
    assert duties_in("Căn cứ Luật Đất đai.", kinds="O", named=[[]])[1] == []


def test_the_duties_of_a_body_are_found_without_being_told() -> None:
    doc, body = read("Yêu cầu Phòng Y tế kiểm tra bếp ăn các trường, báo cáo trước ngày 20/5/2024.")
    [duty] = duties_of(doc, body, SETTING)
    assert names_of(doc, duty.leads) == ["Phòng Y tế"]


def test_blocks_read_elsewhere_have_no_duties() -> None:
    doc, body = read("Yêu cầu Phòng Y tế kiểm tra bếp ăn các trường, báo cáo trước ngày 20/5/2024.")
    assert duties_of(doc, body, SETTING, frozenset({0})) == []
