"""Calendar feeds: keys of people, good for nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Letter
from docproc.store import Store
from docproc.store.audit import add_user
from docproc.store.calendar import Whose
from docproc.store.entered.changes import change_task
from docproc.store.feeds import (
    Feed,
    contents,
    feed_with,
    feeds_of,
    is_to_be_noted,
    make_feed,
    note_used,
    revoke_feed,
)
from docproc.store.people.keys import NoSuchKey, owner_of
from docproc.store.records import letter_tasks
from docproc.store.schema import User

NOW = datetime(2024, 3, 20, 8, tzinfo=UTC)


@pytest.fixture
def lan(store: Store) -> User:
    return store.write(lambda session: add_user(session, "lan"))


@pytest.fixture
def key(store: Store, lan: User) -> str:
    return store.write(lambda session: make_feed(session, lan, "điện thoại", Whose.MINE))


def found(store: Store, key: str) -> Feed | None:
    with store.reading() as session:
        return feed_with(session, key, NOW)


def test_a_key_opens_the_feed_that_was_chosen(store: Store, lan: User, key: str) -> None:
    feed = found(store, key)
    assert feed is not None
    assert (feed.user.id, feed.whose) == (lan.id, Whose.MINE)


def test_a_key_of_a_feed_is_good_for_nothing_else(store: Store, key: str) -> None:
    with store.reading() as session:
        assert owner_of(session, key, "read", NOW) is None


def test_a_key_that_was_taken_back_opens_nothing(store: Store, lan: User, key: str) -> None:
    with store.reading() as session:
        (feed,) = feeds_of(session, lan)
    store.write(lambda session: revoke_feed(session, feed.id, lan, NOW))
    assert found(store, key) is None
    with store.reading() as session:
        assert feeds_of(session, lan) == []


def test_nobody_takes_back_the_feed_of_another(store: Store, lan: User, key: str) -> None:
    with store.reading() as session:
        (feed,) = feeds_of(session, lan)
    minh = store.write(lambda session: add_user(session, "minh"))
    with pytest.raises(NoSuchKey):
        store.write(lambda session: revoke_feed(session, feed.id, minh, NOW))
    assert found(store, key) is not None


def test_who_left_the_office_takes_the_feed_along(store: Store, lan: User, key: str) -> None:
    def leave(session: Session) -> None:
        session.get_one(User, lan.id).active = False

    store.write(leave)
    assert found(store, key) is None


def test_it_is_written_down_at_times_that_a_feed_is_in_use(store: Store, key: str) -> None:
    store.write(lambda session: note_used(session, key, NOW))
    with store.reading() as session:
        assert not is_to_be_noted(session, key, NOW + timedelta(minutes=5))
        assert is_to_be_noted(session, key, NOW + timedelta(hours=2))


def test_a_feed_of_ones_own_holds_only_ones_own_tasks(
    store: Store, registered: int, letter: Letter, lan: User, key: str
) -> None:
    add_letter(store, letter)

    def hand_out(session: Session) -> None:
        change_task(session, letter_tasks(session, registered)[0].id, lan, assigned_to=lan.id)

    store.write(hand_out)
    feed = found(store, key)
    assert feed is not None
    with store.reading() as session:
        letters, tasks = contents(session, feed, NOW.date())
    assert [one.id for one in letters] == [registered]
    assert [one.task.text for one in tasks] == ["Rà soát phương án."]


@pytest.mark.parametrize(("today", "holds"), [(date(2024, 4, 20), 1), (date(2024, 5, 20), 0)])
def test_what_is_long_over_is_left_out(store: Store, registered: int, lan: User, today: date, holds: int) -> None:
    with store.reading() as session:
        letters, _tasks = contents(session, Feed(lan, Whose.ALL), today)
    assert len(letters) == holds


def test_a_confidential_letter_is_not_in_the_feed_of_who_may_not_see_it(
    store: Store, letter: Letter, lan: User
) -> None:
    letter.header.secrecy = "MẬT"
    add_letter(store, letter)
    with store.reading() as session:
        assert contents(session, Feed(lan, Whose.ALL), NOW.date()) == ([], [])
