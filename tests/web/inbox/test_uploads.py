"""Files that are uploaded: kept, put into the ledger, told of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from desk_people import SAMPLES, Clock, LoggedIn, LogIn
from inbox_letters import add_letter, jobs_by_name, letter_of
from sqlalchemy import select

from docproc.store import Store
from docproc.store.audit import trail
from docproc.store.originals import place_of
from docproc.store.people.keys import make_key
from docproc.store.register import Entry, register
from docproc.store.schema import File, FilePart, Job, User
from docproc.workdays import VIETNAM

PDF = b"%PDF-1.4\n%%EOF\n"


def _upload(who: LoggedIn, *files: tuple[str, bytes], address: str = "/upload"):  # type: ignore[no-untyped-def]
    return who.post(address, files=[("file", one) for one in files])


def _kept(store: Store) -> dict[str, bytes]:
    with store.reading() as session:
        files = session.scalars(select(File)).all()
        return {file.name: place_of(store.originals, file.sha256).read_bytes() for file in files}


def test_an_uploaded_file_is_kept_byte_for_byte_and_waits_to_be_read(log_in: LogIn, store: Store) -> None:
    scan = (SAMPLES / "cong-van-giao-viec.pdf").read_bytes()
    answer = _upload(log_in(), ("văn bản.pdf", scan))
    assert answer.status_code == 200
    assert "đã nhận; sẽ được đọc và vào sổ" in answer.text
    assert _kept(store) == {"văn bản.pdf": scan}
    assert jobs_by_name(store) == {"văn bản.pdf": "waiting"}


def test_several_files_come_in_one_upload(log_in: LogIn, store: Store) -> None:
    files = [(f"{number}.pdf", PDF + bytes([number])) for number in range(5)]
    _upload(log_in(), *files)
    assert _kept(store) == dict(files)


def test_who_uploaded_what_stands_in_the_audit_trail(log_in: LogIn, store: Store) -> None:
    _upload(log_in("lan"), ("a.pdf", PDF))
    with store.reading() as session:
        lan = session.scalars(select(User).where(User.name == "lan")).one()
        (noted,) = trail(session, "file", session.scalars(select(File.id)).one())
        assert (noted.did, noted.user_id, noted.details) == (
            "uploaded",
            lan.id,
            {"name": "a.pdf", "outcome": "new"},
        )


def test_the_same_bytes_are_known_and_told_with_their_letter(log_in: LogIn, store: Store) -> None:
    lan = log_in()
    _upload(lan, ("a.pdf", PDF))
    assert "tệp này đã đến trước đây" in _upload(lan, ("b.pdf", PDF)).text
    assert jobs_by_name(store) == {"a.pdf": "waiting"}

    def read(session):  # type: ignore[no-untyped-def]
        session.scalars(select(Job)).one().state = "done"
        file = session.scalars(select(File)).one()
        return register(session, letter_of(), [""], Entry(file.id, "Văn bản đến", date(2024, 5, 6))).id

    made = store.write(read)
    shown = _upload(lan, ("c.pdf", PDF)).text
    assert f'<a href="/letters/{made}">số đến 1/2024, Văn bản đến</a>' in shown


def test_a_letter_that_may_not_be_seen_is_not_told_of(log_in: LogIn, store: Store) -> None:
    lan = log_in()
    _upload(lan, ("a.pdf", PDF))

    def read(session):  # type: ignore[no-untyped-def]
        file = session.scalars(select(File)).one()
        register(session, letter_of(secrecy="MẬT"), [""], Entry(file.id, "Văn bản đến", date(2024, 5, 6)))

    store.write(read)
    assert "/letters/" not in _upload(lan, ("a.pdf", PDF)).text


def test_a_file_that_was_cut_into_letters_is_told_with_all_of_them(log_in: LogIn, store: Store) -> None:
    lan = log_in()
    _upload(lan, ("hai văn bản.pdf", PDF))
    letters = [add_letter(store), add_letter(store)]

    def cut(session):  # type: ignore[no-untyped-def]
        whole = session.scalars(select(File.id).where(File.name == "hai văn bản.pdf")).one()
        parts = session.scalars(select(File.id).where(File.id != whole).order_by(File.id)).all()
        session.add_all(
            FilePart(file_id=whole, position=place, part_id=part, pages=[1]) for place, part in enumerate(parts)
        )

    store.write(cut)
    shown = _upload(lan, ("hai văn bản.pdf", PDF)).text
    assert all(f'href="/letters/{one}"' in shown for one in letters)


def test_a_file_that_failed_before_gets_another_try(log_in: LogIn, store: Store) -> None:
    lan = log_in()
    _upload(lan, ("a.pdf", PDF))

    def fail(session):  # type: ignore[no-untyped-def]
        session.scalars(select(Job)).one().state = "failed"

    store.write(fail)
    assert "đang thử lại" in _upload(lan, ("a.pdf", PDF)).text
    assert jobs_by_name(store) == {"a.pdf": "waiting"}


def test_book_tags_and_day_are_those_of_the_upload(log_in: LogIn, store: Store, clock: Clock) -> None:
    clock.now += timedelta(hours=30)
    _upload(log_in(), ("a.pdf", PDF), address="/upload?book=S%E1%BB%95%20m%E1%BA%ADt&tag=g%E1%BA%A5p&tag=HĐND")
    with store.reading() as session:
        job = session.scalars(select(Job)).one()
        assert (job.book, job.tags) == ("Sổ mật", ["gấp", "HĐND"])
        assert job.arrived_on == clock.now.astimezone(VIETNAM).date()


def test_without_a_book_the_file_goes_where_the_others_are(log_in: LogIn, store: Store) -> None:
    add_letter(store)
    _upload(log_in(), ("a.pdf", PDF))
    with store.reading() as session:
        assert session.scalars(select(Job.book)).one() == "Văn bản đến"


@pytest.mark.parametrize("role", ["viewer", "officer", "head"])
def test_who_may_not_take_in_files_is_refused_before_the_body_is_read(
    log_in: LogIn, store: Store, role: str
) -> None:
    assert _upload(log_in(role=role), ("a.pdf", PDF)).status_code == 403
    assert _kept(store) == {}


def test_an_upload_without_the_token_is_refused(log_in: LogIn, store: Store) -> None:
    assert log_in().client.post("/upload", files={"file": ("a.pdf", PDF)}).status_code == 403
    assert _kept(store) == {}


def test_an_upload_by_nobody_is_refused(browser, store: Store) -> None:  # type: ignore[no-untyped-def]
    assert browser.post("/upload", files={"file": ("a.pdf", PDF)}).status_code == 303
    assert browser.post("/api/v1/upload", files={"file": ("a.pdf", PDF)}).status_code == 401
    assert _kept(store) == {}


def test_a_program_uploads_with_a_key_that_may_write(browser, person, store: Store) -> None:  # type: ignore[no-untyped-def]
    lan = person("lan")
    for scope, status in (("read", 401), ("write", 200)):
        key = store.write(lambda session, scope=scope: make_key(session, lan, "máy quét", [scope]))[0]
        headers = {"Authorization": f"Bearer {key}"}
        answer = browser.post("/api/v1/upload", files={"file": ("a.pdf", PDF)}, headers=headers)
        assert answer.status_code == status
    assert [(one["name"], one["outcome"]) for one in answer.json()["files"]] == [("a.pdf", "new")]
