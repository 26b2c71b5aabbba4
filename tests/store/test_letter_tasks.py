"""The tasks of a letter divided, joined, added, taken out and moved: what goes where, what stays, who is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Attachment, Deadline, Doubt, Event, Evidence, Header, Letter, Office, Task
from docproc.store import Store, registered_letter
from docproc.store.audit import add_user, trail
from docproc.store.entered.changes import change_task
from docproc.store.entered.corrections import correct_value, undo
from docproc.store.faults import ChangedMeanwhile, WrongValue
from docproc.store.letters.task_parts import divided, joined, with_tasks
from docproc.store.letters.tasks import (
    Arranged,
    BothEntered,
    NoSuchTaskInLetter,
    add_task,
    merge_tasks,
    move_task,
    remove_task,
    split_task,
)
from docproc.store.schema import StoredTask

_TEXT = "Phối hợp với Công an huyện rà soát phương án; gửi danh sách về UBND huyện trước ngày 26/3/2024."
_CUT = _TEXT.index("gửi")


@pytest.fixture
def letter() -> Letter:
    """Three tasks; the first with a deadline in its second half, and a doubt on that; the third of nobody."""
    due = Deadline(text="trước ngày 26/3/2024", date=date(2024, 3, 26), last_day=date(2024, 3, 25))
    tasks = [
        Task(
            id="1",
            page=1,
            text=_TEXT,
            lead=[Office(name="Hạt Kiểm lâm huyện")],
            coordinate=[Office(name="Công an huyện")],
            deadline=due,
            deliverable="danh sách",
            send_to="UBND huyện",
            evidence=[Evidence(page=1, text=_TEXT[:_CUT]), Evidence(page=2, text=_TEXT[_CUT:])],
        ),
        Task(id="2", page=2, text="Tuyên truyền.", lead=[Office(name="Phòng Văn hóa")]),
        Task(id="3", page=2, text="Họp."),
    ]
    doubts = [
        Doubt(field="tasks[0].deadline", code="day_off", message="m"),
        Doubt(field="tasks[1].lead", code="low_confidence", message="m"),
        Doubt(field="tasks[2].lead", code="low_confidence", message="m"),
        Doubt(field="header.number", code="x", message="m"),
    ]
    header = Header(number="642", symbol="UBND-NN", issuer="UBND huyện", issue_date=date(2024, 3, 12))
    event = Event(start="2024-03-20", prepare=["1", "2"])
    return Letter(file="a.pdf", pages=3, header=header, tasks=tasks, doubts=doubts, event=event)


@pytest.fixture
def kept(store: Store, letter: Letter) -> Store:
    add_letter(store, letter)
    return store


Act = Callable[..., Arranged]


def do(store: Store, act: Act, *given: object, who: str = "lan", **more: object) -> Arranged:
    def write(session: Session) -> Arranged:
        return act(session, 1, *given, user=add_user(session, who), **more)

    return store.write(write)


def now(store: Store) -> Letter:
    with store.reading() as session:
        return registered_letter(session, 1).letter


def ids(store: Store) -> list[str]:
    return [task.id for task in now(store).tasks]


def rows(store: Store) -> dict[str, tuple[bool, int, str | None]]:
    with store.reading() as session:
        found = session.scalars(select(StoredTask).order_by(StoredTask.id))
        return {row.key: (row.dropped, row.position, row.owner) for row in found}


def give(store: Store, key: str, owner: str) -> None:
    def write(session: Session) -> None:
        row = session.scalars(select(StoredTask).where(StoredTask.key == key)).one()
        change_task(session, row.id, add_user(session, "lan"), owner=owner)

    store.write(write)


def test_a_task_is_divided_the_first_keeps_what_people_entered(kept: Store) -> None:
    give(kept, "1", "Tổ 1")
    done = do(kept, split_task, "1", _CUT)
    assert (done.version, done.task, ids(kept)) == (2, "4", ["1", "4", "2", "3"])
    first, second = now(kept).tasks[:2]
    assert (first.text, second.text) == (_TEXT[:_CUT].strip(), _TEXT[_CUT:])
    assert rows(kept)["1"] == (False, 0, "Tổ 1")
    assert rows(kept)["4"] == (False, 1, None)


def test_each_part_has_its_words_on_the_page_and_what_they_name(letter: Letter) -> None:
    first, second, _unsure = divided(letter.tasks[0], _CUT, "4")
    assert ([e.page for e in first.evidence], [e.page for e in second.evidence]) == ([1], [2])
    assert [office.name for office in first.coordinate] == ["Công an huyện"]
    assert (second.coordinate, second.page, second.lead_from) == ([], 2, "earlier")
    assert (first.deliverable, second.deliverable, first.send_to) == (None, "danh sách", None)
    assert [office.name for office in second.lead] == ["Hạt Kiểm lâm huyện"]


def test_evidence_of_one_piece_is_divided_between_words() -> None:
    whole = Evidence(page=1, box=(1.0, 2.0, 3.0, 4.0), text="Rà soát phương án; gửi danh sách.")
    first, second, _unsure = divided(Task(id="1", page=1, text=whole.text, evidence=[whole]), 19, "2")
    assert [e.text for e in first.evidence] == ["Rà soát phương án;"]
    assert [e.text for e in second.evidence] == ["gửi danh sách."]
    assert first.evidence[0].box == second.evidence[0].box == whole.box


def test_a_deadline_stays_with_both_parts_and_is_doubted_where_its_words_are_not(kept: Store) -> None:
    do(kept, split_task, "1", _CUT)
    found = now(kept)
    assert [task.deadline.last_day if task.deadline else None for task in found.tasks[:2]] == [
        date(2024, 3, 25),
        date(2024, 3, 25),
    ]
    assert {(doubt.field, doubt.code) for doubt in found.doubts} == {
        ("tasks[0].deadline", "task_divided"),
        ("tasks[1].deadline", "day_off"),
        ("tasks[2].lead", "low_confidence"),
        ("tasks[3].lead", "low_confidence"),
        ("header.number", "x"),
    }


def test_what_was_divided_and_is_one_again_is_not_doubted_for_it(kept: Store) -> None:
    do(kept, split_task, "1", _CUT)
    do(kept, merge_tasks, "1")
    assert "task_divided" not in {doubt.code for doubt in now(kept).doubts}


def test_what_is_joined_without_the_part_that_names_the_deadline_is_still_doubted(kept: Store) -> None:
    do(kept, split_task, "1", _CUT)
    do(kept, split_task, "1", _CUT // 2)
    do(kept, merge_tasks, "1")
    assert ("tasks[0].deadline", "task_divided") in {(one.field, one.code) for one in now(kept).doubts}


def test_a_part_of_what_is_prepared_for_the_meeting_is_so_too(kept: Store) -> None:
    do(kept, split_task, "1", _CUT)
    event = now(kept).event
    assert event is not None
    assert event.prepare == ["1", "4", "2"]


@pytest.mark.parametrize("at", [-1, 0, len(_TEXT), 10**9])
def test_a_task_is_not_divided_where_a_part_would_have_no_words(kept: Store, at: int) -> None:
    with pytest.raises(WrongValue):
        do(kept, split_task, "1", at)


def test_two_tasks_become_one_with_all_they_name(kept: Store) -> None:
    done = do(kept, merge_tasks, "1")
    assert (done.task, ids(kept)) == ("1", ["1", "3"])
    whole = now(kept).tasks[0]
    assert whole.text == f"{_TEXT} Tuyên truyền."
    assert [office.name for office in whole.lead] == ["Hạt Kiểm lâm huyện", "Phòng Văn hóa"]
    assert [d.field for d in now(kept).doubts] == [
        "tasks[0].deadline",
        "tasks[0].lead",
        "tasks[1].lead",
        "header.number",
    ]
    assert rows(kept)["2"][0]


def test_of_two_deadlines_the_earlier_stays_and_is_doubted(letter: Letter) -> None:
    later = Deadline(text="trước ngày 1/5/2024", date=date(2024, 5, 1), last_day=date(2024, 4, 30))
    whole, other = joined(letter.tasks[1].model_copy(update={"deadline": later}), letter.tasks[0], "2")
    assert (whole.deadline, other) == (letter.tasks[0].deadline, later)


def test_the_doubt_on_two_deadlines_names_both(kept: Store) -> None:
    write = lambda s: correct_value(s, 1, "tasks[1].deadline", "1/5/2024", add_user(s, "lan"))  # noqa: E731
    kept.write(write)
    do(kept, merge_tasks, "1")
    words = [doubt.in_words("en") for doubt in now(kept).doubts if doubt.code == "tasks_joined"]
    assert len(words) == 1
    assert "trước ngày 26/3/2024" in words[0]
    assert "1/5/2024" in words[0]


def test_the_task_that_people_entered_something_about_stays(kept: Store) -> None:
    give(kept, "2", "Tổ 2")
    assert do(kept, merge_tasks, "1").task == "2"
    assert rows(kept)["2"] == (False, 0, "Tổ 2")


def test_of_two_with_entries_a_person_has_to_choose(kept: Store) -> None:
    give(kept, "1", "Tổ 1")
    give(kept, "2", "Tổ 2")
    with pytest.raises(BothEntered):
        do(kept, merge_tasks, "1")
    do(kept, merge_tasks, "1", keep="2")
    assert (ids(kept), rows(kept)["2"][2], rows(kept)["1"]) == (["2", "3"], "Tổ 2", (True, 0, "Tổ 1"))


def test_the_last_task_has_no_next_one(kept: Store) -> None:
    with pytest.raises(NoSuchTaskInLetter):
        do(kept, merge_tasks, "3")


def test_a_task_is_added_from_words_on_the_page_with_the_deadline_they_name(kept: Store) -> None:
    words = "Báo cáo kết quả\ntrước ngày 28/3/2024."
    done = do(kept, add_task, words, page=2, boxes=[(1.0, 2.0, 30.0, 40.0)], after="1")
    task = now(kept).tasks[1]
    assert (task.id, task.text) == (done.task, "Báo cáo kết quả trước ngày 28/3/2024.")
    assert task.deadline is not None
    assert (task.deadline.last_day, task.evidence[0].box) == (date(2024, 3, 27), (1.0, 2.0, 30.0, 40.0))
    assert rows(kept)["4"] == (False, 1, None)


def test_a_task_of_an_attached_letter_is_added_to_that(store: Store, letter: Letter) -> None:
    paper = Attachment(first_page=3, last_page=3, header=Header(issue_date=date(2024, 2, 1)))
    add_letter(store, letter.model_copy(update={"attachments": [paper]}))
    do(store, add_task, "Báo cáo trong 10 ngày kể từ ngày ký.", page=3)
    found = now(store)
    assert (found.tasks[3].attachment, found.attachments[0].task_ids) == (True, ["4"])
    deadline = found.tasks[3].deadline
    assert deadline is not None
    assert deadline.last_day == date(2024, 2, 15)  # ten days on are Sunday within Tết


@pytest.mark.parametrize(("text", "page"), [("  ", 1), ("x" * 5001, 1), ("Họp.", 0), ("Họp.", 4), ("a\x1bb", 1)])
def test_no_words_and_no_page_of_the_letter_are_no_task(kept: Store, text: str, page: int) -> None:
    with pytest.raises(WrongValue):
        do(kept, add_task, text, page=page)


def test_a_task_that_is_taken_out_is_kept_and_comes_back(kept: Store) -> None:
    give(kept, "2", "Tổ 2")
    assert do(kept, remove_task, "2").task == "3"
    assert (ids(kept), rows(kept)["2"]) == (["1", "3"], (True, 1, "Tổ 2"))
    assert [doubt.field for doubt in now(kept).doubts] == ["tasks[0].deadline", "tasks[1].lead", "header.number"]
    kept.write(lambda session: undo(session, 1, add_user(session, "lan"), 2))
    assert (ids(kept), rows(kept)["2"]) == (["1", "2", "3"], (False, 1, "Tổ 2"))


def test_a_task_that_is_moved_takes_its_doubts_along(kept: Store) -> None:
    do(kept, move_task, "3", -1)
    assert ids(kept) == ["1", "3", "2"]
    assert [d.field for d in now(kept).doubts] == [
        "tasks[0].deadline",
        "tasks[2].lead",
        "tasks[1].lead",
        "header.number",
    ]


@pytest.mark.parametrize(("key", "steps"), [("1", -1), ("3", 1)])
def test_at_the_ends_nothing_moves_and_no_version_is_written(kept: Store, key: str, steps: int) -> None:
    assert do(kept, move_task, key, steps).version == 1


def test_an_id_is_never_given_twice(kept: Store) -> None:
    do(kept, add_task, "Một.")
    do(kept, remove_task, "4")
    assert do(kept, add_task, "Hai.").task == "5"


@pytest.mark.parametrize(
    ("act", "given"),
    [(split_task, ("1", _CUT)), (merge_tasks, ("1",)), (remove_task, ("1",)), (move_task, ("1", 1))],
)
def test_a_task_that_somebody_else_changed_meanwhile_is_left(
    kept: Store, act: Act, given: tuple[object, ...]
) -> None:
    kept.write(lambda s: correct_value(s, 1, "tasks[0].text", "Rà soát lại.", add_user(s, "minh")))
    with pytest.raises(ChangedMeanwhile):
        do(kept, act, *given, seen=1)
    assert ids(kept) == ["1", "2", "3"]


def test_the_next_task_that_another_put_there_meanwhile_is_not_merged(kept: Store) -> None:
    do(kept, add_task, "Khác.", after="1", who="minh")
    with pytest.raises(ChangedMeanwhile):
        do(kept, merge_tasks, "1", seen=1)


def test_a_change_of_another_task_is_in_nobodys_way(kept: Store) -> None:
    kept.write(lambda s: correct_value(s, 1, "tasks[1].text", "Tuyên truyền rộng.", add_user(s, "minh")))
    assert do(kept, remove_task, "3", seen=1).version == 3


def test_the_trail_says_what_was_done_and_not_its_words(kept: Store) -> None:
    do(kept, split_task, "1", _CUT)
    with kept.reading() as session:
        entry = list(trail(session, "letter", 1))[-1]
    assert entry.details == {"version": 2, "tasks": "split", "task": "1"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["split", "join", "out", "move"]), st.integers(0, 9)), max_size=8))
def test_doubts_stay_with_their_task_whatever_is_done(steps: list[tuple[str, int]]) -> None:
    letter = Letter(
        file="a",
        pages=1,
        tasks=[Task(id=str(n), page=1, text=f"việc {n} của xã") for n in range(4)],
        doubts=[Doubt(field=f"tasks[{n}].text", code=str(n), message="m") for n in range(4)],
    )
    next_id, owner = 4, {str(n): str(n) for n in range(4)}
    for step, at in steps:
        tasks, heirs = list(letter.tasks), dict[str, str]()
        if not tasks:
            break
        at %= len(tasks)
        if step == "split" and len(tasks[at].text.split()) > 1:
            tasks[at : at + 1] = divided(tasks[at], tasks[at].text.index(" "), str(next_id))[:2]
            next_id += 1
        elif step == "join" and at + 1 < len(tasks):
            heirs = {tasks[at + 1].id: tasks[at].id}
            tasks[at : at + 2] = [joined(tasks[at], tasks[at + 1], tasks[at].id)[0]]
        elif step == "out":
            tasks.pop(at)
        else:
            tasks.insert(0, tasks.pop(at))
        letter = with_tasks(letter, tasks, heirs)
        owner = {code: heirs.get(key, key) for code, key in owner.items()}
    for doubt in letter.doubts:
        found = re.fullmatch(r"tasks\[(\d+)\]\.text", doubt.field)
        assert found is not None
        assert letter.tasks[int(found[1])].id == owner[doubt.code]
