"""The list of tasks and the page of one: what is shown, what changes, who may."""

from __future__ import annotations

import re

import pytest
from desk_people import Clock, LoggedIn, LogIn
from desk_tasks import TEXTS, Tasks, id_of, letter_with_tasks, registered_tasks, unit_of

from docproc.store import Store
from docproc.store.audit import trail
from docproc.workdays import VIETNAM

_PART = {"HX-Request": "true", "HX-Target": "list"}
_TASK = {"HX-Request": "true", "HX-Target": "task"}


def shown(page: str) -> list[int]:
    """The numbers of the tasks in a page, in their order."""
    return list(dict.fromkeys(int(one) for one in re.findall(r'href="/tasks/(\d+)"', page)))


def change(browser: LoggedIn, tasks: Tasks, number: int, what: str, **fields: object) -> int:
    fields = {"seen": tasks.row(number).version} | fields
    return int(browser.post(f"/tasks/{number}/{what}", fields, headers=_TASK).status_code)


def test_the_list_shows_what_waits_by_its_last_day(log_in: LogIn, tasks: Tasks) -> None:
    page = log_in().get("/tasks").text
    assert shown(page) == tasks.ids
    assert TEXTS[0] in page


def test_an_officer_sees_their_own_first_and_all_on_request(log_in: LogIn, tasks: Tasks, store: Store) -> None:
    head, minh = log_in("hoa", role="head"), log_in("minh", role="officer")
    person = f"person-{id_of(store, 'minh')}"
    assert change(head, tasks, tasks.ids[2], "owner", to=person) == 200
    assert shown(minh.get("/tasks").text) == [tasks.ids[2]]
    assert shown(minh.get("/tasks?who=all").text) == tasks.ids


def test_filters_stand_in_the_address(log_in: LogIn, tasks: Tasks) -> None:
    lan = log_in()
    assert shown(lan.get("/tasks?due=overdue").text) == tasks.ids[:1]
    assert shown(lan.get("/tasks", params={"q": "ho gia dinh"}).text) == [tasks.ids[2]]
    assert shown(lan.get("/tasks?sort=day&way=down").text) == tasks.ids[::-1]


@pytest.mark.parametrize(
    "query", ["who=person-x", "who=somebody", "state=lost", "due=never", "letter=-1", "sort=1;drop", "page=x"]
)
def test_what_cannot_be_asked_is_told(log_in: LogIn, tasks: Tasks, query: str) -> None:
    assert log_in().get(f"/tasks?{query}").status_code == 422


def test_htmx_gets_the_list_alone(log_in: LogIn, tasks: Tasks) -> None:
    part = log_in().get("/tasks", headers=_PART).text
    assert shown(part) == tasks.ids
    assert "<html" not in part


def test_many_are_handed_out_at_once_and_each_refused_one_is_named(
    log_in: LogIn, tasks: Tasks, store: Store
) -> None:
    lan = log_in("lan")
    log_in("minh", role="officer")
    minh = id_of(store, "minh")
    stale = tasks.named(tasks.ids[0])
    log_in("hoa", role="head")
    fields: dict[str, object] = {"do": "give", "to": f"person-{id_of(store, 'hoa')}", "task": [stale]}
    assert lan.post("/tasks/many", fields, headers=_PART).status_code == 200
    head = log_in("huy", role="head")
    chosen = [stale, *map(tasks.named, tasks.ids[1:3]), "999-1"]
    answer = head.post("/tasks/many", {"do": "give", "to": f"person-{minh}", "task": chosen}, headers=_PART)
    assert [tasks.row(one).assigned_to for one in tasks.ids[:3]] == [id_of(store, "hoa"), minh, minh]
    assert f'<a href="/tasks/{tasks.ids[0]}">' in answer.text
    assert "Lan" in answer.text
    assert '<a href="/tasks/999">' in answer.text


