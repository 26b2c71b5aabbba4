"""What stands between quotation marks is said by others and is no task."""

from __future__ import annotations

import pytest
from roled import SETTING, read

from docproc.extract.roles.models.labelled import OTHER
from docproc.extract.roles.sentences import quoted_tokens
from docproc.extract.roles.unit_roles import roles_of


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("Cử tri nêu: “Cầu yếu. Đề nghị sửa.” Xã ghi nhận.", "Cầu yếu. Đề nghị sửa.”"),
        ('Cử tri nêu: "Cầu yếu." Xã ghi nhận.', 'Cầu yếu."'),
        ("Cử tri nêu: “Cầu yếu. Đề nghị các xã rà soát.", ""),  # the mark that closes was lost
        ('Thi đua "Xã sạch, cắm biển "Khu phố 5" trước chợ.', ""),
    ],
)
def test_a_quotation_reaches_from_mark_to_mark(line: str, quoted: str) -> None:
    doc, body = read(line)
    found = sorted(quoted_tokens(doc, body))
    assert (doc[found[0] : found[-1] + 1].text if found else "") == quoted


def test_a_quotation_does_not_go_over_into_the_next_paragraph() -> None:
    doc, body = read("1. Cử tri nêu “cầu yếu.", "2. Đường hỏng” là đúng.")
    assert quoted_tokens(doc, body) == frozenset()


def test_what_voters_are_quoted_with_is_no_task() -> None:
    doc, body = read(
        "Kính gửi lời chào.", "1. Cử tri phường 5 nêu: “Cầu yếu. Đề nghị UBND phường sửa cầu trước tháng 9.”"
    )
    roles = roles_of(doc, body, SETTING)
    assert [role.kind for role in roles if "sửa cầu" in doc[role.unit.start : role.unit.end].text] == [OTHER]
