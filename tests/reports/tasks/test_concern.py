from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from docproc.letter import Letter
from docproc.reports.tasks.concern import concerning, issued_by
from tests.reports.reply_letters import tracked, water_letter

COMMUNE = "UBND xã Bến Lau"


def texts(letter: Letter, office: str, changes: dict[int, dict[str, Any]] | None = None) -> list[str]:
    return [one.task.id for one in concerning(tracked(letter, changes), office)]


def test_an_office_follows_what_was_given_to_it_and_what_may_be() -> None:
    assert texts(water_letter(), COMMUNE) == ["1", "2", "3", "4"]
    assert texts(water_letter(addressees=[]), "Phòng Tài chính - Kế hoạch") == ["3", "4"]


def test_a_task_that_may_be_ours_says_why_and_keeps_its_note() -> None:
    last = list(concerning(tracked(water_letter(), {4: {"note": "hỏi lại"}}), COMMUNE))[-1]
    assert last.note == "hỏi lại"
    assert last.unsure is not None
    assert last.unsure.startswith("“các đơn vị có liên quan” không nêu rõ")


def test_the_office_that_issued_the_letter_follows_all_of_it() -> None:
    tasks = tracked(water_letter())
    assert list(concerning(tasks, "UBND huyện Sông Mơ")) == tasks


def test_a_task_that_somebody_of_ours_has_is_ours() -> None:
    letter = water_letter(addressees=[])
    assert "1" in texts(letter, "Phòng Tài chính - Kế hoạch", {1: {"owner": "Bà Hoa"}})


def test_the_others_are_counted() -> None:
    left_out: Counter[str] = Counter()
    list(concerning(tracked(water_letter(addressees=[])), "Phòng Tài chính - Kế hoạch", left_out))
    assert left_out == {"thoat-nuoc.pdf": 2}


def from_office(issuer: str, above: str | None) -> Letter:
    letter = water_letter()
    return letter.model_copy(
        update={"header": letter.header.model_copy(update={"issuer": issuer, "issuer_parent": above})}
    )


@pytest.mark.parametrize(
    ("issuer", "above", "office"),
    [
        ("Văn phòng", "UBND tỉnh Hòa Xuân", "Văn phòng UBND tỉnh Hòa Xuân"),
        ("Sở Y tế", "UBND tỉnh Hòa Xuân", "Sở Y tế tỉnh Hòa Xuân"),
        ("Ban Quản lý các khu công nghiệp", "UBND tỉnh Hòa Xuân", "Ban Quản lý các khu công nghiệp"),
        ("Công an xã Bản Mây", "Công an huyện Suối Vàng", "Công an xã Bản Mây"),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BẢN MÂY", "UBND huyện Suối Vàng", "UBND xã Bản Mây"),
    ],
)
def test_an_office_knows_its_own_letters_by_both_lines_of_the_letterhead(
    issuer: str, above: str, office: str
) -> None:
    assert issued_by(from_office(issuer, above), office)


@pytest.mark.parametrize(
    ("issuer", "above", "office"),
    [
        ("Sở Y tế", "UBND tỉnh An Khê Thượng", "Sở Y tế tỉnh Hòa Xuân"),
        ("Phòng Y tế", "UBND huyện Thác Bà Hai", "Phòng Y tế huyện Suối Vàng"),
        ("Văn phòng", "UBND tỉnh Hòa Xuân", "Văn phòng HĐND tỉnh Hòa Xuân"),
        ("Ủy ban nhân dân huyện Suối Vàng", None, "UBND xã Bản Mây"),
    ],
)
def test_a_letter_of_the_same_office_elsewhere_is_not_its_own(
    issuer: str, above: str | None, office: str
) -> None:
    assert not issued_by(from_office(issuer, above), office)
