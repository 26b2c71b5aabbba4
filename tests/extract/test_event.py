"""When a meeting is, in letters that are no invitations: only what is a day at a place counts."""

from __future__ import annotations

import pytest
from printed import FOOT, HEAD, letter_of, letter_with


@pytest.mark.parametrize(
    "lines",
    [
        ("Thời gian đăng tải: 30 ngày kể từ ngày 06/5/2024 trên trang của tỉnh.",),
        ("Thời gian: tháng 9 năm 2024. Địa điểm: các xã.",),
    ],
)
def test_a_period_and_what_is_put_on_a_page_are_no_meetings(lines: tuple[str, ...]) -> None:
    assert letter_with(*lines).event is None


def test_a_day_at_a_place_is_a_meeting() -> None:
    event = letter_with("Thời gian: 08 giờ 00 ngày 20/5/2024. Địa điểm: Hội trường huyện.").event
    assert event is not None
    assert (event.start, event.place) == ("2024-05-20T08:00", "Hội trường huyện")


def test_a_proposal_invites_nobody() -> None:
    pages = "\n".join(
        [
            HEAD.replace("Kính gửi:", "TỜ TRÌNH\nVề việc tổ chức đại hội\nKính gửi:"),
            "Thời gian: 08 giờ 00 ngày 20/5/2024. Địa điểm: Hội trường huyện.",
            FOOT,
        ]
    )
    assert letter_of(pages).event is None
