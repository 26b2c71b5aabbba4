"""How far what carries no doubt can be trusted, worked out by hand on small letters."""

from __future__ import annotations

import pytest

from docproc.evaluate.judged import judged_values
from docproc.evaluate.sureness import Sureness, SurenessTally, is_doubted

GOLD = {
    "header": {"number": "12", "symbol": "UBND-NN", "place": None},
    "signer": {"name": "Lò Văn Ánh"},
    "addressees": ["Phòng Y tế", "UBND xã Bản Mây"],
    "citations": [{"number": "5/KH-UBND"}],
    "tasks": [
        {"text": "báo cáo kết quả kiểm tra hồ chứa", "lead": ["Phòng Y tế"], "deadline": {"date": "2024-05-10"}},
        {"text": "nếu vướng mắc thì phản ánh về Sở", "lead": [], "optional": True},
    ],
}
GIVEN = {
    "header": {"number": "012", "symbol": "UBND-NM", "place": "An Khê", "issuer_parent": "UBND tỉnh"},
    "signer": {"name": "Lò Văn Ánh", "position": "Chủ tịch"},
    "addressees": [{"name": "Phòng Y tế"}, {"name": "UBND huyện Suối Vàng"}],
    "citations": [{"number": "5/KH-UBND"}],
    "tasks": [
        {"text": "nếu vướng mắc thì phản ánh về Sở", "lead": []},
        {
            "text": "báo cáo kết quả kiểm tra hồ chứa",
            "lead": [{"name": "Phòng Y tế"}, {"name": "Phòng Nội vụ"}],
            "coordinate": [{"name": "Công an huyện"}],
            "deadline": {"date": "2024-05-10"},
        },
        {"text": "thời tiết hôm nay đẹp", "lead": [], "deadline": {"date": "2024-05-11"}},
    ],
    "report_due": {"date": "2024-05-10"},
    "event": {"start": "2024-05-14T08:30"},
}


def test_every_value_that_was_given_is_judged() -> None:
    assert {value.path: value.right for value in judged_values(GOLD, GIVEN)} == {
        "header.number": True,
        "header.symbol": False,
        "header.place": False,
        "header.issuer_parent": False,
        "signer.name": True,
        "signer.position": False,
        "addressees[0]": True,
        "addressees[1]": False,
        "citations[0].number": True,
        "tasks[1].text": True,
        "tasks[1].lead": False,
        "tasks[1].coordinate[0]": False,
        "tasks[1].deadline": True,
        "tasks[2].text": False,
        "tasks[2].lead": False,
        "tasks[2].deadline": False,
        "report_due": True,
        "event": False,
    }


def test_nothing_given_is_nothing_to_judge() -> None:
    assert list(judged_values(GOLD, {})) == []


@pytest.mark.parametrize(
    ("path", "doubt", "doubted"),
    [
        ("header.number", "header.number", True),
        ("header.number", "header.symbol", False),
        ("tasks[1].lead", "tasks[1]", True),
        ("tasks[1].lead", "tasks[11]", False),
        ("tasks[1].lead", "tasks[1].text", True),
        ("tasks[1].coordinate[0]", "tasks[1].text", True),
        ("tasks[1].deadline", "tasks[1].text", False),
        ("tasks[1].text", "tasks[1].lead", False),
        ("tasks[1].lead", "tasks[1].lead[0]", True),
        ("tasks[1].coordinate[0]", "tasks[1].coordinate", True),
        ("citations[0].number", "citations", True),
        ("recipients[2]", "recipients[2]", True),
        ("report_due", "", False),
    ],
)
def test_a_doubt_is_about_a_value_its_parts_and_what_hangs_on_it(path: str, doubt: str, doubted: bool) -> None:
    assert is_doubted(path, {doubt}) is doubted


def test_shares_of_sure_and_of_right_values() -> None:
    tally = SurenessTally()
    tally.add(
        GOLD, {**GIVEN, "doubts": [{"field": "header.symbol"}, {"field": "tasks[2].text"}, {"field": "signer"}]}
    )
    figures = tally.figures()
    assert figures["header.symbol"] == Sureness(0, 0, 0, 1)
    assert figures["header.place"].wrong_of_sure == 1
    assert figures["signer.name"].doubted_of_right == 1
    assert figures["tasks"] == Sureness(1, 0, 0, 1)
    assert figures["tasks.lead"] == Sureness(0, 1, 0, 1)
    # number, one addressee, the citation are sure and right; place, an addressee and a lead sure and wrong
    assert figures["ALL"] == Sureness(3, 3, 1, 3)
    assert list(figures)[-1] == "ALL"


def test_without_values_there_is_no_share() -> None:
    assert (Sureness().wrong_of_sure, Sureness().doubted_of_right) == (0, 0)
    assert SurenessTally().figures() == {}
