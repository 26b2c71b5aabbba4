"""Pictures of the desk for the guide: an office on the samples, its pages as Chromium shows them.

    python tools/desk_pictures.py docs/pictures

The office is made in a temporary folder: people with made-up names, letters that came over some months, tasks
that are handed out, done and late. Its clock stands on a day of the samples, so that the same pictures come out
whenever they are taken. Reading the samples takes a minute or two.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from unittest import mock

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, FilePayload, FloatRect, Page, ViewportSize, sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.messages import set_language
from docproc.pipeline import process
from docproc.places import OfficeName
from docproc.settings import load_settings
from docproc.store import Store, open_store
from docproc.store import drafts as stored_drafts
from docproc.store.audit import note
from docproc.store.entered.assignments import assign
from docproc.store.entered.checking import confirm_value, mark_checked
from docproc.store.entered.corrections import correct_value
from docproc.store.entered.progress import finish_task, note_progress, set_state
from docproc.store.originals import keep
from docproc.store.page_words import keep_words
from docproc.store.people.members import add_member
from docproc.store.people.units import add_unit
from docproc.store.records import registered_letter
from docproc.store.register import Entry, register
from docproc.store.schema import File, StoredLetter, StoredTask, User
from docproc.store.tasks.other_day import grant_day
from docproc.web.app import make_app
from docproc.web.desk import Desk
from docproc.web.drafts.making import make_for_letter
from docproc.workdays import VIETNAM

Value = TypeVar("Value")

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
CHROMIUM = "/usr/bin/chromium"
OURS, ABOVE = "UBND xã Bản Mây", "UBND huyện Suối Vàng"
OFFICE = OfficeName(name=OURS, above=ABOVE)
BOOK = "Văn bản đến"
PASSWORD = "mat khau de thu"
WINDOW: ViewportSize = {"width": 1366, "height": 768}
_COLOURS = 64  # enough for pages and print; pictures without a scan stay around 80 kB

ARRIVALS = {
    "thong-bao-ket-luan": datetime(2023, 8, 10, 8, 15, tzinfo=VIETNAM),
    "chi-thi-nuoc-sach": datetime(2023, 10, 17, 14, 30, tzinfo=VIETNAM),
    "cong-van-thieu-nam": datetime(2024, 1, 2, 8, 5, tzinfo=VIETNAM),
    "cong-van-huyen-uy": datetime(2024, 1, 26, 9, 40, tzinfo=VIETNAM),
    "ke-hoach-chuyen-doi-so": datetime(2024, 2, 23, 14, 10, tzinfo=VIETNAM),
    "cong-van-giao-viec": datetime(2024, 3, 13, 7, 50, tzinfo=VIETNAM),
    "giay-moi-hop": datetime(2024, 5, 8, 8, 20, tzinfo=VIETNAM),
    "cong-van-khan": datetime(2024, 5, 21, 15, 35, tzinfo=VIETNAM),
}
NOW = datetime(2024, 5, 22, 8, 30, tzinfo=VIETNAM)
NOT_READ_YET = SAMPLES / "bao-cao-thu-vien.pdf"


@dataclass
class Clock:
    """The clock of the office. It also gives what rows write down of themselves."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment

    def now(self, _zone: object = None) -> datetime:
        return self.moment


@dataclass
class Office:
    """A desk with people and letters, by the names this file gives them."""

    desk: Desk
    clock: Clock
    people: dict[str, User] = field(default_factory=dict)
    letters: dict[str, int] = field(default_factory=dict)
    drafts: dict[str, int] = field(default_factory=dict)

    def write(self, work: Callable[[Session], Value]) -> Value:
        return self.desk.store.write(work)

    @property
    def today(self) -> date:
        return self.clock.moment.astimezone(VIETNAM).date()

    def task(self, letter: str, words: str) -> int:
        """The number of the task of a letter in whose text these words stand."""
        with self.desk.store.reading() as session:
            tasks = registered_letter(session, self.letters[letter]).letter.tasks
            place = next(place for place, task in enumerate(tasks) if words in task.text)
            return self._rows(session, letter)[place]

    def tasks(self, letter: str) -> list[int]:
        """The numbers of all tasks of a letter, in its order."""
        with self.desk.store.reading() as session:
            return self._rows(session, letter)

    def _rows(self, session: Session, letter: str) -> list[int]:
        of_letter = select(StoredTask.id).where(StoredTask.letter_id == self.letters[letter])
        return list(session.scalars(of_letter.order_by(StoredTask.position)))


