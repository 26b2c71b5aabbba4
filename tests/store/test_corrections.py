"""One value of a letter, corrected: what may be written, what stays, what follows from it."""

from __future__ import annotations

import re
import threading
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.days import typed_day
from docproc.letter import Deadline, Doubt, Event, Evidence, Letter
from docproc.store import Store, open_store, registered_letter, tracked_tasks
from docproc.store.audit import add_user, trail
from docproc.store.entered import changes
from docproc.store.entered.changes import strike_out
from docproc.store.entered.corrections import Correction, correct_value, corrected_letter
from docproc.store.entered.values import KINDS
from docproc.store.faults import LetterStruckOut, NoSuchField, NoSuchLetter, WrongValue
from docproc.store.schema import LetterVersion
from docproc.store.search import Query, search


def correct(store: Store, letter_id: int, field: str, value: str | None) -> Correction:
    return store.write(lambda session: correct_value(session, letter_id, field, value, add_user(session, "lan")))


def test_the_reading_stays_and_the_trail_names_the_field(store: Store, registered: int) -> None:
    done = correct(store, registered, "header.number", "643")
    assert (done.before, done.after, done.version) == ("642", "643", 2)
    with store.reading() as session:
        assert registered_letter(session, registered).letter.header.number == "643"
        first = session.scalars(select(LetterVersion.content).order_by(LetterVersion.version)).first()
        assert Letter.model_validate_json(first or "").header.number == "642"
        entry = list(trail(session, "letter", registered))[-1]
        assert (entry.did, entry.details) == ("corrected", {"version": 2, "field": "header.number"})


def test_search_finds_the_corrected_words(store: Store, registered: int) -> None:
    correct(store, registered, "header.subject", "phòng, chống sạt lở bờ suối")
    with store.reading() as session:
        assert [hit.letter_id for hit in search(session, Query(words="sat lo"))] == [registered]


def test_a_deadline_moves_with_its_task_and_what_was_entered_stays(store: Store, registered: int) -> None:
    def owned(session: Session) -> None:
        changes.change_task(session, 1, add_user(session, "lan"), owner="Tổ 1")

    store.write(owned)
    correct(store, registered, "tasks[0].deadline", "trước ngày 29/3/2024")
    with store.reading() as session:
        first = next(tracked_tasks(session))
        deadline = first.task.deadline
        assert deadline is not None
        assert (first.owner, first.last_day, deadline.inclusive) == ("Tổ 1", date(2024, 3, 28), False)
        assert [hit.letter_id for hit in search(session, Query(due_from=date(2024, 3, 28)))] == [registered]


def test_a_letter_that_becomes_the_same_document_is_told_and_one_that_is_no_more_too(
    store: Store, registered: int, letter: Letter
) -> None:
    other = letter.model_copy(deep=True)
    other.header.number = "700"
    second = add_letter(store, other)
    correct(store, second, "header.number", "642")
    with store.reading() as session:
        found = registered_letter(session, second)
        assert found.duplicate_of == registered
        assert [doubt.code for doubt in found.letter.doubts] == ["same_document"]
    correct(store, second, "header.number", "701")
    with store.reading() as session:
        found = registered_letter(session, second)
        assert (found.duplicate_of, found.letter.doubts) == (None, [])


def test_a_struck_out_or_unknown_letter_is_not_corrected(store: Store, registered: int) -> None:
    with pytest.raises(NoSuchLetter):
        correct(store, 9, "header.number", "1")
    store.write(lambda session: strike_out(session, registered, "nhầm", add_user(session, "lan")))
    with pytest.raises(LetterStruckOut):
        correct(store, registered, "header.number", "1")


def test_cut_off_in_the_middle_all_is_as_before(store: Store, registered: int, cut_off: None) -> None:
    with pytest.raises(RuntimeError):
        correct(store, registered, "header.number", "643")
    with store.reading() as session:
        found = registered_letter(session, registered)
        assert (found.letter.header.number, found.version) == ("642", 1)
        assert session.query(LetterVersion).count() == 1
        assert search(session, Query(words="643")) == []


