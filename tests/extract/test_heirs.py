"""Who may lead a task, and who is taken."""

from __future__ import annotations

import pytest
from roled import SETTING, party, read, roles_for

from docproc.extract.roles import heirs
from docproc.extract.roles.heirs import Before, candidates, heir_of


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


def test_an_office_that_asks_another_does_not_lead() -> None:
    line = "Phòng Y tế đề nghị Trạm Y tế xã kiểm tra bếp ăn."
    found = heirs_in(line, kinds="B", named={0: "Phòng Y tế"})
    assert [names for source, names in found if source == "item"] == [("Trạm Y tế xã",)]


@pytest.mark.parametrize("line", ["Hướng dẫn Trạm Y tế xã lập sổ.", "Giúp Trạm Y tế xã, Phòng Y tế lập sổ."])
def test_an_office_to_which_something_is_done_does_not_lead(line: str) -> None:
    found = heirs_in("1. Phòng Nội vụ", f"- {line}", kinds="OB", named={0: "Phòng Nội vụ", 1: "Trạm Y tế xã"})
    assert [source for source, _names in found if source == "item"] == []


def test_an_office_that_asks_for_something_may_lead() -> None:
    found = heirs_in("Các xã đề nghị bổ sung kinh phí.", kinds="B", named={0: "Các xã"})
    assert ("item", ("Các xã",)) in found


def test_the_likeliest_candidate_is_taken_with_its_share() -> None:
    doc, body = read("1. Phòng Y tế", "- Rà soát số giường bệnh.")
    roles = roles_for(doc, body, "OB")
    before = Before(roles, [(party(doc, "Phòng Y tế"),), ()], None)
    heir, share = heir_of(body, 1, candidates(doc, body, (1, 1), before, SETTING), SETTING)
    assert (heir.source, heir.names) == ("heading", ("Phòng Y tế",))
    assert 0 < share <= 1


@pytest.mark.parametrize(("own", "other", "source"), [(0.32, 0.50, "item"), (0.25, 0.50, "heading")])
def test_an_office_that_the_task_names_leads_where_another_is_about_as_likely(
    monkeypatch: pytest.MonkeyPatch, own: float, other: float, source: str
) -> None:
    doc, body = read("1. Phòng Y tế", "- Trạm Y tế rà soát số giường bệnh.")
    roles = roles_for(doc, body, "OB")
    before = Before(roles, [(party(doc, "Phòng Y tế"),), (party(doc, "Trạm Y tế"),)], None)
    found = candidates(doc, body, (1, 1), before, SETTING)
    shares = {"item": own, "heading": other}
    monkeypatch.setattr(heirs, "choose", lambda _model, _clues: [shares.get(c.source, 0.05) for c in found])
    assert heir_of(body, 1, found, SETTING)[0].source == source


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
