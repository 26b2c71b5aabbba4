"""Registers and tables at the desk: files opened again, who finds what in them, the table that comes back."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from desk_drafts import ABOVE, OFFICE, add_letter, secret
from desk_people import AddPerson, LoggedIn, LogIn
from icalendar import Calendar
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from docproc.places import OfficeName
from docproc.reports.exchange.edxml import read_header
from docproc.store import Store
from docproc.store.entered.changes import change_task
from docproc.store.schema import AuditEntry, StoredTask, User
from docproc.web.desk import Desk
from docproc.web.exports import making
from tests.reports.reply_letters import water_letter


@pytest.fixture
def desk(desk: Desk) -> Desk:
    return Desk(desk.store, desk.settings, OfficeName(name=OFFICE, above=ABOVE), desk.clock)


def _file(person: LoggedIn, what: str, **asked: object) -> bytes:
    answer = person.get("/exports/file", params={"what": what, **asked})
    assert answer.status_code == 200, answer.text
    return answer.content


def _words(sheet: bytes) -> str:
    book = load_workbook(io.BytesIO(sheet), read_only=True)
    rows = [row for one in book for row in one.iter_rows(values_only=True)]
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


def _hidden_letter(store: Store) -> int:
    letter = secret(water_letter())
    letter.header.subject = "Chuyện không được lộ"
    return add_letter(store, letter)


def test_the_register_is_a_sheet_with_its_letters(log_in: LogIn, store: Store) -> None:
    add_letter(store)
    words = _words(_file(log_in(), "register"))
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in words
    assert "07/UBND-KT&HT" in words
    assert OFFICE.upper() in words


def test_letters_marked_confidential_are_left_out_and_the_sheet_says_so(log_in: LogIn, store: Store) -> None:
    add_letter(store)
    _hidden_letter(store)
    lan = log_in()
    for what in ("register", "tasks"):
        words = _words(_file(lan, what, secret="1", every="1"))
        assert "không được lộ" not in words
        assert making.WITHOUT_SECRET in words


def test_the_sheet_says_so_whether_there_are_such_letters_or_not(log_in: LogIn, store: Store) -> None:
    add_letter(store)
    assert making.WITHOUT_SECRET in _words(_file(log_in(), "register"))


def test_who_may_see_them_gets_them_only_when_they_ask(log_in: LogIn, store: Store) -> None:
    add_letter(store)
    _hidden_letter(store)
    lan = log_in(confidential=True)
    assert "không được lộ" not in _words(_file(lan, "register"))
    words = _words(_file(lan, "register", secret="1"))
    assert "không được lộ" in words
    assert making.WITHOUT_SECRET not in words


def test_the_calendar_and_the_headers_hold_no_confidential_letter(log_in: LogIn, store: Store) -> None:
    add_letter(store)
    _hidden_letter(store)
    lan = log_in()
    calendar = _file(lan, "calendar", every="1").decode()
    assert Calendar.from_ical(calendar).events
    assert "không được lộ" not in calendar.replace("\r\n ", "")
    with zipfile.ZipFile(io.BytesIO(_file(lan, "edxml"))) as package:
        assert len(package.namelist()) == 1
        assert "không được lộ" not in package.read(package.namelist()[0]).decode()


def test_a_header_for_exchange_can_be_read_again(log_in: LogIn, store: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    add_letter(store)
    with zipfile.ZipFile(io.BytesIO(_file(log_in(), "edxml"))) as package:
        [name] = package.namelist()
        file = tmp_path / name
        file.write_bytes(package.read(name))
    assert read_header(file).code.code_number == "07"


def test_period_and_book_choose_the_letters(log_in: LogIn, store: Store) -> None:
    add_letter(store, day=date(2024, 3, 6))
    lan = log_in()
    assert "Ngày đến: từ ngày 01/3/2024" in _words(_file(lan, "register", since="2024-03-01"))
    for nothing in ({"since": "2024-04-01"}, {"book": "Sổ khác"}, {"book": "\x00"}):
        assert lan.get("/exports/file", params={"what": "register", **nothing}).status_code in (200, 422)
    assert lan.get("/exports/file?what=register&since=2024-04-01").status_code == 422
    assert lan.get("/exports/file?what=register&book=S%E1%BB%95").status_code == 422


@pytest.mark.parametrize("asked", ["what=../x", "what=register&since=31/2/2024", "what=register&office=%00a"])
def test_what_cannot_be_made_is_said_in_words(log_in: LogIn, store: Store, asked: str) -> None:
    add_letter(store)
    answer = log_in().get(f"/exports/file?{asked}")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_calendar_of_too_many_letters_is_refused(
    log_in: LogIn, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_MOST_LETTERS", 1)
    add_letter(store)
    add_letter(store)
    assert log_in().get("/exports/file?what=calendar").status_code == 422


def test_a_file_that_was_sent_leaves_nothing_behind(
    log_in: LogIn, store: Store, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(passing))
    add_letter(store)
    lan = log_in()
    _file(lan, "register")
    lan.get("/exports/file?what=register&book=none")
    assert list(passing.iterdir()) == []


def test_who_may_not_export_gets_no_file(log_in: LogIn, store: Store) -> None:
    add_letter(store)
    viewer = log_in(role="viewer")
    assert viewer.get("/exports").status_code == 403
    assert viewer.get("/exports/file?what=register").status_code == 403
    assert log_in("minh", role="officer").post("/exports/tasks/upload").status_code == 403


def test_an_export_stands_in_the_trail(log_in: LogIn, store: Store) -> None:
    add_letter(store)
    _file(log_in(), "register", since="2024-03-01")
    with store.reading() as session:
        line = session.scalars(select(AuditEntry).where(AuditEntry.did == "exported")).one()
    assert line.details["what"] == "register"
    assert line.details["since"] == "2024-03-01"


def _typed(table: bytes, title: str, value: object, line: int = 7) -> bytes:
    book = load_workbook(io.BytesIO(table))
    sheet = book.worksheets[0]
    [column] = [cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == title]
    sheet.cell(line, column).value = value  # type: ignore[union-attr]
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _send(person: LoggedIn, table: bytes):  # type: ignore[no-untyped-def]
    return person.post("/exports/tasks/upload", files={"file": ("bảng.xlsx", table)})


def _name_in(page: str) -> str:
    return page.split('name="name" value="')[1].split('"')[0]


def test_a_table_that_comes_back_is_shown_first_and_then_taken(log_in: LogIn, store: Store) -> None:
    add_letter(store)
    lan = log_in()
    table = _typed(_file(lan, "tasks"), "Số văn bản trả lời", "15/BC-UBND")
    shown = _send(lan, table)
    assert shown.status_code == 200, shown.text
    assert "15/BC-UBND" in shown.text

    def replies() -> set[str | None]:
        with store.reading() as session:
            return set(session.scalars(select(StoredTask.reply)))

    assert replies() == {None}
    name = _name_in(shown.text)
    assert lan.post("/exports/tasks", {"name": name}).status_code == 200
    assert "15/BC-UBND" in replies()
    assert lan.post("/exports/tasks", {"name": name}).status_code == 422


def test_what_was_changed_in_the_register_meanwhile_is_named_and_left(
    log_in: LogIn, store: Store, person: AddPerson
) -> None:
    add_letter(store)
    lan, minh = log_in(), person("minh")
    table = _file(lan, "tasks")
    with store.reading() as session:
        tasks = list(session.scalars(select(StoredTask.id).order_by(StoredTask.id)))
    store.write(lambda session: [change_task(session, task, minh, reply="9/BC-UBND") for task in tasks])
    shown = _send(lan, _typed(table, "Số văn bản trả lời", "15/BC-UBND"))
    assert "9/BC-UBND" in shown.text
    assert 'name="name"' not in shown.text


def test_a_table_of_letters_that_one_may_not_see_changes_nothing(log_in: LogIn, store: Store) -> None:
    _hidden_letter(store)
    lan, minh = log_in("lan", confidential=True), log_in("minh")
    table = _typed(_file(lan, "tasks", secret="1"), "Số văn bản trả lời", "15/BC-UBND")
    shown = _send(minh, table)
    assert shown.status_code == 200
    assert 'name="name"' not in shown.text


def test_a_table_kept_for_one_person_is_not_there_for_another(log_in: LogIn, store: Store) -> None:
    add_letter(store)
    lan, minh = log_in("lan"), log_in("minh")
    name = _name_in(_send(lan, _typed(_file(lan, "tasks"), "Số văn bản trả lời", "15/BC-UBND")).text)
    for guessed in (name, "../tables/" + name, "", "x" * 32):
        assert minh.post("/exports/tasks", {"name": guessed}).status_code == 422


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 60_000_000)
        package.writestr("[Content_Types].xml", b"<Types/>")
    return made.getvalue()


def _other_table() -> bytes:
    book, made = Workbook(), io.BytesIO()
    book.active.append(["a", "b"])  # type: ignore[union-attr]
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("make", [lambda: b"", lambda: b"%PDF-1.7", _bomb, _other_table])
def test_what_is_no_table_of_ours_is_refused(log_in: LogIn, desk: Desk, make) -> None:  # type: ignore[no-untyped-def]
    answer = _send(log_in(), make())
    assert answer.status_code == 422
    assert str(desk.store.data) not in answer.text
    assert list((desk.cache / "tables").iterdir()) == []


def test_a_program_takes_a_register_and_gives_a_table_back(log_in: LogIn, store: Store) -> None:
    add_letter(store)
    lan = log_in()
    table = lan.get("/api/v1/exports/tasks").content
    typed = _typed(table, "Số văn bản trả lời", "15/BC-UBND")
    shown = lan.post("/api/v1/exports/tasks/upload?only_show=true", files={"file": ("b.xlsx", typed)}).json()
    assert shown["changes"][0]["fields"][0]["after"] == "15/BC-UBND"
    taken = lan.post("/api/v1/exports/tasks/upload", files={"file": ("b.xlsx", typed)}).json()
    assert taken == shown
    with store.reading() as session:
        assert session.scalars(select(StoredTask).where(StoredTask.reply == "15/BC-UBND")).one()
        assert session.scalars(select(User)).one()


def test_the_way_to_the_corrected_letters_is_shown_to_who_may_have_them(log_in: LogIn) -> None:
    link = 'href="/exports/corrected.zip"'
    assert link in log_in("hoa", "administrator").get("/exports").text
    assert link not in log_in("lan").get("/exports").text


@pytest.mark.parametrize("what", ["register", "tasks", "calendar", "edxml"])
def test_a_file_is_of_a_kind_that_the_api_declares(log_in: LogIn, store: Store, what: str) -> None:
    add_letter(store)
    lan = log_in()
    paths = lan.get("/api/v1/openapi.json").json()["paths"]
    [path] = [one for one in paths if one.endswith("/exports/{what}")]
    sent = lan.get(f"/api/v1/exports/{what}", params={"every": True})
    assert sent.status_code == 200, sent.text
    assert sent.headers["content-type"].split(";")[0] in paths[path]["get"]["responses"]["200"]["content"]
