"""The fields that templates of drafts share: our office, the letter, its tasks for us.

A draft says only what the letter says. What it cannot know (number, day, results, the signer) stays blank or
is marked `[CẦN BỔ SUNG: …]`; what was read with a doubt is marked `[CẦN KIỂM TRA: …]`. Every name is told with
an example in templates/README.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from docproc.letter import Deadline, Letter, Office, Task
from docproc.records import deadline_of
from docproc.reports.drafts.recipients import (
    Recipient,
    addresses_in,
    issuer_of,
    misread_addresses,
    others_than,
    recipients_in,
)
from docproc.reports.drafts.report_order import is_report_order
from docproc.reports.names.office_names import (
    kind_of,
    letterhead_lines,
    place_name,
    short_form,
    symbol_of,
    take_apart,
)
from docproc.reports.rules.reply import ReplyRules
from docproc.reports.tasks.ours import OurTask, possible_tasks, tasks_for_office
from docproc.reports.wording.doubts import header_reasons, task_reasons
from docproc.reports.wording.phrases import (
    blank_date,
    carried_out,
    full_citation,
    lower_first,
    one_line,
    short_citation,
    to_check,
    to_fill,
)
from docproc.rules import load

Fields = dict[str, object]


def office_fields(office: str, parent: str | None, type_code: str | None, year: int | None) -> Fields:
    """Letterhead and signature of `office`, its name in words.

    `type_code`: the abbreviation of the kind of document (`BC`), None for a công văn, which has none. `year`: of
    the draft, None to leave it blank. `parent`: the office above ours (cơ quan chủ quản) if known; a letter does
    not tell it.
    """
    office = one_line(office)
    kind, place = kind_of(office), place_name(office) or _place_below(parent)
    symbol = symbol_of(office) or to_fill("tên viết tắt")
    drafting = to_fill("đơn vị soạn thảo (nếu có)")
    return {
        "co_quan_chu_quan": parent or to_fill("tên cơ quan chủ quản (nếu có)"),
        "co_quan": office,
        "co_quan_dong": letterhead_lines(office),
        "ky_hieu": f"{type_code}-{symbol}" if type_code else f"{symbol}-{drafting}",
        "dia_danh": place or to_fill("địa danh"),
        "ngay_thang": blank_date(year),
        "chuc_vu": list(kind.signer) if kind else [to_fill("quyền hạn, chức vụ của người ký")],
    }


def _place_below(parent: str | None) -> str | None:
    """The place of offices below a district or commune is its name (Nghị định 30/2020, Phụ lục I.II.4); below a
    province it is the town where they are, which no name tells.
    """
    return place_name(parent) if parent and take_apart(parent).level not in (None, "tỉnh") else None


def letter_fields(
    letter: Letter, office: str, parent: str | None, type_code: str | None, *, of_results: bool = False
) -> Fields:
    """What every draft about one letter may use: `office_fields`, the letter, our tasks, who gets the answer.

    A draft `of_results` tells what was done, so it leaves out tasks that only order the report on the letter.
    """
    office = one_line(office)
    ours, perhaps = tasks_for_office(letter, office, parent), possible_tasks(letter, office, parent)
    addressees = _addressees(letter, [found.task for found in ours], office, parent)
    known = [one.name for one in addressees if one.known]
    if of_results:
        ours, perhaps = _with_results(ours), _with_results(perhaps)
    return {
        **office_fields(office, parent, type_code, _year(letter)),
        "van_ban": citation_fields(letter),
        "noi_gui": [one.written() for one in addressees] or [to_fill("nơi nhận báo cáo")],
        "noi_gui_gop": joined(known or [to_fill("nơi nhận báo cáo")]),
        "nhiem_vu": [_task_fields(letter, found, office, parent) for found in ours],
        "co_the": [_task_fields(letter, found, office, parent) for found in perhaps],
    }


def _with_results(ours: list[OurTask]) -> list[OurTask]:
    """The tasks that have a result to tell; all where the letter wants nothing but a report."""
    return [found for found in ours if not is_report_order(found.task)] or ours


def citation_fields(letter: Letter) -> Fields:
    """How a letter is cited, and what of it needs a second look."""
    return {
        "day_du": full_citation(letter.header),
        "gon": short_citation(letter.header),
        "do_khan": one_line(letter.header.urgency or ""),
        "thuc_hien": carried_out(letter.header),
        "kiem_tra": [to_check(f"{name}: {reason}") for name, reason in _to_check(letter)],
    }


def _to_check(letter: Letter) -> list[tuple[str, str]]:
    strange = [one.name for one in issuer_of(letter) if not one.known]
    rules = load(ReplyRules)
    unknown = [(rules.header_names.issuer, rules.no_office.format(name=name)) for name in strange]
    return header_reasons(letter) + unknown


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


def _addressees(letter: Letter, tasks: list[Task], *near: str | None) -> list[Recipient]:
    """Who a draft goes to: where the report on the letter is wanted, else where our tasks say, else its issuer.

    `near` are our office, to which nothing goes, and the one above it. What may be no recipient comes last.
    """
    orders = [task for task in letter.tasks if is_report_order(task)]
    common = letter.report_due.send_to if letter.report_due else None
    written = ([common], map(_sent_to, orders), map(_sent_to, tasks))
    choices = [*(_named(letter, words, near) for words in written), issuer_of(letter)]
    doubtful: list[Recipient] = []
    for choice in choices:
        found = others_than(near[0] or "", choice)
        doubtful += [one for one in found if not one.known]
        if known := [one for one in found if one.known]:
            return others_than("", known + doubtful)
    return others_than("", doubtful)


def _sent_to(task: Task) -> str | None:
    return task.send_to or (task.deadline.send_to if task.deadline else None)


def _named(letter: Letter, written: Iterable[str | None], near: Iterable[str | None]) -> list[Recipient]:
    return [one for words in written for one in recipients_in(words, letter, *near)]


def joined(names: list[str]) -> str:
    """Names in one phrase: `A, B và C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}"


def task_checks(letter: Letter, task: Task) -> list[str]:
    """The marks for what was read of a task or its deadline with a doubt, and for addresses that lead nowhere."""
    addresses = [f"địa chỉ thư điện tử “{address}” đọc sai" for address in misread_addresses(task.text)]
    return [to_check(reason) for reason in [*task_reasons(letter, task), *addresses]]


def _task_fields(letter: Letter, found: OurTask, *near: str | None) -> dict[str, object]:
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
        "noi_nhan": _where(letter, _sent_to(task) or (deadline.send_to if deadline else None), near),
        "kiem_tra": task_checks(letter, task),
    }


def _where(letter: Letter, written: str | None, near: Iterable[str | None]) -> str:
    """Where a result is sent: offices in full, then addresses."""
    names = [one.written() for one in recipients_in(written, letter, *near)]
    return "; ".join([*names, *addresses_in(written)])


def _deadline_words(task: Task, deadline: Deadline | None) -> str:
    """By when, in the words of the letter; empty when it says nothing."""
    if deadline is not None and deadline.text:
        return one_line(deadline.text)
    return one_line(task.recurrence or "")


def _names(offices: list[Office]) -> str:
    names = [short_form(one_line(office.name)) for office in offices]
    return "; ".join(lower_first(name) if name.startswith("Các ") else name for name in names)
