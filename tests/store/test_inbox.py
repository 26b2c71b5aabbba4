"""The inbox: which letters, in which order, page by page, for whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Letter
from docproc.store import Store
from docproc.store.audit import add_user
from docproc.store.entered.changes import strike_out
from docproc.store.faults import WrongValue
from docproc.store.inbox import Filters, Page, books, come_since, inbox_page
from docproc.store.schema import LetterReader, StoredLetter, StoredTask, User, utc_now

TODAY = date(2024, 5, 8)  # a Wednesday


@pytest.fixture
def lan(store: Store) -> User:
    return store.write(lambda session: add_user(session, "lan"))


def _shown(store: Store, user: User, filters: Filters | None = None, **where: str) -> Page:
    with store.reading() as session:
        return inbox_page(session, user, filters or Filters(), TODAY, **where)


def _ids(store: Store, user: User, filters: Filters | None = None, **where: str) -> list[int]:
    return [line.id for line in _shown(store, user, filters, **where).lines]


def _add(
    store: Store, letter: Letter, subject: str = "", day: date = TODAY, text: str = "", **columns: object
) -> int:
    """A letter with other words, and columns as people's work would have left them."""
    head = letter.header.model_copy(update={"subject": subject or letter.header.subject})
    made = add_letter(store, letter.model_copy(update={"header": head}), day=day, pages=(text,))
    if columns:
        store.write(
            lambda session: session.execute(update(StoredLetter).where(StoredLetter.id == made).values(**columns))
        )
    return made


def test_the_letter_that_came_last_stands_first(store: Store, lan: User, letter: Letter) -> None:
    late = _add(store, letter, day=TODAY)
    early = _add(store, letter, day=TODAY - timedelta(days=1))
    also_late = _add(store, letter, day=TODAY)
    assert _ids(store, lan) == [also_late, late, early]