def test_many_get_another_day_and_state(log_in: LogIn, tasks: Tasks) -> None:
    lan = log_in()
    chosen = list(map(tasks.named, tasks.ids[:2]))
    fields = {"do": "day", "day": "2099-03-02", "why": "CV 12/UBND", "task": chosen}
    assert lan.post("/tasks/many", fields, headers=_PART).status_code == 200
    chosen = list(map(tasks.named, tasks.ids[:2]))
    assert lan.post("/tasks/many", {"do": "state", "new_state": "running", "task": chosen}).status_code == 200
    found = [tasks.row(one) for one in tasks.ids[:2]]
    assert {(one.status, str(one.last_day)) for one in found} == {("running", "2099-03-02")}


def test_nothing_chosen_is_told(log_in: LogIn, tasks: Tasks) -> None:
    answer = log_in().post("/tasks/many", {"do": "state", "new_state": "done"}, headers=_PART)
    assert answer.status_code == 422


def test_a_card_moves_to_another_column(log_in: LogIn, tasks: Tasks) -> None:
    lan, number = log_in(), tasks.ids[0]
    assert 'data-column="paused"' in lan.get("/tasks?view=board").text
    fields = {"task": tasks.named(number), "column": "running", "list": "/tasks?view=board"}
    answer = lan.post("/tasks/move", fields, headers=_PART)
    assert f'id="card-{number}"' in answer.text.split('data-column="running"')[1].split("</section>")[0]
    assert tasks.row(number).status == "running"
    assert lan.post("/tasks/move", fields | {"column": "nowhere"}, headers=_PART).status_code == 422


def test_a_card_moves_to_a_unit(log_in: LogIn, tasks: Tasks, store: Store) -> None:
    lan, unit = log_in(), unit_of(store, "Bộ phận Nông nghiệp")
    fields = {"task": tasks.named(tasks.ids[0]), "column": str(unit), "list": "/tasks?view=board&by=unit"}
    assert lan.post("/tasks/move", fields, headers=_PART).status_code == 200
    assert tasks.row(tasks.ids[0]).owner == "Bộ phận Nông nghiệp"


def test_the_page_of_a_task_shows_its_words_where_they_stand(log_in: LogIn, tasks: Tasks) -> None:
    page = log_in().get(f"/tasks/{tasks.ids[0]}").text
    assert TEXTS[0] in page
    assert 'pages/1/crop?box=72.0,201.0,520.0,230.0"' in page
    assert "trước ngày" in page


def test_a_task_is_done_with_the_number_of_its_answer(log_in: LogIn, tasks: Tasks) -> None:
    lan, number = log_in(), tasks.ids[0]
    assert change(lan, tasks, number, "state", state="done", reply="15/BC-UBND") == 200
    assert (tasks.row(number).status, tasks.row(number).reply) == ("done", "15/BC-UBND")
    assert "15/BC-UBND" in lan.get(f"/tasks/{number}").text


def test_the_way_of_a_task_is_told_in_words(log_in: LogIn, tasks: Tasks) -> None:
    lan, number = log_in("lan"), tasks.ids[0]
    assert change(lan, tasks, number, "progress", percent="40") == 200
    assert change(lan, tasks, number, "day", day="2/3/2099", why="Công văn 12/UBND") == 200
    assert change(lan, tasks, number, "words", late_reason="thiếu số liệu", note="gọi lại") == 200
    assert change(lan, tasks, number, "state", state="paused", why="chờ hướng dẫn") == 200
    page = lan.get(f"/tasks/{number}").text
    for words in ("0 % → 40 %", "02/03/2099", "Công văn 12/UBND", "chờ hướng dẫn", "<strong>Lan</strong>"):
        assert words in page, words