def make_office(folder: Path, clock: Clock) -> Office:
    """An office at work in May 2024."""
    store = open_store(folder / "data", patience=10)
    office = Office(Desk(store, load_settings(), OFFICE, clock), clock)
    clock.moment = datetime(2023, 8, 1, 7, 30, tzinfo=VIETNAM)
    _add_people(office)
    for name, moment in ARRIVALS.items():
        clock.moment = moment
        _take_in(office, name)
    _work_on_letters(office)
    clock.moment = NOW
    return office


def _add_people(office: Office) -> None:
    def write(session: Session) -> dict[str, User]:
        units = {
            name: add_unit(session, name, None).id
            for name in ("Văn phòng - Thống kê", "Địa chính - Nông nghiệp", "Văn hóa - Xã hội")
        }
        rows = (
            ("hoa", "Trần Thị Hoa", "administrator", "Văn phòng - Thống kê", True),
            ("lan", "Nguyễn Thị Lan", "clerk", "Văn phòng - Thống kê", False),
            ("minh", "Lò Văn Minh", "officer", "Địa chính - Nông nghiệp", False),
            ("thao", "Quàng Thị Thảo", "officer", "Văn hóa - Xã hội", False),
            ("dung", "Vàng A Dũng", "head", None, True),
        )
        people: dict[str, User] = {}
        for name, full_name, role, unit, confidential in rows:
            people[name] = add_member(
                session,
                name,
                people.get("hoa"),
                password=PASSWORD,
                full_name=full_name,
                role=role,
                department_id=units.get(unit or ""),
                confidential=confidential,
            )
        return people

    office.people = office.write(write)


def _take_in(office: Office, name: str) -> None:
    """Read a sample and register it, as workers do."""
    path = SAMPLES / f"{name}.pdf"
    read = process(path)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        content = keep(descriptor, office.desk.store.originals)
    finally:
        os.close(descriptor)

    def write(session: Session) -> int:
        file = File(sha256=content.sha256, size=content.size, name=path.name, kept=True)
        session.add(file)
        session.flush()
        note(session, "uploaded", "file", file.id, office.people["lan"], name=path.name, outcome="new")
        entry = Entry(file.id, BOOK, office.today)
        stored = register(session, read.letter, [page.text for page in read.pages], entry)
        keep_words(session, stored.id, read.pages)
        return stored.id

    office.letters[name] = office.write(write)


def _check(office: Office, name: str) -> None:
    """A clerk looks at every doubt of a letter, and finds it right."""
    clerk, number = office.people["lan"], office.letters[name]

    def write(session: Session) -> None:
        for doubted in {doubt.field for doubt in registered_letter(session, number).letter.doubts}:
            confirm_value(session, number, doubted, clerk, session.get_one(StoredLetter, number).version)
        mark_checked(session, number, clerk, office.clock(), session.get_one(StoredLetter, number).version)

    office.write(write)


def _give(office: Office, task: int, to: str) -> None:
    office.write(
        lambda session: assign(session, task, office.people["dung"], person=office.people[to].id, unit=None)
    )


def _finish(office: Office, tasks: Sequence[int], by: str, reply: str | None = None) -> None:
    def write(session: Session) -> None:
        for task in tasks:
            finish_task(session, task, office.people[by], office.today, reply=reply)

    office.write(write)


