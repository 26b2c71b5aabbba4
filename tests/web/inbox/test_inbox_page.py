"""The inbox as a page: what stands in a line, what the address keeps, what is only a part."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from desk_people import Clock, LogIn
from inbox_letters import add_job, add_letter, letter_of
from sqlalchemy import update

from docproc.store import Store
from docproc.store.schema import StoredLetter
from docproc.workdays import VIETNAM

PART = {"HX-Request": "true", "HX-Target": "letters"}
WEDNESDAY = datetime(2024, 5, 8, 9, 0, tzinfo=VIETNAM)


def test_a_line_says_what_a_clerk_needs_to_know(log_in: LogIn, store: Store) -> None:
    made = add_letter(store, letter_of(urgency="HỎA TỐC"), doubts=3, given_to="Địa chính")
    shown = log_in().get("/").text
    doubts = '3<span class="visually-hidden"> điểm nghi ngờ'
    for words in ("642/UBND-NN", "huyện Suối Vàng", "bảo vệ rừng", "HỎA TỐC", doubts, "Địa chính"):
        assert words in shown
    assert f'href="/letters/{made}"' in shown
    assert "chờ kiểm tra" in shown


def test_a_desk_without_letters_says_how_they_come(log_in: LogIn) -> None:
    lan = log_in()
    assert "Chưa có văn bản nào" in lan.get("/").text
    assert "Chưa có văn bản nào" not in lan.get("/?words=rừng").text


@pytest.mark.parametrize(
    ("due", "timing", "words"),
    [
        (date(2024, 5, 3), "late", "quá 4 ngày làm việc"),  # Saturday the 4th was worked that year
        (date(2024, 5, 8), "near", "hạn hôm nay"),
        (date(2024, 5, 13), "near", "còn 3 ngày làm việc"),  # over a week's end
        (date(2024, 5, 14), "in-time", "còn 4 ngày làm việc"),
    ],
)
def test_nearness_is_counted_in_working_days(
    log_in: LogIn, store: Store, clock: Clock, due: date, timing: str, words: str
) -> None:
    clock.now = WEDNESDAY
    add_letter(store, day=WEDNESDAY.date(), next_due=due)
    assert f'<span class="{timing}">{due:%d/%m/%Y} <small>{words}</small></span>' in log_in().get("/").text


def test_a_day_of_rest_after_the_last_day_is_late_all_the_same(log_in: LogIn, store: Store, clock: Clock) -> None:
    clock.now = WEDNESDAY + timedelta(days=3)
    add_letter(store, day=WEDNESDAY.date(), next_due=date(2024, 5, 10))
    assert '<span class="late">10/05/2024 <small>quá hạn</small>' in log_in().get("/").text


def test_filters_stand_in_the_address_and_in_the_page(log_in: LogIn, store: Store) -> None:
    add_letter(store, letter_of("kiểm kê rừng", urgency="KHẨN"))
    add_letter(store, letter_of("phòng dịch"))
    shown = log_in().get("/?urgency=any&words=").text
    assert "kiểm kê rừng" in shown
    assert "phòng dịch" not in shown
    assert 'class="chip chosen" href="/"' in shown


def test_a_part_of_the_page_comes_with_the_address_that_it_stands_for(log_in: LogIn, store: Store) -> None:
    add_letter(store, text="phòng cháy")
    answer = log_in().get("/?state=&due=&words=phong+chay", headers=PART)
    assert answer.headers["hx-replace-url"] == "/?words=phong+chay"
    assert "<html" not in answer.text
    assert "<mark>phòng</mark>" in answer.text
    assert 'hx-swap-oob="true"' in answer.text


def test_the_next_page_goes_on_with_the_same_filters(
    log_in: LogIn, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docproc.store.inbox.LINES", 1)
    for number in ("1", "2"):
        add_letter(store, letter_of(number=number, urgency="KHẨN"))
    shown = log_in().get("/?urgency=KH%E1%BA%A8N").text
    assert "/?urgency=KH%E1%BA%A8N&amp;before=" in shown


@pytest.mark.parametrize(
    "wrong", ["state=lost", "due=soon", "arrived_from=31/5", "before=x", f"words={'a' * 201}"]
)
def test_what_cannot_be_asked_is_told(log_in: LogIn, wrong: str) -> None:
    assert log_in().get(f"/?{wrong}").status_code == 422


def test_what_a_letter_says_never_becomes_a_part_of_the_page(log_in: LogIn, store: Store) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    add_letter(store, letter_of(evil, issuer=evil, number=evil), text=f"phòng {evil}", given_to=evil)
    for address in ("/", "/?words=phong", f"/?words={evil}&issuer={evil}"):
        shown = log_in(f"lan{len(address)}").get(address).text
        assert "<script>alert" not in shown
        assert "<img" not in shown


def test_a_confidential_letter_is_not_there_for_others(log_in: LogIn, store: Store) -> None:
    add_letter(store, letter_of("diễn tập", secrecy="MẬT"), text="phòng thủ")
    lan, hoa = log_in("lan"), log_in("hoa", confidential=True)
    for address in ("/", "/?words=phong+thu", "/inbox/work?since=0"):
        assert "diễn tập" not in lan.get(address).text
        assert "diễn tập" in hoa.get(address).text


def test_new_letters_come_with_the_line_about_the_files(log_in: LogIn, store: Store) -> None:
    seen = add_letter(store)
    add_job(store, "b.pdf", "leased")
    lan = log_in()
    assert f"since={seen}" in lan.get("/").text
    first = lan.get(f"/inbox/work?since={seen}")
    assert "đang đọc 1 tệp" in first.text
    assert "<tr" not in first.text
    made = add_letter(store, letter_of("văn bản mới"))
    second = lan.get(f"/inbox/work?since={seen}&was=0.1.0")
    assert 'hx-swap-oob="afterbegin:#lines"' in second.text
    assert f'id="l{made}"' in second.text
    assert f"since={made}" in second.text


def test_nothing_is_sent_while_nothing_changes(log_in: LogIn, store: Store) -> None:
    seen = add_letter(store)
    add_job(store, "b.pdf", "leased")
    assert log_in().get(f"/inbox/work?since={seen}&was=0.1.0").status_code == 204


def test_the_page_asks_again_only_while_something_is_at_work(log_in: LogIn, store: Store) -> None:
    lan = log_in()
    assert "every 3s" not in lan.get("/").text
    add_job(store, "a.pdf")
    assert "every 3s" in lan.get("/").text


def test_an_older_page_is_not_added_to(log_in: LogIn, store: Store) -> None:
    made = add_letter(store)
    assert "since=" not in log_in().get(f"/?before=2999-01-01.{made}").text


def test_who_may_not_take_in_files_sees_no_upload(log_in: LogIn) -> None:
    shown = log_in(role="viewer").get("/").text
    assert "upload" not in shown
    assert 'href="/files"' not in shown


def test_the_inbox_is_for_people_who_are_logged_in(browser) -> None:  # type: ignore[no-untyped-def]
    assert browser.get("/", follow_redirects=False).status_code == 303


def test_a_struck_out_letter_comes_due_no_more(log_in: LogIn, store: Store) -> None:
    made = add_letter(store, next_due=date.today())
    store.write(
        lambda session: session.execute(
            update(StoredLetter).where(StoredLetter.id == made).values(void_reason="vào sổ hai lần")
        )
    )
    shown = log_in().get("/").text
    assert "gạch bỏ" in shown
    assert "hạn hôm nay" not in shown