def test_a_form_without_javascript_leads_back_to_the_task(log_in: LogIn, tasks: Tasks) -> None:
    number = tasks.ids[0]
    answer = log_in().post(f"/tasks/{number}/state", {"state": "running", "seen": "1"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/tasks/{number}")


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("state", {"state": "lost"}),
        ("state", {"state": "done", "on": "2/3/2099"}),
        ("state", {"state": "done", "on": "32/3/2024"}),
        ("progress", {"percent": "100"}),
        ("progress", {"percent": "a lot"}),
        ("day", {"day": "1/1/2020"}),
        ("day", {"day": "soon"}),
        ("owner", {"to": "person-99"}),
    ],
)
def test_what_cannot_be_is_refused(log_in: LogIn, tasks: Tasks, what: str, fields: dict[str, str]) -> None:
    number = tasks.ids[0]
    assert change(log_in(), tasks, number, what, **fields) == 422
    assert (tasks.row(number).version, tasks.row(number).status) == (1, "open")


def test_the_second_of_two_is_told(log_in: LogIn, tasks: Tasks) -> None:
    lan, hoa, number = log_in("lan"), log_in("hoa"), tasks.ids[0]
    assert change(lan, tasks, number, "progress", percent="40", seen=1) == 200
    fields = {"percent": "60", "seen": "1"}
    answer = hoa.post(f"/tasks/{number}/progress", fields, headers=_TASK)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (409, "#messages")
    assert "Lan" in answer.text
    assert tasks.row(number).progress == 40


def test_an_officer_follows_their_own_tasks_and_those_of_their_unit(
    log_in: LogIn, tasks: Tasks, store: Store
) -> None:
    lan, minh = log_in("lan"), log_in("minh", role="officer")
    unit = unit_of(store, "Bộ phận Nông nghiệp", "minh")
    own, of_unit, another = tasks.ids[:3]
    assert change(lan, tasks, own, "owner", to=f"person-{id_of(store, 'minh')}") == 200
    assert change(lan, tasks, of_unit, "owner", to=f"unit-{unit}") == 200
    for number, status in ((own, 200), (of_unit, 200), (another, 403)):
        assert change(minh, tasks, number, "progress", percent="10") == status
    assert change(minh, tasks, own, "day", day="2/3/2099") == 403
    assert change(minh, tasks, own, "owner", to="nobody") == 403
    assert 'id="b-owner"' not in minh.get(f"/tasks/{own}").text
    assert 'id="b-done"' not in minh.get(f"/tasks/{another}").text


def test_a_viewer_only_looks(log_in: LogIn, tasks: Tasks) -> None:
    viewer, number = log_in("thu", role="viewer"), tasks.ids[0]
    assert shown(viewer.get("/tasks?who=all").text) == tasks.ids
    page = viewer.get(f"/tasks/{number}").text
    assert "<form" not in page.split('id="task"')[1].split("</main>")[0]
    for what, fields in (("progress", {"percent": "1"}), ("state", {"state": "done"}), ("words", {"note": "x"})):
        assert change(viewer, tasks, number, what, **fields) == 403
    assert viewer.post("/tasks/many", {"do": "state", "new_state": "done", "task": "1-1"}).status_code == 403


def test_tasks_of_a_confidential_letter_are_not_there(log_in: LogIn, store: Store, clock: Clock) -> None:
    today = clock().astimezone(VIETNAM).date()
    (number, *_rest) = registered_tasks(store, letter_with_tasks(today, secrecy="MẬT"), today)
    lan, hoa = log_in("lan"), log_in("hoa", role="head", confidential=True)
    assert shown(lan.get("/tasks?state=all").text) == []
    assert lan.get(f"/tasks/{number}").status_code == 404
    assert lan.get("/tasks?letter=1").status_code == 404
    assert lan.post(f"/tasks/{number}/state", {"state": "done", "seen": 1}).status_code == 404
    answer = lan.post("/tasks/many", {"do": "state", "new_state": "done", "task": f"{number}-1"}, headers=_PART)
    assert "MẬT" not in answer.text and TEXTS[0] not in answer.text
    assert hoa.get(f"/tasks/{number}").status_code == 200


def test_a_task_that_is_done_does_not_ask_how_far_it_is(log_in: LogIn, tasks: Tasks) -> None:
    lan, number = log_in("lan"), tasks.ids[0]
    assert 'name="percent"' in lan.get(f"/tasks/{number}").text
    assert change(lan, tasks, number, "state", state="done") == 200
    assert 'name="percent"' not in lan.get(f"/tasks/{number}").text