def _work_on_letters(office: Office) -> None:
    people, clock = office.people, office.clock
    for name in ARRIVALS:
        if ARRIVALS[name].year == 2023 or name in ("cong-van-thieu-nam", "cong-van-huyen-uy"):
            clock.moment = ARRIVALS[name].replace(hour=16)
            _check(office, name)
            clock.moment += timedelta(days=9)
            _finish(office, office.tasks(name), "lan")
    clock.moment = ARRIVALS["ke-hoach-chuyen-doi-so"].replace(hour=16)
    _check(office, "ke-hoach-chuyen-doi-so")
    clock.moment = datetime(2024, 3, 13, 9, 10, tzinfo=VIETNAM)
    _hand_out_fires(office)
    _hand_out_plan(office)
    clock.moment = datetime(2024, 5, 8, 9, 5, tzinfo=VIETNAM)
    _check(office, "giay-moi-hop")
    _finish(office, office.tasks("giay-moi-hop")[:1], "hoa", reply="31/UBND-ĐCNN")
    clock.moment = datetime(2024, 5, 21, 16, 20, tzinfo=VIETNAM)
    office.write(
        lambda session: correct_value(
            session,
            office.letters["cong-van-khan"],
            "signer.name",
            "Lương Thị Mỷ",
            people["lan"],
        )
    )
    _draft(office)


def _hand_out_fires(office: Office) -> None:
    """The tasks about fires: one done, one late, one begun, one with another day."""
    people, letter = office.people, "cong-van-giao-viec"
    shock, pledge = office.task(letter, "tổ xung kích"), office.task(letter, "ký cam kết")
    rally, report = office.task(letter, "Huy động kịp thời"), office.task(letter, "báo cáo kết quả")
    for task, to in ((shock, "minh"), (pledge, "minh"), (rally, "minh"), (report, "lan")):
        _give(office, task, to)
    office.clock.moment = datetime(2024, 3, 26, 10, 15, tzinfo=VIETNAM)
    _finish(office, [pledge], "minh", reply="18/UBND-ĐCNN")
    _finish(office, office.tasks(letter)[:8], "lan")
    office.write(lambda session: note_progress(session, shock, people["minh"], 60))
    office.write(lambda session: set_state(session, rally, people["minh"], "running", office.today))


def _hand_out_plan(office: Office) -> None:
    """Tasks of our own plan: one done in time, one soon due, one with another day granted."""
    people, letter = office.people, "ke-hoach-chuyen-doi-so"
    tasks = office.tasks(letter)
    for task, to in zip(tasks, ("lan", "thao", "thao", "lan", "minh", "hoa", "minh"), strict=False):
        _give(office, task, to)
    office.clock.moment = datetime(2024, 4, 2, 15, 0, tzinfo=VIETNAM)
    _finish(office, [office.task(letter, "Kiện toàn Ban Chỉ đạo")], "lan", reply="09/QĐ-UBND")
    third = tasks[2]
    office.write(
        lambda session: grant_day(
            session, third, people["dung"], date(2024, 5, 24), office.today, "Chủ tịch đồng ý gia hạn"
        )
    )


