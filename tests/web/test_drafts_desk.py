"""Drafts at the desk: made for a letter, filled in, downloaded and opened again, sent, signed."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from desk_drafts import ABOVE, OFFICE, add_letter, fill, make_draft, open_places, secret, word_of, words_in
from desk_people import LogIn
from docx import Document
from sqlalchemy import select

from docproc.reports.word import preview
from docproc.store import Store
from docproc.store.schema import AuditEntry, StoredTask
from docproc.web.desk import Desk
from docproc.web.drafts import current
from tests.reports.nd30_check import check_report
from tests.reports.reply_letters import doubted_letter, invitation, water_letter


def test_a_draft_is_made_filled_in_downloaded_and_right(log_in: LogIn, store: Store, tmp_path: Path) -> None:
    lan = log_in()
    draft = make_draft(lan, add_letter(store, doubted_letter()))
    page = lan.get(f"/drafts/{draft}").text
    places = open_places(page)
    checks = [int(number) for number in re.findall(r'id="check-(\d+)"', page)]
    assert places
    assert checks
    for place in places:
        assert fill(lan, draft, place, f"đã làm xong việc {place}").status_code == 200
    for place in checks:
        assert fill(lan, draft, place, "", done="1").status_code == 200
    file = word_of(lan, draft, tmp_path)
    words = words_in(file)
    assert "CẦN" not in words
    assert all(f"đã làm xong việc {place}" in words for place in places)
    assert check_report(file) == []


@pytest.mark.parametrize("kind", ["answer", "plan", "slip", "conclusion"])
def test_every_kind_of_draft_can_be_made_and_opened(
    log_in: LogIn, store: Store, tmp_path: Path, kind: str
) -> None:
    lan = log_in()
    draft = make_draft(lan, add_letter(store, invitation() if kind == "conclusion" else water_letter()), kind)
    assert check_report(word_of(lan, draft, tmp_path), kind) == []


def test_a_place_that_was_filled_in_can_be_changed_again(log_in: LogIn, store: Store, tmp_path: Path) -> None:
    lan = log_in()
    draft = make_draft(lan, add_letter(store))
    place = open_places(lan.get(f"/drafts/{draft}").text)[0]
    fill(lan, draft, place, "lần đầu")
    fill(lan, draft, place, "lần sau")
    words = words_in(word_of(lan, draft, tmp_path))
    assert "lần sau" in words
    assert "lần đầu" not in words
    fill(lan, draft, place, "   ")
    assert "CẦN BỔ SUNG: văn bản đã ban hành" in words_in(word_of(lan, draft, tmp_path))


def test_only_the_place_changes_in_the_word_file(log_in: LogIn, store: Store, tmp_path: Path) -> None:
    lan = log_in()
    draft = make_draft(lan, add_letter(store))
    before = word_of(lan, draft, tmp_path).read_bytes()
    fill(lan, draft, 1, "một câu")
    after = word_of(lan, draft, tmp_path).read_bytes()
    parts = [zipfile.ZipFile(io.BytesIO(one)) for one in (before, after)]
    names = [sorted(one.namelist()) for one in parts]
    assert names[0] == names[1]
    changed = {name for name in names[0] if parts[0].read(name) != parts[1].read(name)}
    assert changed <= {"word/document.xml", "docProps/core.xml"}
    runs = [
        [paragraph.text for paragraph in Document(io.BytesIO(one)).paragraphs if "CẦN" not in paragraph.text]
        for one in (before, after)
    ]
    assert [text for text in runs[1] if text not in runs[0]] == ["một câu"]


@pytest.mark.parametrize(
    "given", ["<w:p>&amp;</w:p> ]]> <!-- x", "{{ 7*7 }}{% for %}", "[CẦN BỔ SUNG: gì]", "=cmd|' /C calc'!A0"]
)
def test_what_is_typed_stays_text(log_in: LogIn, store: Store, tmp_path: Path, given: str) -> None:
    lan = log_in()
    draft = make_draft(lan, add_letter(store))
    assert fill(lan, draft, 1, given).status_code == 200
    assert given in words_in(word_of(lan, draft, tmp_path))
    shown = lan.get(f"/drafts/{draft}").text
    assert "<w:p>" not in shown
    assert "<!-- x" not in shown


@pytest.mark.parametrize("given", ["x" * 8001, "a\x00b", "a\x07b"])
def test_what_no_word_file_holds_is_refused_at_its_place(log_in: LogIn, store: Store, given: str) -> None:
    lan = log_in()
    draft = make_draft(lan, add_letter(store))
    answer = fill(lan, draft, 1, given)
    assert answer.status_code == 422
    assert 'id="place-state-1"' in answer.text
    assert 'role="alert"' in answer.text


def test_the_second_of_two_at_one_place_is_told_and_may_insist(log_in: LogIn, store: Store) -> None:
    lan, minh = log_in("lan"), log_in("minh")
    draft = make_draft(lan, add_letter(store))
    fill(lan, draft, 1, "của Lan", seen=1)
    told = fill(minh, draft, 1, "của Minh", seen=1)
    assert told.status_code == 409
    assert "của Lan" in told.text
    now = re.search(r'name="seen" value="(\d+)"', told.text)
    assert now is not None
    assert fill(minh, draft, 1, "của Minh", seen=int(now[1])).status_code == 200


def test_who_may_only_read_does_not_change_a_draft(log_in: LogIn, store: Store) -> None:
    letter = add_letter(store)
    draft = make_draft(log_in("lan"), letter)
    viewer = log_in("xem", role="viewer")
    page = viewer.get(f"/drafts/{draft}")
    assert page.status_code == 200
    assert "disabled" in page.text
    assert fill(viewer, draft, 1, "x").status_code == 403
    for path in (f"/letters/{letter}/drafts", f"/drafts/{draft}/state", f"/drafts/{draft}/upload"):
        assert viewer.post(path, {"state": "sent"}).status_code == 403


def test_drafts_of_a_confidential_letter_are_not_there_for_others(log_in: LogIn, store: Store) -> None:
    lan, minh = log_in("lan", confidential=True), log_in("minh")
    letter = add_letter(store, secret(water_letter()))
    draft = make_draft(lan, letter)
    assert f"/drafts/{draft}" in lan.get("/drafts").text
    assert f"/drafts/{draft}" not in minh.get("/drafts").text
    for path in ("", "/preview", "/pages/1", "/word", "/pdf"):
        assert minh.get(f"/drafts/{draft}{path}").status_code == 404
    assert minh.get(f"/letters/{letter}/drafts").status_code == 404
    for path in ("places/1", "state", "tasks", "upload"):
        assert minh.post(f"/drafts/{draft}/{path}", {"text": "x", "state": "sent"}).status_code == 404


def test_an_office_without_a_task_gets_no_reply(log_in: LogIn, store: Store) -> None:
    lan = log_in()
    form = {"kind": "reply", "office": "Trung tâm Y tế huyện Thác Bà Hai", "parent": ""}
    answer = lan.post(f"/letters/{add_letter(store)}/drafts", form)
    assert answer.status_code == 422
    assert "UBND xã Bến Lau" in answer.text


@pytest.mark.parametrize("form", [{"kind": "../x"}, {"office": ""}, {"office": "a\x00b"}, {"office": "x" * 300}])
def test_a_draft_of_nothing_known_is_refused(log_in: LogIn, store: Store, form: dict[str, str]) -> None:
    lan = log_in()
    whole = {"kind": "reply", "office": OFFICE, "parent": ABOVE} | form
    assert lan.post(f"/letters/{add_letter(store)}/drafts", whole).status_code == 422


def test_a_file_is_saved_under_a_vietnamese_name_that_windows_takes(log_in: LogIn, store: Store) -> None:
    lan = log_in()
    letter = water_letter()
    hostile = letter.header.model_copy(update={"symbol": 'A"\r\nX: 1/<b>'})
    draft = make_draft(lan, add_letter(store, letter.model_copy(update={"header": hostile})))
    named = lan.get(f"/drafts/{draft}/word").headers["content-disposition"]
    assert "x" not in lan.get(f"/drafts/{draft}/word").headers
    assert named.startswith('attachment; filename="Bao cao ket qua Cong van 7')
    assert "filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20k%E1%BA%BFt%20qu%E1%BA%A3" in named
    assert "%22" not in named
    assert "%2F" not in named


def test_the_pages_are_shown_as_they_will_print(log_in: LogIn, store: Store) -> None:
    lan = log_in()
    draft = make_draft(lan, add_letter(store))
    shown = lan.get(f"/drafts/{draft}/preview").text
    first = re.search(r'src="(/drafts/\d+/pages/1\?v=[0-9a-f]{32})"', shown)
    assert first is not None
    picture = lan.get(first[1])
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert lan.get(f"/drafts/{draft}/pages/1?v=../../../x").status_code == 404
    pdf = lan.get(f"/drafts/{draft}/pdf")
    assert pdf.content.startswith(b"%PDF-")
    fill(lan, draft, 1, "một câu khác")
    again = lan.get(f"/drafts/{draft}/preview").text
    assert first[1] not in again


def test_without_libreoffice_everything_else_works(
    log_in: LogIn, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "libreoffice", lambda: None)
    lan = log_in()
    draft = make_draft(lan, add_letter(store))
    shown = lan.get(f"/drafts/{draft}/preview")
    assert (shown.status_code, "LibreOffice" in shown.text) == (200, True)
    assert lan.get(f"/drafts/{draft}/pdf").status_code == 422
    fill(lan, draft, 1, "vẫn điền được")
    assert "vẫn điền được" in words_in(word_of(lan, draft, tmp_path))


def test_pages_that_nobody_looks_at_make_room(
    log_in: LogIn, store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current, "_KEPT", 1)
    lan = log_in()
    letter = add_letter(store)
    drafts = [make_draft(lan, letter) for _ in range(2)]
    for draft in drafts:
        lan.get(f"/drafts/{draft}/preview")
    kept = [folder.name.split("-")[0] for folder in (desk.cache / "drafts").iterdir()]
    assert kept == [str(drafts[-1])]


def test_a_draft_is_sent_signed_and_its_tasks_are_done(log_in: LogIn, store: Store) -> None:
    lan = log_in()
    letter = add_letter(store)
    draft = make_draft(lan, letter)
    assert lan.post(f"/drafts/{draft}/state", {"state": "sent", "seen": 1}).status_code == 303
    assert fill(lan, draft, 1, "muộn").status_code == 422
    signed = {"state": "signed", "number": "15/BC-UBND", "on": "2024-03-18", "seen": 2}
    assert lan.post(f"/drafts/{draft}/state", signed).status_code == 303
    page = lan.get(f"/drafts/{draft}").text
    offered = re.findall(r'name="task" value="(\d+)"( checked)?', page)
    mine = [task for task, is_ours in offered if is_ours]
    assert 0 < len(mine) < len(offered)
    assert lan.post(f"/drafts/{draft}/tasks", {"task": mine}).status_code == 303
    with store.reading() as session:
        done = session.scalars(select(StoredTask).where(StoredTask.status == "done")).all()
    assert {str(task.id) for task in done} == set(mine)
    assert {task.reply for task in done} == {"15/BC-UBND"}
    assert "15/BC-UBND" in lan.get(f"/letters/{letter}/drafts").text


def test_an_edited_word_file_takes_the_place_of_the_draft(log_in: LogIn, store: Store, tmp_path: Path) -> None:
    lan = log_in()
    draft = make_draft(lan, add_letter(store))
    file = word_of(lan, draft, tmp_path)
    edited = Document(str(file))
    edited.add_paragraph("Đoạn thêm bằng Word.")
    edited.save(str(file))
    sent = {"file": ("báo cáo.docx", file.read_bytes())}
    assert lan.post(f"/drafts/{draft}/upload", {"seen": 1}, files=sent).status_code == 303
    assert "Đoạn thêm bằng Word." in words_in(word_of(lan, draft, tmp_path))
    assert open_places(lan.get(f"/drafts/{draft}").text)


def _with_macros(word: bytes) -> bytes:
    made = io.BytesIO(word)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("word/vbaProject.bin", b"x")
    return made.getvalue()


@pytest.mark.parametrize(
    "spoil", [lambda word: b"%PDF-1.7", lambda word: word[:500], lambda word: b"", _with_macros]
)
def test_what_is_no_harmless_word_file_is_refused(log_in: LogIn, store: Store, tmp_path: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    lan = log_in()
    draft = make_draft(lan, add_letter(store))
    before = word_of(lan, draft, tmp_path).read_bytes()
    answer = lan.post(f"/drafts/{draft}/upload", {"seen": 1}, files={"file": ("x.docx", spoil(before))})
    assert answer.status_code == 422
    assert open_places(lan.get(f"/drafts/{draft}").text)


def test_a_reminder_leaves_out_what_is_confidential(log_in: LogIn, store: Store, tmp_path: Path) -> None:
    lan = log_in(confidential=True)
    mine = water_letter(file="mo.pdf")
    hidden = secret(water_letter())
    hidden.tasks[0].text = "Việc không được lộ."
    add_letter(store, mine)
    add_letter(store, hidden)
    answer = lan.post("/drafts/reminder", {"office": ABOVE, "parent": "UBND tỉnh Hòa Xuân", "every": "1"})
    assert answer.status_code == 303, answer.text
    draft = int(answer.headers["location"].split("?")[0].rsplit("/", 1)[1])
    words = words_in(word_of(lan, draft, tmp_path))
    assert "Rà soát kênh mương" in words
    assert "không được lộ" not in words
    assert log_in("minh").get(f"/drafts/{draft}").status_code == 200


def test_looking_and_taking_along_stand_in_the_trail(log_in: LogIn, store: Store, tmp_path: Path) -> None:
    lan = log_in()
    draft = make_draft(lan, add_letter(store))
    lan.get(f"/drafts/{draft}")
    word_of(lan, draft, tmp_path)
    with store.reading() as session:
        lines = select(AuditEntry.did).where(AuditEntry.subject == "draft").order_by(AuditEntry.id)
        assert list(session.scalars(lines)) == ["made", "viewed", "downloaded"]


def test_filters_of_the_list_stay_in_the_address(log_in: LogIn, store: Store) -> None:
    lan = log_in()
    letter = add_letter(store)
    reply, slip = make_draft(lan, letter), make_draft(lan, letter, "slip")
    shown = lan.get("/drafts?kind=slip&office=b%E1%BA%BFn").text
    assert f'"/drafts/{slip}"' in shown
    assert f'"/drafts/{reply}"' not in shown
    assert '<option value="slip" selected>' in shown
    assert lan.get("/drafts?letter=x&person=%00&before=-1&state=%27").status_code == 200