@pytest.mark.parametrize("what", ["words", "owner", "day", "progress"])
def test_a_change_of_a_task_that_is_not_there_is_told_so(log_in: LogIn, what: str) -> None:
    fields = {"seen": 1, "percent": "10"} if what == "progress" else {"seen": 1}
    assert log_in("hoa", role="head").post(f"/tasks/999/{what}", fields).status_code == 404


def test_words_of_a_letter_stay_text(log_in: LogIn, store: Store, clock: Clock) -> None:
    today, evil = clock().astimezone(VIETNAM).date(), "<script>alert(1)</script>"
    (number,) = registered_tasks(store, letter_with_tasks(today, texts=(evil,)), today)
    lan = log_in()
    for page in ("/tasks", "/tasks?view=board", f"/tasks/{number}"):
        assert evil not in lan.get(page).text
        assert "&lt;script&gt;" in lan.get(page).text


def test_a_look_at_a_task_stands_in_the_trail(log_in: LogIn, tasks: Tasks, store: Store) -> None:
    log_in().get(f"/tasks/{tasks.ids[0]}")
    with store.reading() as session:
        assert [line.did for line in trail(session, "task", tasks.ids[0])] == ["viewed"]


def test_a_month_knows_the_days_off(log_in: LogIn, tasks: Tasks) -> None:
    page = log_in().get(f"/tasks/{tasks.ids[0]}/days?month=2027-04").text
    assert 'data-day="2027-04-30"' in page
    day = page.split('data-day="2027-04-30"')[1].split("</button>")[0]
    assert "Ngày Chiến thắng" in day
    assert 'class="free' in day
    assert log_in("hoa").get(f"/tasks/{tasks.ids[0]}/days?month=2027-13").status_code == 200


def send(browser: LoggedIn, number: int, name: str, content: bytes = b"%PDF-1.4") -> int:
    files = {"file": (name, content, "text/html")}
    answer = browser.post(f"/tasks/{number}/upload", files=files, headers=_TASK)
    return int(answer.status_code)


def test_a_file_comes_to_a_task_and_is_only_ever_saved(log_in: LogIn, tasks: Tasks, store: Store) -> None:
    lan, number = log_in(), tasks.ids[0]
    assert send(lan, number, "C:\\Users\\lan\\trả lời.pdf", b"<script>") == 200
    address = re.search(rf'href="(/tasks/{number}/files/\d+)"', lan.get(f"/tasks/{number}").text)
    assert address is not None
    answer = lan.get(address[1])
    assert answer.content == b"<script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    with store.reading() as session:
        deeds = [line.did for line in trail(session, "task", number)]
    assert deeds == ["attached", "viewed", "downloaded"]


@pytest.mark.parametrize(
    "name", ["a.exe", "a.html", "a.svg", "pdf", ".pdf", "../..", "a.pdf.js", "x" * 160 + ".pdf"]
)
def test_a_file_of_another_kind_is_refused(log_in: LogIn, tasks: Tasks, name: str) -> None:
    assert send(log_in(), tasks.ids[0], name) == 422


def test_a_file_is_removed_and_belongs_to_one_task(log_in: LogIn, tasks: Tasks) -> None:
    lan, number = log_in(), tasks.ids[0]
    send(lan, number, "a.pdf")
    assert lan.get(f"/tasks/{tasks.ids[1]}/files/1").status_code == 404
    assert lan.post(f"/tasks/{number}/files/1/remove", {}, headers=_TASK).status_code == 200
    assert lan.get(f"/tasks/{number}/files/1").status_code == 404


def test_the_same_file_comes_once(log_in: LogIn, tasks: Tasks) -> None:
    lan, number = log_in(), tasks.ids[0]
    send(lan, number, "a.pdf")
    send(lan, number, "a.pdf")
    assert lan.get(f"/tasks/{number}").text.count("/files/1") == lan.get(f"/tasks/{number}").text.count("/files/")