def _draft(office: Office) -> None:
    """A report on the fires, with its first places filled in."""
    author = office.people["minh"]
    letter = office.letters["cong-van-giao-viec"]
    number = make_for_letter(office.desk, author, letter, "reply", OURS, ABOVE)
    office.drafts["reply"] = number
    written = {
        1: "UBND xã đã ban hành Kế hoạch số 21/KH-UBND ngày 18/3/2024, quán triệt đến 7 bản.",
        3: "Đã kiện toàn 7 tổ xung kích ở 7 bản, 56 người; phân công trực 24/24 giờ.",
    }  # places are counted from 0, remarks to be checked among them

    def write(session: Session) -> None:
        for version, (place, text) in enumerate(written.items(), 1):
            stored_drafts.fill(session, number, place, text, True, author, version)

    office.write(write)


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """Where the desk listens meanwhile, as `http://127.0.0.1:PORT`."""
    server = uvicorn.Server(uvicorn.Config(make_app(desk), port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@dataclass
class Photographer:
    """Goes through the pages of a desk and writes one picture after the other."""

    browser: Browser
    folder: Path
    address: str
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        context = self.browser.new_context(
            viewport=WINDOW, locale="vi-VN", base_url=self.address, reduced_motion="reduce"
        )
        self.page = context.new_page()

    def go(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")

    def take(self, name: str, clip: FloatRect | None = None) -> None:
        """Write what the window shows, or a part of it, once its images are there."""
        self.page.evaluate("() => document.querySelectorAll('img').forEach(one => { one.loading = 'eager'; })")
        self.page.wait_for_function("() => [...document.images].every(one => one.complete)")
        self.page.wait_for_load_state("networkidle")
        taken = Image.open(io.BytesIO(self.page.screenshot(animations="disabled", clip=clip)))
        few = taken.convert("RGB").quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=4)
        few.save(self.folder / f"{name}.png", optimize=True)


def take_first_start(shots: Photographer) -> None:
    shots.go("/")
    shots.page.fill("#name", "hoa")
    shots.page.fill("#full_name", "Trần Thị Hoa")
    shots.take("bat-dau")


def take_pages(shots: Photographer, office: Office) -> None:
    page = shots.page
    page.goto("/login")
    page.fill("#name", "hoa")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/")
    shots.take("van-ban-den")
    _upload(page)
    shots.take("tai-len")
    shots.go(f"/letters/{office.letters['cong-van-giao-viec']}")
    shots.take("kiem-tra")
    page.locator(".lt-task").nth(9).evaluate("task => task.scrollIntoView({block: 'center'})")
    shots.take("nhiem-vu-van-ban", clip={"x": 722, "y": 38, "width": 644, "height": 730})
    for name, address in (
        ("nhiem-vu", "/tasks"),
        ("bang", "/tasks?view=board"),
        ("mot-viec", f"/tasks/{office.task('cong-van-giao-viec', 'tổ xung kích')}"),
        ("lich", "/calendar"),
        ("tong-quan", "/overview"),
        ("du-thao", f"/drafts/{office.drafts['reply']}"),
        ("so", "/exports"),
        ("nguoi-dung", "/people"),
        ("nhat-ky", "/audit"),
    ):
        shots.go(address)
        shots.take(name)


def _upload(page: Page) -> None:
    """A file that is new, one that came before, one that is empty."""
    known = SAMPLES / "giay-moi-hop.pdf"
    files = (
        (NOT_READ_YET.name, NOT_READ_YET.read_bytes()),
        (known.name, known.read_bytes()),
        ("scan0012.pdf", b""),
    )
    sent: list[FilePayload] = [
        {"name": name, "mimeType": "application/pdf", "buffer": content} for name, content in files
    ]
    page.set_input_files("#upload-files", sent)
    page.wait_for_function("() => document.querySelectorAll('#upload-results li').length === 3")


def _empty_desk(folder: Path, clock: Clock) -> Desk:
    return Desk(open_store(folder, patience=10), load_settings(), OFFICE, clock)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    set_language("vi")
    clock = Clock()
    with (
        tempfile.TemporaryDirectory() as made,
        mock.patch("docproc.store.schema.base.datetime", clock),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--lang=vi"])
        stores: list[Store] = []
        for desk, take in _desks(Path(made), clock):
            stores.append(desk.store)
            with served(desk) as address:
                take(Photographer(browser, folder, address))
        browser.close()
        for store in stores:
            store.close()


def _desks(made: Path, clock: Clock) -> Iterator[tuple[Desk, Callable[[Photographer], None]]]:
    yield _empty_desk(made / "empty", clock), take_first_start
    office = make_office(made, clock)
    yield office.desk, lambda shots: take_pages(shots, office)


if __name__ == "__main__":
    main()
