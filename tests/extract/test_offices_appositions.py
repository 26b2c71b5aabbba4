"""What says who an office is, behind its name: no further office."""

from __future__ import annotations

import pytest

from docproc.extract.mentions.nlp import analyse
from docproc.extract.mentions.offices import office_phrase


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("Phòng Tư pháp, cơ quan chủ trì triển khai Đề án, rà soát", ["Phòng Tư pháp"]),
        ("Sở Y tế - Cơ quan Thường trực của Ban Chỉ đạo tổng hợp", ["Sở Y tế"]),
        ("Phòng Y tế, cơ quan thuế rà soát", ["Phòng Y tế", "cơ quan thuế"]),
        ("Phòng Nội vụ - Lao động rà soát", ["Phòng Nội vụ - Lao động"]),
    ],
)
def test_an_apposition_is_no_further_office(text: str, offices: list[str]) -> None:
    doc = analyse(text, None)
    phrase = office_phrase(doc, 0, len(doc), free=True)
    assert phrase is not None
    assert [doc[start:end].text for start, end in phrase.parts] == offices
