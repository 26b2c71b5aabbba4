"""The audit trail, looked through: what comes in which order, in which words, and what is left out for whom."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert
from store_rows import add_letter

import docproc
from docproc.letter import Letter
from docproc.messages import set_language
from docproc.store import Store
from docproc.store.audit import add_user, note
from docproc.store.deeds import DEEDS, OF_ANY_SUBJECT, tell
from docproc.store.entered.assignments import assign
from docproc.store.entered.changes import change_task, strike_out
from docproc.store.entered.corrections import correct_value
from docproc.store.faults import NoSuchLetter, NoSuchTask
from docproc.store.schema import AuditEntry, User
from docproc.store.trail import DOCPROC, Asked, TrailPage, trail_page


@pytest.fixture
def lan(store: Store) -> User:
    return store.write(lambda session: add_user(session, "lan", "Lan"))


@pytest.fixture
def secret(store: Store, letter: Letter) -> int:
    head = letter.header.model_copy(update={"secrecy": "MẬT", "number": "7"})
    return add_letter(store, letter.model_copy(update={"header": head}))


def _page(store: Store, reader: User, most: int = 50, **asked: object) -> TrailPage:
    with store.reading() as session:
        return trail_page(session, reader, Asked(**asked), most)  # type: ignore[arg-type]


def _told(store: Store, reader: User, lang: str = "en", **asked: object) -> list[str]:
    found = _page(store, reader, **asked)
    set_language(lang)
    try:
        return [tell(deed, found.names).sentence for deed in found.deeds]
    finally:
        set_language(None)


def test_the_newest_stands_first_in_words(store: Store, registered: int, lan: User) -> None:
    store.write(lambda session: correct_value(session, registered, "header.symbol", "UBND-VX", lan))
    store.write(lambda session: strike_out(session, registered, "gửi nhầm xã", lan))
    assert _told(store, lan, letter=registered) == [
        "Lan struck out letter no. 1/2024",
        "Lan corrected symbol of letter no. 1/2024",
        "Docproc put letter no. 1/2024 into the register",
    ]


def test_a_clerk_reads_it_in_vietnamese(store: Store, registered: int, lan: User) -> None:
    store.write(lambda session: correct_value(session, registered, "header.symbol", "UBND-VX", lan))
    assert _told(store, lan, "vi", letter=registered)[0] == "Lan đã sửa ký hiệu của văn bản đến số 1/2024"


def test_what_changed_is_told_with_before_and_after(store: Store, registered: int, lan: User) -> None:
    store.write(
        lambda session: change_task(session, 1, lan, status="running", progress=40, extended_to=date(2024, 4, 2))
    )
    found = _page(store, lan, task=1)
    told = tell(found.deeds[0], found.names)
    assert told.sentence == "Lan changed state, progress, day granted of task 1 of letter no. 1/2024"
    assert "progress: 0 → 40" in told.changes
    assert "day granted: – → 02/04/2024" in told.changes


def test_the_trail_of_a_letter_holds_its_tasks_and_nothing_of_others(
    store: Store, letter: Letter, registered: int, lan: User
) -> None:
    other = add_letter(store, letter.model_copy(update={"file": "b.pdf"}))
    store.write(lambda session: change_task(session, 1, lan, progress=10))
    store.write(lambda session: note(session, "viewed", "letter", other, lan))
    subjects = {(deed.subject, deed.subject_id) for deed in _page(store, lan, letter=registered).deeds}
    assert subjects == {("letter", registered), ("task", 1)}


def test_a_letter_that_the_reader_may_not_see_is_not_named(store: Store, secret: int, lan: User) -> None:
    store.write(lambda session: change_task(session, 1, lan, note="mật vụ"))
    deeds = _page(store, lan).deeds
    assert [deed.hidden for deed in deeds if deed.subject in ("letter", "task")] == [True, True]
    assert not any(deed.letter or deed.details for deed in deeds if deed.hidden)
    assert _told(store, lan)[0] == "Lan changed something of a confidential letter"


def test_a_letter_that_the_reader_may_not_see_cannot_be_asked_for(store: Store, secret: int, lan: User) -> None:
    with pytest.raises(NoSuchLetter):
        _page(store, lan, letter=secret)
    with pytest.raises(NoSuchTask):
        _page(store, lan, task=1)


def test_the_name_of_the_file_of_a_hidden_letter_is_left_out(store: Store, secret: int, lan: User) -> None:
    store.write(lambda session: note(session, "arrived", "file", 1, name="to-cao-mat.pdf", outcome="new"))
    assert "to-cao-mat" not in " ".join(_told(store, lan))


def test_pages_follow_each_other_without_gaps_and_repeats(store: Store, lan: User) -> None:
    moment = datetime(2024, 5, 6, 2, 0, tzinfo=UTC)
    rows = [
        {
            "at": moment + timedelta(seconds=number // 3),
            "did": "viewed",
            "subject": "user",
            "subject_id": lan.id,
        }
        for number in range(40)
    ]
    store.write(lambda session: session.execute(insert(AuditEntry), [row | {"details": {}} for row in rows]))
    seen: list[int] = []
    before = None
    while True:
        found = _page(store, lan, most=7, before=before, until=date(2024, 5, 6))
        seen += [deed.id for deed in found.deeds]
        before = found.older
        if before is None:
            break
    assert len(seen) == len(set(seen)) == 40
    assert seen == sorted(seen, reverse=True)


def test_days_are_those_of_the_office(store: Store, lan: User) -> None:
    late = datetime(2024, 5, 6, 18, 0, tzinfo=UTC)  # one o'clock of the 7th in Vietnam
    row = {"at": late, "did": "viewed", "subject": "user", "subject_id": lan.id, "details": {}}
    store.write(lambda session: session.execute(insert(AuditEntry), [row]))
    day = date(2024, 5, 7)
    assert len(_page(store, lan, since=day, until=day).deeds) == 1
    assert _page(store, lan, since=date(2024, 5, 6), until=date(2024, 5, 6)).deeds == []


def test_who_has_a_task_now_is_told_once(store: Store, registered: int, lan: User) -> None:
    store.write(lambda session: assign(session, 1, lan, person=lan.id, unit=None))
    found = _page(store, lan, task=1)
    assert tell(found.deeds[0], found.names).changes == ["person: – → Lan"]


def test_it_is_told_which_register_was_taken_out(store: Store, registered: int, lan: User) -> None:
    store.write(lambda session: note(session, "exported", "register", 0, lan, what="tasks", book=None))
    found = _page(store, lan)
    assert "file: table of tasks" in tell(found.deeds[0], found.names).changes


def test_one_person_can_be_asked_for_or_docproc_itself(store: Store, registered: int, lan: User) -> None:
    store.write(lambda session: note(session, "viewed", "letter", registered, lan))
    assert [deed.did for deed in _page(store, lan, person=lan.id).deeds] == ["viewed"]
    assert "viewed" not in [deed.did for deed in _page(store, lan, person=DOCPROC).deeds]


def test_a_deed_without_words_of_its_own_is_told_all_the_same(store: Store, registered: int, lan: User) -> None:
    store.write(lambda session: note(session, "folded", "letter", registered, lan, odd={"a": 1}, page=3))
    found = _page(store, lan)
    told = tell(found.deeds[0], found.names)
    assert told.sentence == "Lan did something with letter no. 1/2024 (folded)"
    assert told.changes == ["page: 3"]


def _noted_in(source: str) -> set[str]:
    """What a module writes into the trail: the first word of each `note(session, "…")`."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) == "note"]
    return {
        argument.value
        for call in named
        for argument in call.args[1:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def test_all_that_is_noted_has_words() -> None:
    modules = Path(docproc.__file__).parent.rglob("*.py")
    noted = set().union(*(_noted_in(path.read_text(encoding="utf-8")) for path in modules))
    assert len(noted) > 10
    assert noted - {did for _subject, did in DEEDS} - OF_ANY_SUBJECT.keys() == set()