def test_two_who_correct_at_once_both_stay(store: Store, registered: int) -> None:
    faults: list[BaseException] = []

    def correcting(field: str, value: str) -> None:
        own = open_store(store.data, store.url, patience=30, check_schema=False)
        try:
            correct(own, registered, field, value)
        except BaseException as error:
            faults.append(error)
        own.close()

    store.write(lambda session: add_user(session, "lan"))
    wanted = [("header.number", "643"), ("header.symbol", "UBND-VX"), ("signer.name", "Nguyễn Văn Thử")]
    threads = [threading.Thread(target=correcting, args=one) for one in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with store.reading() as session:
        found = registered_letter(session, registered)
        assert (found.version, found.letter.header.number, found.letter.header.symbol) == (4, "643", "UBND-VX")
        assert found.letter.signer.name == "Nguyễn Văn Thử"


@pytest.mark.parametrize(
    ("field", "given", "value"),
    [
        ("header.number", "07a", "07a"),
        ("header.number", "12/2024", "12/2024"),
        ("header.symbol", "TB-TTCNTT&TT", "TB-TTCNTT&TT"),
        ("header.doc_type", "ke hoach", "Kế hoạch"),
        ("header.urgency", "hoả tốc", "HỎA TỐC"),
        ("header.issue_date", "5/3/2024", date(2024, 3, 5)),
        ("header.issue_date", "2024-03-05", date(2024, 3, 5)),
        ("header.issuer", "  Sở  Tài nguyên\nvà Môi trường ", "Sở Tài nguyên và Môi trường"),
        ("signer.position", "Phó Chủ tịch", "Phó Chủ tịch"),
        ("event.start", "14/5/2024 8:30", "2024-05-14T08:30"),
        ("event.start", "2024-05-14T08:30", "2024-05-14T08:30"),
        ("event.end", "14/5/2024", "2024-05-14"),
        ("tasks[1].text", "Tuyên truyền về phòng cháy.", "Tuyên truyền về phòng cháy."),
    ],
)
def test_a_value_is_taken_as_people_write_it(letter: Letter, field: str, given: str, value: object) -> None:
    letter.event = Event(start="2024-05-13", place="?")
    _corrected, _before, after = corrected_letter(letter, field, given)
    assert after == value


@pytest.mark.parametrize(
    ("field", "given", "expected"),
    [
        ("header.number", "642/UBND-NN", "the number alone"),
        ("header.number", "không số", "the number alone"),
        ("header.symbol", "UBND NN", "the symbol alone"),
        ("header.symbol", "12", "the symbol alone"),
        ("header.doc_type", "Thư ngỏ", "one of Nghị quyết, "),
        ("header.secrecy", "bí mật", "one of TUYỆT MẬT, TỐI MẬT, MẬT"),
        ("header.issue_date", "31/2/2024", "a day, as 20/3/2024"),
        ("header.issue_date", "3/20/2024", "a day, as 20/3/2024"),
        ("header.subject", "a\x1b[31mb", "words on one line"),
        ("signer.name", "x" * 201, "words on one line, at most 200 letters"),
        ("tasks[0].deadline", "tuần sau", "the last day"),
        ("tasks[0].lead", " ; ", "names of offices"),
        ("tasks[0].text", None, "a letter cannot be without it"),
        ("event.start", "14/5/2024 25:00", "a day with the hour"),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_expected(
    letter: Letter, field: str, given: str | None, expected: str
) -> None:
    letter.event = Event(start="2024-05-13")
    with pytest.raises(WrongValue, match=re.escape(expected)):
        corrected_letter(letter, field, given)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("tasks[0].deadline", "task 1, deadline"),
        ("tasks[0].lead", "task 1, who"),
        ("header.subject", "subject cannot be"),
    ],
)
def test_a_refusal_names_the_field_as_people_do(letter: Letter, field: str, words: str) -> None:
    with pytest.raises(WrongValue, match=re.escape(words)):
        corrected_letter(letter, field, "x" * 2001)


@pytest.mark.parametrize(
    "field", ["header.evidence", "tasks[2].text", "tasks[-1].text", "tasks[0].id", "event.place", "x", "tasks"]
)
def test_a_field_that_is_none_is_named(letter: Letter, field: str) -> None:
    with pytest.raises(NoSuchField, match=r"header\.doc_type, header\.number"):
        corrected_letter(letter, field, "1")


@given(field=st.one_of(st.sampled_from(sorted(KINDS)), st.text(max_size=12)), value=st.text(max_size=40))
def test_whatever_is_written_is_a_letter_or_refused(field: str, value: str) -> None:
    field = field.replace("[N]", "[0]")
    try:
        corrected, _before, _after = corrected_letter(Letter(file="a", pages=1), field, value)
    except (WrongValue, NoSuchField):
        return
    assert Letter.model_validate_json(corrected.model_dump_json()) == corrected


def test_what_a_person_wrote_is_sure_and_keeps_its_place_on_the_page(letter: Letter) -> None:
    read = Evidence(page=1, text="64Z", confidence=0.4)
    letter.header.evidence["number"], letter.header.confidence["number"] = [read], 0.3
    letter.doubts = [
        Doubt(field="header.number", code="handwritten", message="m"),
        Doubt(field="header.number_of_pages", code="x", message="m"),
    ]
    corrected, _before, _after = corrected_letter(letter, "header.number", "642")
    assert corrected.header.confidence["number"] == 1.0
    assert corrected.header.evidence["number"] == [read]
    assert [doubt.field for doubt in corrected.doubts] == ["header.number_of_pages"]
    assert letter.header.confidence["number"] == 0.3


def test_a_corrected_deadline_keeps_where_it_was_read(letter: Letter) -> None:
    read = Evidence(page=1, text="trước ngày 2b/3/2024")
    letter.tasks[0].deadline = Deadline(text="?", send_to="Phòng A", time="17:00", evidence=[read])
    corrected, _before, after = corrected_letter(letter, "tasks[0].deadline", "30/3/2024")
    assert (after.last_day, after.last_working_day) == (date(2024, 3, 30), date(2024, 3, 29))
    assert (after.evidence, after.send_to, after.time, after.text) == ([read], "Phòng A", "17:00", "30/3/2024")
    assert corrected.tasks[0].deadline == after


def test_a_lead_that_stays_keeps_its_evidence_and_a_new_one_is_understood(letter: Letter) -> None:
    letter.tasks[0].lead[0].evidence = [Evidence(page=2, text="Hạt KL huyện")]
    corrected, _before, after = corrected_letter(
        letter, "tasks[0].lead", "Hạt Kiểm lâm huyện; UBND các xã, thị trấn"
    )
    assert [(office.name, office.scope, len(office.evidence)) for office in after] == [
        ("Hạt Kiểm lâm huyện", "named", 1),
        ("UBND các xã, thị trấn", "class", 0),
    ]
    assert corrected.tasks[0].lead_margin is None


def test_a_value_that_a_letter_has_not_is_taken_out(letter: Letter) -> None:
    assert corrected_letter(letter, "tasks[0].deadline", None)[0].tasks[0].deadline is None
    assert corrected_letter(letter, "tasks[0].lead", None)[0].tasks[0].lead == []


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("20/3/2024", date(2024, 3, 20)),
        (" 05-03-2024 ", date(2024, 3, 5)),
        ("5.3.2024", date(2024, 3, 5)),
        ("2024-03-20", date(2024, 3, 20)),
        ("3/20/2024", None),
        ("20/3", None),
        ("20/3/24", None),
        ("20/3/9999", None),
        ("hôm nay", None),
        ("", None),
    ],
)
def test_a_day_as_people_type_it(written: str, day: date | None) -> None:
    assert typed_day(written) == day
