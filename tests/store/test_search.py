"""Finding letters by their words, alike on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_rows import add_letter

from docproc.letter import Letter
from docproc.store import Store
from docproc.store.audit import add_user
from docproc.store.entered.changes import change_task, correct_letter
from docproc.store.fulltext import words_of
from docproc.store.search import Hit, Query, excerpt, search

PAGES = ("Phòng Nông nghiệp và PTNT chủ trì; Công an huyện phối hợp.", "Đề nghị các đơn vị báo cáo số 15/QĐ-BNV.")


@pytest.fixture
def found_in(store: Store, letter: Letter) -> Store:
    add_letter(store, letter, pages=PAGES, day=date(2024, 5, 6))
    other = letter.model_copy(deep=True)
    other.header.number, other.header.issuer, other.header.doc_type = "7", "Sở Nội vụ", "Kế hoạch"
    other.tasks = other.tasks[1:]
    add_letter(store, other, pages=("Phong trào thi đua của phòng ban.",), day=date(2024, 6, 1))
    return store


def ids(store: Store, query: Query) -> list[int]:
    with store.reading() as session:
        return [hit.letter_id for hit in search(session, query)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("phong nong nghiep", [1]),
        ("Phòng Nông nghiệp", [1]),
        ("PHÒNG NÔNG NGHIỆP", [1]),
        ("Pho\u0300ng", [1, 2]),
        ("phong", [1, 2]),
        ("phòng", [1, 2]),
        ("phong trao", [2]),
        ("phong trào", [2]),
        ('"nong nghiep"', [1]),
        ('"nghiep nong"', []),
        ("de nghi", [1]),
        ("đề nghị", [1]),
        ("đê nghi", [1]),
        ("15 qd bnv", [1]),
        ("15/QĐ-BNV", [1]),
        ("642/UBND-NN", [1]),
        ("suoi vang", [1]),
        ("nghiep trao", []),
        ("!!!", []),
        ("\" OR 1=1 -- ' & | :*", []),
        ("", [2, 1]),
    ],
)
def test_words(found_in: Store, words: str, expected: list[int]) -> None:
    found = ids(found_in, Query(words))
    assert sorted(found) == sorted(expected) if words else found == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query("phong", arrived_from=date(2024, 5, 7)), [2]),
        (Query("phong", arrived_to=date(2024, 5, 6)), [1]),
        (Query("phong", issuer="so noi vu"), [2]),
        (Query("phong", doc_type="Kế hoạch"), [2]),
        (Query("phong", assignee="kiem lam"), [1]),
        (Query(assignee="Hạt Kiểm lâm"), [1]),
        (Query(due_to=date(2024, 3, 25)), [1]),
        (Query(due_to=date(2024, 3, 24)), []),
        (Query(due_from=date(2024, 3, 26)), []),
        (Query(status="done"), []),
        (Query(book="Đến", limit=1), [2]),
        (Query(book="Đến", limit=1, offset=1), [1]),
        (Query(book="Mật"), []),
        (Query("phong", issuer="100%"), []),
    ],
)
def test_filters(found_in: Store, query: Query, expected: list[int]) -> None:
    assert ids(found_in, query) == expected


def test_status_of_a_task_is_found(found_in: Store) -> None:
    def done(session: object) -> None:
        change_task(session, 1, add_user(session, "lan"), status="done")  # type: ignore[arg-type]

    found_in.write(done)
    assert ids(found_in, Query(status="done")) == [1]


def hits(store: Store, words: str) -> list[Hit]:
    with store.reading() as session:
        return search(session, Query(words))


def test_words_are_marked_in_their_passage(found_in: Store) -> None:
    (hit,) = hits(found_in, "nong nghiep")
    assert [hit.passage[start:end] for start, end in hit.marks] == ["Nông", "nghiệp"]


def test_word_in_the_head_counts_more_than_in_the_body(store: Store, letter: Letter) -> None:
    add_letter(store, letter, pages=("mùa khô",))
    other = letter.model_copy(deep=True)
    other.header.subject = "việc khác"
    add_letter(store, other, pages=("mùa khô mùa khô",))
    assert [hit.letter_id for hit in hits(store, "mua kho")] == [1, 2]


def test_corrected_letter_is_found_by_its_new_words_only(found_in: Store, letter: Letter) -> None:
    corrected = letter.model_copy(deep=True)
    corrected.header.subject = "phòng chống dịch tả lợn"

    def correct(session: object) -> None:
        correct_letter(session, 1, corrected, add_user(session, "lan"))  # type: ignore[arg-type]

    found_in.write(correct)
    assert ids(found_in, Query("dich ta")) == [1]
    assert ids(found_in, Query('"mua kho"')) == [2]
    assert ids(found_in, Query("nong nghiep")) == [1]


@given(st.text(max_size=300), st.text(min_size=1, max_size=12))
def test_marks_stand_on_the_words_looked_for(text: str, word: str) -> None:
    words = words_of(word)
    passage, marks = excerpt(text, [words] if words else [])
    assert all(0 <= start < end <= len(passage) for start, end in marks)
    assert len(passage) <= len(text)
