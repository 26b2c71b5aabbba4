"""The page on which people arrange the pages of a letter, and the same for programs."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from desk_people import LogIn
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.letter import Header, Letter, PageNote
from docproc.store import Store
from docproc.store.originals import keep
from docproc.store.register import Entry, register
from docproc.store.schema import File, FilePart, Job, StoredLetter


@pytest.fixture
def letter_id(store: Store, tmp_path: Path) -> int:
    """A letter of three pages, of which docproc has turned the second upright to read it."""
    source = tmp_path / "a.pdf"
    with pikepdf.new() as document:
        for number in (1, 2, 3):
            document.add_blank_page(page_size=(100 * number, 400))
        document.save(source)
    descriptor = os.open(source, os.O_RDONLY)
    kept = keep(descriptor, store.originals)
    os.close(descriptor)

    def write(session: Session) -> int:
        file = File(sha256=kept.sha256, size=kept.size, name="a.pdf", kept=True)
        session.add(file)
        session.flush()
        notes = [
            PageNote(page=n, source="ocr", reason="no_layer", confidence=1.0, turned=90 * (n == 2))
            for n in (1, 2, 3)
        ]
        letter = Letter(file="a.pdf", pages=3, header=Header(number="642", symbol="UBND-NN"), page_notes=notes)
        return register(session, letter, ["", "", ""], Entry(file.id, "Đến", date(2024, 5, 6))).id

    return store.write(write)


def form(*pages: tuple[int, int], begins: tuple[int, ...] = ()) -> dict[str, object]:
    places, turns = [place for place, _turn in pages], [turn for _place, turn in pages]
    return {"version": 1, "arranged_id": 0, "place": places, "turn": turns, "begins": list(begins)}


def arrangement(store: Store, letter_id: int) -> list[list[int]] | None:
    with store.reading() as session:
        return session.get_one(StoredLetter, letter_id).arrangement


def test_the_pages_are_shown_with_what_can_be_done(log_in: LogIn, letter_id: int) -> None:
    shown = log_in().get(f"/letters/{letter_id}/arrange").text
    assert shown.count('class="sheet"') == 3
    assert f'src="/letters/{letter_id}/pages/3?' in shown


def test_what_was_chosen_is_kept_with_how_pages_were_seen(log_in: LogIn, store: Store, letter_id: int) -> None:
    answer = log_in().post(f"/letters/{letter_id}/arrange", form((3, 180), (1, 0), (2, 0)))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/letters/{letter_id}/arrange?cut=0")
    assert arrangement(store, letter_id) == [[3, 180], [1, 0], [2, 90]]


def test_a_letter_that_begins_in_between_is_cut_off(log_in: LogIn, store: Store, letter_id: int) -> None:
    lan = log_in()
    answer = lan.post(f"/letters/{letter_id}/arrange", form((1, 0), (2, 0), (3, 0), begins=(3,)))
    assert "1 văn bản" in lan.get(answer.headers["location"]).text
    with store.reading() as session:
        assert session.scalars(select(FilePart.pages)).all() == [[3]]
        assert session.scalars(select(Job.kind).order_by(Job.id)).all() == ["again", "register"]


def test_while_it_is_read_again_that_is_said(log_in: LogIn, letter_id: int) -> None:
    lan = log_in()
    lan.post(f"/letters/{letter_id}/arrange", form((3, 0), (1, 0), (2, 0)))
    assert "Văn bản đang được đọc lại" in lan.get(f"/letters/{letter_id}/arrange").text


def test_the_way_back_is_offered_and_leads_back(log_in: LogIn, store: Store, letter_id: int) -> None:
    lan = log_in()
    assert "/arrange/back" not in lan.get(f"/letters/{letter_id}/arrange").text
    lan.post(f"/letters/{letter_id}/arrange", form((3, 0), (1, 0), (2, 0)))
    with store.reading() as session:
        arranged_id = session.get_one(StoredLetter, letter_id).arranged_id
    lan.post(f"/letters/{letter_id}/arrange/back", {"version": 1, "arranged_id": arranged_id})
    assert arrangement(store, letter_id) is None


def test_the_second_of_two_is_told(log_in: LogIn, letter_id: int) -> None:
    lan = log_in()
    lan.post(f"/letters/{letter_id}/arrange", form((3, 0), (1, 0), (2, 0)))
    assert lan.post(f"/letters/{letter_id}/arrange", form((1, 90), (2, 0), (3, 0))).status_code == 409


@pytest.mark.parametrize(
    "sent", [form((1, 0), (2, 0)), form((1, 0), (2, 0), (3, 7)), form((1, 90), (2, 0), (3, 0), begins=(9,))]
)
def test_a_choice_that_is_none_changes_nothing(
    log_in: LogIn, store: Store, letter_id: int, sent: dict[str, object]
) -> None:
    assert log_in().post(f"/letters/{letter_id}/arrange", sent).status_code == 422
    assert arrangement(store, letter_id) is None


@pytest.mark.parametrize("role", ["officer", "viewer"])
def test_only_who_may_correct_may_arrange(log_in: LogIn, store: Store, letter_id: int, role: str) -> None:
    somebody = log_in("minh", role)
    assert somebody.get(f"/letters/{letter_id}/arrange").status_code == 403
    assert somebody.post(f"/letters/{letter_id}/arrange", form((3, 0), (1, 0), (2, 0))).status_code == 403
    assert arrangement(store, letter_id) is None


def test_a_confidential_letter_is_not_there_for_others(log_in: LogIn, store: Store, letter_id: int) -> None:
    def mark(session: Session) -> None:
        session.get_one(StoredLetter, letter_id).secrecy = "MẬT"

    store.write(mark)
    lan = log_in()
    assert lan.get(f"/letters/{letter_id}/arrange").status_code == 404
    assert lan.post(f"/letters/{letter_id}/arrange", form((3, 0), (1, 0), (2, 0))).status_code == 404


def test_programs_arrange_pages_too(log_in: LogIn, store: Store, letter_id: int) -> None:
    lan = log_in()
    path = f"/api/v1/letters/{letter_id}/arrangement"
    stands = lan.get(path).json()
    assert [one["turn"] for one in stands["pages"]] == [0, 90, 0]
    pages = [{"place": 1}, {"place": 3, "turn": 90, "begins": True}, {"place": 2}]
    wanted = {"version": stands["version"], "arranged_id": stands["arranged_id"], "pages": pages}
    answer = lan.client.put(path, json=wanted, headers={"X-CSRF-Token": lan.csrf})
    assert answer.json() == {"cut_off": 1}
    assert arrangement(store, letter_id) == [[1, 0]]
