"""A large store for the desk: invented letters in the shapes of an office's post, written in bulk.

What `docproc.store.register` would write letter by letter, in a few statements for thousands: an office's ten
years stand there within a minute or two.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from docproc.language.normalise import fold
from docproc.letter import Deadline, Doubt, Header, Letter, Office, Task
from docproc.store import Store
from docproc.store.audit import add_user
from docproc.store.fulltext import _ADD, _TSVECTORS, words_of
from docproc.store.people import sessions
from docproc.store.schema import (
    File,
    Job,
    LetterText,
    LetterVersion,
    RegisterCounter,
    StoredLetter,
    StoredTask,
    User,
    utc_now,
)
from docproc.store.summary import letter_columns
from docproc.web.visitor import SESSION_COOKIE

COOKIE = SESSION_COOKIE
_AT_A_TIME = 2000
_YEARS = 10
_BOOK = "Văn bản đến"
_KINDS = ("Công văn", "Công văn", "Công văn", "Kế hoạch", "Thông báo", "Quyết định", "Giấy mời", "Báo cáo")
_MARKS = (None,) * 30 + ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")
_COMMUNES = ("Mây", "Hoa", "Suối", "Thông", "Mận", "Đào", "Nà", "Cọ", "Pù", "Vàng")
_OFFICES = (
    *(f"Ủy ban nhân dân xã Bản {name}" for name in _COMMUNES),
    *(f"Sở {name} tỉnh Hòa Xuân" for name in ("Nội vụ", "Y tế", "Tài chính", "Tư pháp", "Xây dựng")),
    *(f"Phòng {name} huyện Suối Vàng" for name in ("Tài nguyên", "Văn hóa", "Kinh tế", "Nội vụ", "Tư pháp")),
    "Ủy ban nhân dân huyện Suối Vàng",
    "Ủy ban nhân dân tỉnh Hòa Xuân",
)
_ACTS = (
    "tăng cường công tác phòng cháy, chữa cháy",
    "rà soát hộ nghèo, hộ cận nghèo",
    "bảo vệ rừng mùa khô",
    "chuẩn bị đại hội thể dục thể thao",
    "tiêm chủng cho trẻ em",
    "sửa chữa đường liên thôn",
    "thu thuế sử dụng đất phi nông nghiệp",
    "kiểm kê đất đai",
    "phòng, chống bệnh dịch tả lợn châu Phi",
    "cấp căn cước cho công dân",
    "tuyển chọn công dân nhập ngũ",
    "tiếp công dân, giải quyết đơn thư",
)
_PLACES = ("thôn Nà Lùng", "thôn Suối Cạn", "bản Pom Lót", "khu chợ", "trường tiểu học", "trạm y tế")
_PHRASES = (
    "Căn cứ chương trình công tác, đề nghị các đơn vị {act} tại {place}.",
    "Giao công chức chuyên môn phối hợp với {place} để {act}, báo cáo kết quả bằng văn bản.",
    "Trong quá trình thực hiện, nếu có vướng mắc thì phản ánh về Văn phòng để tổng hợp.",
    "Kinh phí được bố trí trong dự toán chi ngân sách đã giao đầu năm cho {place}.",
    "Thời gian qua, việc {act} ở {place} còn chậm, hồ sơ lưu trữ chưa đầy đủ.",
    "Yêu cầu Trưởng thôn niêm yết công khai danh sách và vận động nhân dân tham gia.",
)


@dataclass(frozen=True, slots=True)
class People:
    """Those who are logged in: one of them, and key and token of a session for each."""

    user: User
    keys: list[tuple[str, str]]


def people_of(store: Store, count: int) -> People:
    """So many clerks, each logged in."""

    def write(session: Session) -> People:
        keys, user = [], None
        for number in range(count):
            user = add_user(session, f"người {number}")
            user.role = "clerk"
            key, row = sessions.begin(session, user, datetime.now(UTC))
            keys.append((key, row.csrf))
        assert user is not None
        return People(user, keys)

    return store.write(write)


def fill(store: Store, count: int, seed: int = 1) -> None:
    """Write so many letters, the last of today; nothing where there are some already."""
    with store.reading() as session:
        if session.scalar(select(func.count()).select_from(StoredLetter)):
            return
    chance = random.Random(seed)
    numbers: dict[int, int] = {}
    for start in range(0, count, _AT_A_TIME):
        made = [_letter(chance, index, count) for index in range(start, min(start + _AT_A_TIME, count))]
        rows = list(_rows(chance, made, start + 1, numbers, count))
        store.write(lambda session, rows=rows: _write(session, rows))  # type: ignore[misc]
    counters = [{"book": _BOOK, "year": year, "last": last} for year, last in numbers.items()]
    store.write(lambda session: session.execute(insert(RegisterCounter), counters))


def _letter(chance: random.Random, index: int, count: int) -> tuple[Letter, date, str]:
    day = date.today() - timedelta(days=(count - 1 - index) * 365 * _YEARS // count)
    act, place = chance.choice(_ACTS), chance.choice(_PLACES)
    header = Header(
        doc_type=chance.choice(_KINDS),
        number=str(index % 9000 + 1),
        symbol=chance.choice(("UBND-NN", "SYT-NVY", "UBND-VP", "STC-NS", "PNV")),
        issuer=chance.choice(_OFFICES),
        issue_date=day - timedelta(days=chance.randrange(1, 6)),
        subject=f"{act} tại {place}",
        urgency=chance.choice(_MARKS),
    )
    due = day + timedelta(days=chance.randrange(3, 40))
    task = Task(
        id="1",
        page=1,
        text=f"{act[0].upper()}{act[1:]} tại {place}.",
        lead=[Office(name="Ủy ban nhân dân xã Bản Mây")],
        deadline=Deadline(text=f"trước ngày {due:%d/%m/%Y}", date=due, last_day=due),
    )
    doubts = [Doubt(field="header.symbol", code="low", message="unsure")] * chance.choice((0, 0, 0, 1, 2))
    lines = (
        chance.choice(_PHRASES).format(act=chance.choice(_ACTS), place=chance.choice(_PLACES)) for _ in range(8)
    )
    letter = Letter(file=f"{index}.pdf", pages=1, header=header, tasks=[task], doubts=doubts)
    return letter, day, "\n".join(lines)


def _rows(
    chance: random.Random,
    made: Sequence[tuple[Letter, date, str]],
    first: int,
    numbers: dict[int, int],
    count: int,
) -> Iterator[dict[str, dict[str, Any]]]:
    now = utc_now()
    for letter_id, (letter, day, body) in enumerate(made, first):
        numbers[day.year] = numbers.get(day.year, 0) + 1
        header, task = letter.header, letter.tasks[0]
        is_recent = letter_id > count - 300
        is_done = chance.random() < (0.4 if is_recent else 0.999)
        is_checked = not is_recent or chance.random() < 0.8
        due = task.deadline.last_day if task.deadline else None
        code = f"{header.number}/{header.symbol}"
        head = "\n".join(filter(None, (header.doc_type, code, header.issuer, header.subject)))
        plain = {"id": letter_id, "head": " ".join(words_of(head)), "body": " ".join(words_of(body))}
        owner = chance.choice(("Công chức Địa chính", "Công chức Văn phòng", "Ban Chỉ huy Quân sự", None))
        yield {
            "file": {
                "id": letter_id,
                "sha256": f"{letter_id:064x}",
                "size": 1,
                "name": letter.file,
                "kept": False,
                "first_seen": now,
            },
            "job": {
                "file_id": letter_id,
                "kind": "register",
                "name": letter.file,
                "book": _BOOK,
                "arrived_on": day,
                "state": "done",
                "made_at": now,
            },
            "letter": {
                "id": letter_id,
                "file_id": letter_id,
                "book": _BOOK,
                "year": day.year,
                "arrival_number": numbers[day.year],
                "arrived_on": day,
                "tags": [],
                "version": 1,
                "registered_at": now,
                "void_reason": "vào sổ hai lần" if chance.random() < 0.002 else None,
                "checked_at": now if is_checked else None,
                "next_due": None if is_done else due,
                **letter_columns(letter),
            },
            "version": {
                "letter_id": letter_id,
                "version": 1,
                "content": letter.model_dump_json(),
                "made_at": now,
            },
            "task": {
                "letter_id": letter_id,
                "key": "1",
                "position": 0,
                "content": task.model_dump_json(),
                "assignees_folded": "uy ban nhan dan xa ban may",
                "due": due,
                "last_day": due,
                "status": "done" if is_done else "open",
                "progress": 100 if is_done else 0,
                "completed_on": due if is_done else None,
                "owner": owner,
                "version": 1,
                "dropped": False,
            },
            "text": {"letter_id": letter_id, "head": head, "body": body},
            "words": plain | {"head_folded": fold(plain["head"]), "body_folded": fold.__wrapped__(plain["body"])},
        }


def _write(session: Session, rows: list[dict[str, dict[str, Any]]]) -> None:
    tables = {
        "file": File,
        "job": Job,
        "letter": StoredLetter,
        "version": LetterVersion,
        "task": StoredTask,
        "text": LetterText,
    }
    for name, table in tables.items():
        session.execute(insert(table), [row[name] for row in rows])
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    session.execute(text(_ADD if is_sqlite else _TSVECTORS), [row["words"] for row in rows])
