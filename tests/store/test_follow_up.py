"""How a task goes on: its states, another day, notes, files, and the same for many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from docproc.store import Store
from docproc.store.audit import add_user, trail
from docproc.store.check import check
from docproc.store.entered.progress import explain_delay, finish_task, note_down, note_progress, set_state
from docproc.store.faults import ChangedMeanwhile, NoSuchTask, WrongValue
from docproc.store.originals import Content, keep
from docproc.store.schema import StoredLetter, StoredTask, User
from docproc.store.tasks.attachments import (
    MOST_FILES,
    NoSuchAttachment,
    TooManyFiles,
    attach,
    attached_files,
    attachment_name,
    detach,
)
from docproc.store.tasks.history import task_history
from docproc.store.tasks.many import Outcome, for_each
from docproc.store.tasks.other_day import grant_day

TODAY = date(2024, 3, 22)


def do(
    store: Store, work: Callable[..., Any], *arguments: Any, who: str = "lan", task: int = 1, **more: Any
) -> Any:
    return store.write(lambda session: work(session, task, add_user(session, who), *arguments, **more))


def row(store: Store, task: int = 1) -> StoredTask:
    with store.reading() as session:
        return session.get_one(StoredTask, task)


def test_a_task_is_begun_and_paused_with_the_reason(store: Store, registered: int) -> None:
    do(store, note_progress, 40)
    do(store, set_state, "paused", TODAY, "chờ hướng dẫn")
    assert (row(store).status, row(store).progress) == ("paused", 40)
    with store.reading() as session:
        deeds = task_history(session, 1)
    assert [deed.why for deed in deeds] == ["chờ hướng dẫn", ""]
    assert "Tạm dừng" in deeds[0].words[0]


@pytest.mark.parametrize("state", ["open", "running", "paused", "withdrawn"])
def test_what_is_not_done_after_all_has_no_day_of_completion(store: Store, registered: int, state: str) -> None:
    do(store, finish_task, TODAY, "15/BC-UBND")
    do(store, set_state, state, TODAY)
    found = row(store)
    assert (found.status, found.completed_on, found.progress, found.reply) == (state, None, 0, "15/BC-UBND")


@pytest.mark.parametrize("percent", [-1, 100, 10**6])
def test_a_share_that_is_none_is_refused(store: Store, registered: int, percent: int) -> None:
    with pytest.raises(WrongValue, match="from 0 to 99"):
        do(store, note_progress, percent)


def test_a_day_that_was_granted_counts_until_it_is_taken_back(store: Store, registered: int) -> None:
    do(store, grant_day, date(2024, 4, 5), TODAY, "Công văn 12/UBND")
    assert row(store).last_day == date(2024, 4, 5)
    with store.reading() as session:
        assert session.get_one(StoredLetter, registered).next_due == date(2024, 4, 5)
    do(store, grant_day, None, TODAY)
    assert row(store).last_day == date(2024, 3, 25)


def test_a_day_that_is_over_needs_a_reason(store: Store, registered: int) -> None:
    with pytest.raises(WrongValue, match="a day to come"):
        do(store, grant_day, date(2024, 3, 21), TODAY)
    with pytest.raises(WrongValue, match="a day to come"):
        do(store, grant_day, date(1, 3, 21), TODAY, "đã cho phép bằng lời")
    do(store, grant_day, date(2024, 3, 21), TODAY, "đã cho phép bằng lời")
    assert row(store).last_day == date(2024, 3, 21)


def test_words_are_written_down_and_taken_away(store: Store, registered: int) -> None:
    do(store, explain_delay, "thiếu số liệu")
    do(store, note_down, "note", "gọi lại")
    assert (row(store).late_reason, row(store).note) == ("thiếu số liệu", "gọi lại")
    do(store, explain_delay, " ")
    assert row(store).late_reason is None


def test_the_second_who_ends_a_task_is_told(store: Store, registered: int) -> None:
    do(store, set_state, "paused", TODAY, seen=1)
    with pytest.raises(ChangedMeanwhile, match="state was changed by lan"):
        do(store, finish_task, TODAY, who="hoa", seen=1)


def many(store: Store, tasks: list[int], seen: dict[int, int]) -> Outcome:
    def work(session: Session, task: int) -> None:
        note_progress(session, task, session.query(User).filter_by(name="hoa").one(), 30, seen.get(task))

    store.write(lambda session: add_user(session, "hoa"))
    return store.write(lambda session: for_each(session, tasks, work))


def test_of_many_each_refused_one_is_named_and_the_others_are_done(store: Store, registered: int) -> None:
    do(store, note_progress, 50)
    outcome = many(store, [99, 2, 1, 2], {1: 1})
    assert outcome.done == (2,)
    assert [(number, type(error)) for number, error in outcome.refused] == [
        (1, ChangedMeanwhile),
        (99, NoSuchTask),
    ]
    assert (row(store, 1).progress, row(store, 2).progress) == (50, 30)


def kept(store: Store, folder: Path, words: bytes = b"%PDF") -> Content:
    path = folder / "sent"
    path.write_bytes(words)
    with path.open("rb") as file:
        return keep(file.fileno(), store.originals)


def names(store: Store, task: int = 1) -> list[str]:
    with store.reading() as session:
        return [attached.name for attached, _file in attached_files(session, task)]


def test_a_file_is_put_to_a_task_once_and_is_an_original(store: Store, registered: int, tmp_path: Path) -> None:
    content = kept(store, tmp_path)
    do(store, attach, content, "trả lời.pdf")
    do(store, attach, content, "trả lời.pdf")
    assert names(store) == ["trả lời.pdf"]
    assert [one for one in check(store, deep=True) if "original" in one] == []
    with store.reading() as session:
        assert [line.did for line in trail(session, "task", 1)] == ["attached"]


def test_a_file_that_is_removed_stays_among_the_originals(store: Store, registered: int, tmp_path: Path) -> None:
    content = kept(store, tmp_path)
    attached = do(store, attach, content, "a.pdf")
    with pytest.raises(NoSuchAttachment):
        store.write(lambda session: detach(session, 2, attached.id, add_user(session, "lan")))
    store.write(lambda session: detach(session, 1, attached.id, add_user(session, "lan")))
    assert names(store) == []
    assert (store.originals / content.sha256[:2] / content.sha256[2:4] / content.sha256).is_file()


def test_a_task_has_only_so_many_files(store: Store, registered: int, tmp_path: Path) -> None:
    content = kept(store, tmp_path)
    for number in range(MOST_FILES):
        do(store, attach, content, f"{number}.pdf")
    with pytest.raises(TooManyFiles):
        do(store, attach, content, "more.pdf")


@pytest.mark.parametrize(
    ("given", "name"),
    [("C:\\Người dùng\\a b.PDF", "a b.PDF"), ("../../etc/x.docx", "x.docx"), ("a.tar.zip", "a.tar.zip")],
)
def test_the_name_of_a_file_has_no_folders(given: str, name: str) -> None:
    assert attachment_name(given) == name


@pytest.mark.parametrize("given", ["", "a", "a.exe", ".pdf", "a\u202egnp.pdf", "a\x07.pdf", "/"])
def test_what_is_no_name_of_a_document_is_refused(given: str) -> None:
    with pytest.raises(WrongValue):
        attachment_name(given)
