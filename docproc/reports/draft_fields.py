"""The fields that templates of drafts share: our office, the letter, its tasks for us.

A draft says only what the letter says. What it cannot know (number, day, results, the signer) stays blank or
is marked `[CẦN BỔ SUNG: …]`; what was read with a doubt is marked `[CẦN KIỂM TRA: …]`. Every name is told with
an example in templates/README.md.
"""

from __future__ import annotations

import re

from docproc.letter import Deadline, Letter, Office, Task
from docproc.records import deadline_of
from docproc.reports.doubts import header_reasons, task_reasons
from docproc.reports.office_names import (
    key_of,
    kind_of,
    letterhead_lines,
    place_name,
    same_office,
    short_form,
)
from docproc.reports.ours import OurTask, possible_tasks, tasks_for_office
from docproc.reports.wording import (
    blank_date,
    full_citation,
    lower_first,
    one_line,
    short_citation,
    to_check,
    to_fill,
)

Fields = dict[str, object]
# E-mail and web addresses: where a file is sent, but not an addressee of an official report.
_ADDRESS = re.compile(r"(?:qua )?(?:e-?mail:? *)?(?:\S+@\S+|https?://\S+)", re.IGNORECASE)


def office_fields(office: str, parent: str | None, type_code: str | None, year: int | None) -> Fields:
    """Letterhead and signature of `office`, its name in words.

    `type_code`: the abbreviation of the kind of document (`BC`), None for a công văn, which has none. `year`: of
    the draft, None to leave it blank. `parent`: the office above ours (cơ quan chủ quản) if known; a letter does
    not tell it.
    """
    office = one_line(office)
    kind, place = kind_of(office), place_name(office)
    symbol = kind.get("symbol") or to_fill("tên viết tắt")
    drafting = to_fill("đơn vị soạn thảo (nếu có)")
    return {
        "co_quan_chu_quan": parent or to_fill("tên cơ quan chủ quản (nếu có)"),
        "co_quan": office,
        "co_quan_dong": letterhead_lines(office),
        "ky_hieu": f"{type_code}-{symbol}" if type_code else f"{symbol}-{drafting}",
        "dia_danh": place or to_fill("địa danh"),
        "ngay_thang": blank_date(year),
        "chuc_vu": kind.get("signer") or [to_fill("quyền hạn, chức vụ của người ký")],
    }


def letter_fields(letter: Letter, office: str, parent: str | None, type_code: str | None) -> Fields:
    """What every draft about one letter may use: `office_fields`, the letter, our tasks, who gets the answer."""
    office = one_line(office)
    ours = tasks_for_office(letter, office)
    addressees = _addressees(letter, [found.task for found in ours], office)
    return {
        **office_fields(office, parent, type_code, _year(letter)),
        "van_ban": citation_fields(letter),
        "noi_gui": addressees,
        "noi_gui_gop": joined(addressees),
        "nhiem_vu": [_task_fields(letter, found) for found in ours],
        "co_the": [_task_fields(letter, found) for found in possible_tasks(letter, office)],
    }


def citation_fields(letter: Letter) -> Fields:
    """How a letter is cited, and what of it needs a second look."""
    return {
        "day_du": full_citation(letter.header),
        "gon": short_citation(letter.header),
        "do_khan": one_line(letter.header.urgency or ""),
        "kiem_tra": [to_check(f"{name}: {reason}") for name, reason in header_reasons(letter)],
    }


def named_offices(letter: Letter) -> list[str]:
    """Every office that the letter gives a task to or is addressed to, once each."""
    named = [office for task in letter.tasks for office in (*task.lead, *task.coordinate)]
    return list(dict.fromkeys(one_line(office.name) for office in (*named, *letter.addressees)))


def _year(letter: Letter) -> int | None:
    """The year of the reply when the letter leaves no choice: issue date and all deadlines in one year."""
    if letter.header.issue_date is None:
        return None
    deadlines = [task.deadline for task in letter.tasks] + [letter.report_due]
    years = {deadline.date.year for deadline in deadlines if deadline and deadline.date}
    return letter.header.issue_date.year if years <= {letter.header.issue_date.year} else None


def _addressees(letter: Letter, tasks: list[Task], office: str) -> list[str]:
    """Who the report goes to: where our tasks say, else the common report deadline, else the issuer."""
    named = [task.send_to or (task.deadline.send_to if task.deadline else None) for task in tasks]
    common = letter.report_due.send_to if letter.report_due else None
    for choice in (named, [common], [letter.header.issuer]):
        places = {
            key_of(place): short_form(place)
            for place in _official_places(choice)
            if not same_office(place, office)
        }
        if places:
            return list(places.values())
    return [to_fill("nơi nhận báo cáo")]


def _official_places(written: list[str | None]) -> list[str]:
    parts = [part for text in written if text for part in one_line(text).split(";")]
    bare = [_ADDRESS.sub("", part).replace("()", "").strip(" ,.-") for part in parts]
    return [place for place in bare if place]


def joined(names: list[str]) -> str:
    """Names in one phrase: `A, B và C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}"


def task_checks(letter: Letter, task: Task) -> list[str]:
    """The marks for what was read of a task or its deadline with a doubt."""
    return [to_check(reason) for reason in task_reasons(letter, task)]


def _task_fields(letter: Letter, found: OurTask) -> dict[str, object]:
    task = found.task
    deadline = deadline_of(letter, task)
    return {
        "noi_dung": one_line(task.text),
        "giao": _names(task.lead),
        "vai_tro": "chủ trì" if found.role == "lead" else "phối hợp",
        "ly_do": found.reason,
        "thoi_han": _deadline_words(task, deadline),
        "phoi_hop": _names(task.coordinate),
        "san_pham": one_line(task.deliverable or ""),
        "noi_nhan": one_line(task.send_to or (deadline.send_to if deadline else None) or ""),
        "kiem_tra": task_checks(letter, task),
    }


def _deadline_words(task: Task, deadline: Deadline | None) -> str:
    """By when, in the words of the letter; empty when it says nothing."""
    if deadline is not None and deadline.text:
        return one_line(deadline.text)
    return one_line(task.recurrence or "")


def _names(offices: list[Office]) -> str:
    names = [short_form(one_line(office.name)) for office in offices]
    return "; ".join(lower_first(name) if name.startswith("Các ") else name for name in names)
