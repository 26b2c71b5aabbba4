"""Drafts in the store: made, filled in, sent, signed; who may see them; two people at one draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from docproc.letter import Letter
from docproc.store import Store
from docproc.store import drafts as stored
from docproc.store.audit import add_user
from docproc.store.entered.changes import correct_letter
from docproc.store.faults import ChangedMeanwhile, NoSuchLetter, NoSuchTask, WrongValue
from docproc.store.records import letter_tasks
from docproc.store.schema import AuditEntry, Draft, File, User

TODAY = date(2024, 4, 1)


def _person(store: Store, name: str) -> User:
    return store.write(lambda session: add_user(session, name))


def _made(store: Store, user: User, letter_id: int | None, tmp_path: Path, words: bytes = b"word") -> int:
    file = tmp_path / "draft.docx"
    file.write_bytes(words)
    content = stored.keep_content(store, file)
    return stored.make_draft(store, user, content, "nháp.docx", "reply", "UBND xã Bản Mây", letter_id=letter_id)


def _fill(store: Store, draft: int, place: int, given: str | None, user: User, seen: int) -> int:
    return store.write(lambda session: stored.fill(session, draft, place, given, True, user, seen))


def _move(store: Store, draft: int, state: str, user: User, seen: int, **more: object) -> int:
    return store.write(lambda session: stored.move(session, draft, state, user, seen, TODAY, **more))  # type: ignore[arg-type]


def _draft(store: Store, draft: int) -> Draft:
    with store.reading() as session:
        return session.get_one(Draft, draft)


def test_the_same_bytes_twice_are_two_drafts_of_one_file(store: Store, registered: int, tmp_path: Path) -> None:
    lan = _person(store, "lan")
    one, two = (_made(store, lan, registered, tmp_path) for _ in range(2))
    assert one != two
    with store.reading() as session:
        assert len(session.scalars(select(File).where(File.name == "nháp.docx")).all()) == 1


def test_what_is_written_into_a_place_can_be_changed_and_taken_back(
    store: Store, registered: int, tmp_path: Path
) -> None:
    lan = _person(store, "lan")
    draft = _made(store, lan, registered, tmp_path)
    version = _fill(store, draft, 3, "đã  trồng\r\n12 ha", lan, 1)
    assert _draft(store, draft).filled == {"3": "đã trồng\n12 ha"}
    version = _fill(store, draft, 3, "", lan, version)
    assert _draft(store, draft).filled == {"3": ""}
    _fill(store, draft, 3, None, lan, version)
    assert _draft(store, draft).filled == {}


@pytest.mark.parametrize("given", ["\x00", "a\x07b", "\ufffe", "x" * 8001, "  \n ", "\ud800"])
def test_what_a_word_file_cannot_hold_is_refused(
    store: Store, registered: int, tmp_path: Path, given: str
) -> None:
    lan = _person(store, "lan")
    draft = _made(store, lan, registered, tmp_path)
    with pytest.raises(WrongValue):
        _fill(store, draft, 1, given, lan, 1)
    assert _draft(store, draft).filled == {}


def test_signs_that_only_format_are_left_out(store: Store, registered: int, tmp_path: Path) -> None:
    lan = _person(store, "lan")
    draft = _made(store, lan, registered, tmp_path)
    _fill(store, draft, 1, "a\u200bb\u202ec <b>&", lan, 1)
    assert _draft(store, draft).filled == {"1": "abc <b>&"}


def test_the_second_of_two_at_one_place_is_told(store: Store, registered: int, tmp_path: Path) -> None:
    lan, minh = _person(store, "lan"), _person(store, "minh")
    draft = _made(store, lan, registered, tmp_path)
    _fill(store, draft, 1, "của Lan", lan, 1)
    with pytest.raises(ChangedMeanwhile) as told:
        _fill(store, draft, 1, "của Minh", minh, 1)
    assert (told.value.details["who"], told.value.details["now"]) == ("lan", "của Lan")
    _fill(store, draft, 2, "chỗ khác", minh, 1)
    assert _draft(store, draft).filled == {"1": "của Lan", "2": "chỗ khác"}


def test_who_sends_a_draft_that_was_changed_meanwhile_is_told(
    store: Store, registered: int, tmp_path: Path
) -> None:
    lan, minh = _person(store, "lan"), _person(store, "minh")
    draft = _made(store, lan, registered, tmp_path)
    _fill(store, draft, 1, "của Lan", lan, 1)
    with pytest.raises(ChangedMeanwhile):
        _move(store, draft, "sent", minh, 1)


def test_a_draft_that_was_sent_is_locked_until_it_comes_back(
    store: Store, registered: int, tmp_path: Path
) -> None:
    lan = _person(store, "lan")
    draft = _made(store, lan, registered, tmp_path)
    version = _move(store, draft, "sent", lan, 1)
    with pytest.raises(stored.DraftLocked):
        _fill(store, draft, 1, "muộn", lan, version)
    version = _move(store, draft, "draft", lan, version)
    _fill(store, draft, 1, "kịp", lan, version)


def test_a_signed_draft_has_its_number_and_day(store: Store, registered: int, tmp_path: Path) -> None:
    lan = _person(store, "lan")
    draft = _made(store, lan, registered, tmp_path)
    with pytest.raises(WrongValue):
        _move(store, draft, "signed", lan, 1, number="", on=TODAY)
    with pytest.raises(WrongValue):
        _move(store, draft, "signed", lan, 1, number="15/BC-UBND", on=date(2024, 4, 2))
    version = _move(store, draft, "signed", lan, 1, number="15/BC-UBND", on=TODAY)
    found = _draft(store, draft)
    assert (found.state, found.signed_number, found.signed_on) == ("signed", "15/BC-UBND", TODAY)
    _move(store, draft, "sent", lan, version)
    assert _draft(store, draft).signed_number is None


def test_tasks_are_done_with_the_signed_draft_as_their_answer(
    store: Store, registered: int, tmp_path: Path
) -> None:
    lan = _person(store, "lan")
    draft = _made(store, lan, registered, tmp_path)
    with store.reading() as session:
        first = letter_tasks(session, registered)[0].id
    with pytest.raises(stored.NoSuchStep):
        store.write(lambda session: stored.finish_by(session, draft, [first], lan, TODAY))
    _move(store, draft, "signed", lan, 1, number="15/BC-UBND", on=TODAY)
    store.write(lambda session: stored.finish_by(session, draft, [first], lan, TODAY))
    with pytest.raises(NoSuchTask):
        store.write(lambda session: stored.finish_by(session, draft, [first + 999], lan, TODAY))
    with store.reading() as session:
        done = letter_tasks(session, registered)[0]
    assert (done.status, done.reply, done.completed_on) == ("done", "15/BC-UBND", TODAY)


def test_a_file_edited_elsewhere_takes_the_place_of_the_draft(
    store: Store, registered: int, tmp_path: Path
) -> None:
    lan = _person(store, "lan")
    draft = _made(store, lan, registered, tmp_path)
    version = _fill(store, draft, 1, "cũ", lan, 1)
    edited = tmp_path / "edited.docx"
    edited.write_bytes(b"edited")
    content = stored.keep_content(store, edited)
    stored.replace_file(store, lan, draft, content, "sửa.docx", version)
    found = _draft(store, draft)
    assert found.filled == {}
    with store.reading() as session:
        assert session.get_one(File, found.file_id).name == "sửa.docx"


def test_drafts_of_a_confidential_letter_are_not_there_for_others(
    store: Store, registered: int, letter: Letter, tmp_path: Path
) -> None:
    lan, minh = _person(store, "lan"), _person(store, "minh")
    draft = _made(store, lan, registered, tmp_path)
    secret = letter.model_copy(update={"header": letter.header.model_copy(update={"secrecy": "Mật"})})
    store.write(lambda session: correct_letter(session, registered, secret, lan))
    with store.reading() as session:
        with pytest.raises(stored.NoSuchDraft):
            stored.seen_draft(session, draft, minh)
        assert stored.drafts(session, minh) == []
        assert stored.counts_by_state(session, minh) == {}
    with pytest.raises(NoSuchLetter):
        _made(store, minh, registered, tmp_path, b"other")
    with pytest.raises(stored.NoSuchDraft):
        _fill(store, draft, 1, "x", minh, 1)


def test_drafts_are_found_by_state_office_letter_and_person(
    store: Store, registered: int, tmp_path: Path
) -> None:
    lan, minh = _person(store, "lan"), _person(store, "minh")
    first = _made(store, lan, registered, tmp_path)
    second = _made(store, minh, None, tmp_path)
    _move(store, second, "sent", minh, 1)

    def found(**wanted: object) -> list[int]:
        with store.reading() as session:
            return [draft.id for draft, _letter, _user in stored.drafts(session, lan, **wanted)]  # type: ignore[arg-type]

    assert found() == [second, first]
    assert found(state="sent") == [second]
    assert found(letter_id=registered) == [first]
    assert found(made_by=minh.id) == [second]
    assert found(office="BẢN MÂY".lower()) == found(office="xã Bản") == [second, first]
    assert found(office="%") == []
    assert found(before=second) == [first]


def test_the_trail_tells_what_was_done_and_no_words_of_the_draft(
    store: Store, registered: int, tmp_path: Path
) -> None:
    lan = _person(store, "lan")
    draft = _made(store, lan, registered, tmp_path)
    _fill(store, draft, 1, "lời trong dự thảo", lan, 1)
    with store.reading() as session:
        lines = session.scalars(select(AuditEntry).where(AuditEntry.subject == "draft").order_by(AuditEntry.id))
        told = [(line.did, line.details) for line in lines]
    assert [did for did, _details in told] == ["made", "filled"]
    assert "lời trong" not in str(told)
