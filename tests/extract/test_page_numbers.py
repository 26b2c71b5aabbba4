"""The number printed on a page."""

from __future__ import annotations

import pytest

from docproc.extract.layout.several.page_numbers import lines_without_number, printed_number
from docproc.language.plain import text_page


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2\nCác xã báo cáo.", 2),
        ("Các xã báo cáo.\n- 3 -", 3),
        ("Trang 4/9\nCác xã báo cáo.", 4),
        ("Các xã báo cáo.\n2\nCác thôn báo cáo.", None),
        ("2. Các xã báo cáo.", None),
        ("2024\nCác xã báo cáo.", None),
        ("", None),
    ],
)
def test_it_stands_alone_in_the_first_or_last_line(text: str, number: int | None) -> None:
    assert printed_number(text_page(1, text)) == number


def test_the_other_lines_are_left() -> None:
    page = text_page(1, "2\nCác xã báo cáo.\n7\nCác thôn báo cáo.")
    assert [line.text for line in lines_without_number(page)] == ["Các xã báo cáo.", "7", "Các thôn báo cáo."]