def test_pages_follow_each_other_without_a_gap_in_both_directions(
    store: Store, lan: User, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docproc.store.inbox.LINES", 2)
    made = [_add(store, letter, day=TODAY - timedelta(days=number // 3)) for number in range(6)]
    in_order = [made[2], made[1], made[0], made[5], made[4], made[3]]
    first = _shown(store, lan)
    second = _shown(store, lan, before=first.older or "")
    third = _shown(store, lan, before=second.older or "")
    assert [line.id for page in (first, second, third) for line in page.lines] == in_order
    assert (first.newer, third.older) == (None, None)
    assert _shown(store, lan, after=third.newer or "").lines == second.lines
    assert _shown(store, lan, after=second.newer or "") == first


def test_found_letters_have_pages_too(
    store: Store, lan: User, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docproc.store.inbox.FOUND_LINES", 2)
    made = [_add(store, letter, text="cháy rừng") for _ in range(3)]
    asked = Filters(words="cháy rừng")
    first = _shown(store, lan, asked)
    assert [line.id for line in first.lines] == [made[2], made[1]]
    second = _shown(store, lan, asked, before=first.older or "")
    assert [line.id for line in second.lines] == [made[0]]
    assert _shown(store, lan, asked, after=second.newer or "") == first


@pytest.mark.parametrize("key", ["1", "2024-02-30.1", "2024-05-06.99999999999", "2024-05-06.0", "x' OR 1"])
def test_a_place_that_no_page_named_is_refused(store: Store, lan: User, key: str) -> None:
    with pytest.raises(WrongValue):
        _shown(store, lan, before=key)


def test_letters_are_told_apart_by_their_state(store: Store, lan: User, letter: Letter) -> None:
    waiting = _add(store, letter)
    checked = _add(store, letter, checked_at=utc_now())
    struck = _add(store, letter, checked_at=utc_now())
    store.write(lambda session: strike_out(session, struck, "gửi nhầm", session.merge(lan)))
    for state, expected in (("waiting", waiting), ("checked", checked), ("struck", struck)):
        page = _shown(store, lan, Filters(state=state))  # type: ignore[arg-type]
        assert [(line.id, line.state) for line in page.lines] == [(expected, state)]


def test_what_is_due_is_found_by_how_near_it_is(store: Store, lan: User, letter: Letter) -> None:
    days = {"overdue": -1, "today": 0, "week": 4, "month": 5, "none": None}
    made = {
        due: _add(store, letter, next_due=TODAY + timedelta(days=far) if far is not None else None)
        for due, far in days.items()
    }
    struck = _add(store, letter, next_due=TODAY)
    store.write(lambda session: strike_out(session, struck, "gửi nhầm", session.merge(lan)))
    found = {due: _ids(store, lan, Filters(due=due)) for due in days}  # type: ignore[arg-type]
    assert found == {
        "overdue": [made["overdue"]],
        "today": [made["today"]],
        "week": [made["week"], made["today"]],
        "month": [made["month"], made["week"], made["today"]],
        "none": [made["none"]],
    }


def test_filters_narrow_together(store: Store, lan: User, letter: Letter) -> None:
    wanted = _add(store, letter, urgency="KHẨN", doubts=2)
    _add(store, letter, urgency="HỎA TỐC", doubts=2)
    _add(store, letter, urgency="KHẨN", doubts=0)
    _add(store, letter, urgency="KHẨN", doubts=2, doc_type="Kế hoạch")
    _add(store, letter, urgency="KHẨN", doubts=2, day=TODAY - timedelta(days=9))
    _add(store, letter, urgency="KHẨN", doubts=2, issuer_folded="so noi vu tinh hoa xuan")
    narrow = Filters(
        urgency="KHẨN",
        doubts=True,
        doc_type="Công văn",
        arrived_from=TODAY,
        arrived_to=TODAY,
        issuer="huyện suối  VÀNG",
        book="Đến",
    )
    assert _ids(store, lan, narrow) == [wanted]
    assert len(_ids(store, lan, Filters(urgency="any"))) == 6
    assert _ids(store, lan, Filters(book="Mật")) == []


def test_an_issuer_is_found_among_many_names(
    store: Store, lan: User, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(store, letter, issuer_folded="so noi vu")
    wanted = _add(store, letter, issuer_folded="so y te")
    _add(store, letter, issuer_folded=None)
    assert _ids(store, lan, Filters(issuer="Y tế")) == [wanted]
    monkeypatch.setattr("docproc.store.inbox._MOST_ISSUERS", 1)
    assert _ids(store, lan, Filters(issuer="Y tế")) == [wanted]


def test_words_are_found_with_and_without_their_marks(store: Store, lan: User, letter: Letter) -> None:
    fire = _add(store, letter, text="Về việc phòng cháy chữa cháy rừng mùa khô.")
    _add(store, letter, text="Về phòng họp của huyện.")
    for typed in ("phong chay", "phòng cháy", "phong chá", "phong cha", '"chữa cháy rừng"', "PHÒNG CHÁY"):
        assert _ids(store, lan, Filters(words=typed)) == [fire], typed
    assert _ids(store, lan, Filters(words="phóng cháy")) == [fire]  # marks are set aside when nothing has them
    assert _ids(store, lan, Filters(words="phong chay thuy")) == []
    assert _ids(store, lan, Filters(words="?!")) == []


def test_the_beginning_of_a_word_is_no_word_once_the_next_begins(store: Store, lan: User, letter: Letter) -> None:
    _add(store, letter, text="phòng cháy")
    assert _ids(store, lan, Filters(words="phon ")) == []
    assert len(_ids(store, lan, Filters(words="phon"))) == 1


def test_what_was_found_is_shown_with_its_place(store: Store, lan: User, letter: Letter) -> None:
    long = "Căn cứ quy định. " * 4000
    _add(store, letter, text=f"{long}Tổ chức phòng   cháy\nrừng thông. {long}")
    line = _shown(store, lan, Filters(words='"phong chay" thon')).lines[0]
    assert [line.passage[start:end] for start, end in line.marks] == ["phòng cháy", "thôn"]
    assert len(line.passage) < 300


def test_words_of_the_head_are_shown_where_the_text_has_none(store: Store, lan: User, letter: Letter) -> None:
    _add(store, letter, subject="kiểm kê rừng thông", text="Kính gửi các xã.")
    line = _shown(store, lan, Filters(words="kiem ke")).lines[0]
    assert [line.passage[start:end] for start, end in line.marks] == ["kiểm", "kê"]


def test_confidential_letters_are_for_named_people_in_every_list(store: Store, lan: User, letter: Letter) -> None:
    secret = _add(store, letter, text="phòng cháy", secrecy="MẬT", next_due=TODAY)
    asked = (Filters(), Filters(words="phong chay"), Filters(due="today"), Filters(issuer="huyen"))
    assert [_ids(store, lan, one) for one in asked] == [[], [], [], []]
    store.write(lambda session: session.add(LetterReader(letter_id=secret, user_id=lan.id)))
    assert [_ids(store, lan, one) for one in asked] == [[secret]] * 4
    with store.reading() as session:
        assert come_since(session, User(id=999, confidential=False), Filters(), TODAY, 0) == []


def test_who_has_a_letter_is_told_by_the_letter_or_its_tasks(store: Store, lan: User, letter: Letter) -> None:
    handed = _add(store, letter, given_to="Văn phòng")
    shared = _add(store, letter)

    def name(session: Session) -> None:
        for position, owner in ((0, "Bà Hoa"), (1, "Địa chính")):
            which = (StoredTask.letter_id == shared, StoredTask.position == position)
            session.execute(update(StoredTask).where(*which).values(owner=owner))

    store.write(name)
    held = {line.id: line.holders for line in _shown(store, lan).lines}
    assert held == {handed: ("Văn phòng",), shared: ("Bà Hoa", "Địa chính")}


def test_only_what_came_since_is_added(store: Store, lan: User, letter: Letter) -> None:
    seen = _add(store, letter)
    new = _add(store, letter, day=TODAY - timedelta(days=3))  # dated earlier, registered later
    with store.reading() as session:
        assert [line.id for line in come_since(session, lan, Filters(), TODAY, seen)] == [new]
        assert come_since(session, lan, Filters(book="Mật"), TODAY, seen) == []


def test_the_books_are_those_that_have_letters(store: Store, letter: Letter) -> None:
    add_letter(store, letter, book="Mật", day=date(2023, 5, 6))
    add_letter(store, letter, book="Mật", day=date(2024, 5, 6))
    add_letter(store, letter, book="Đến")
    with store.reading() as session:
        assert sorted(books(session)) == ["Mật", "Đến"]
