"""The reminder letter (công văn đôn đốc, Mẫu 1.5): overdue and near-due tasks, by who answers for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date

from docproc.errors import NothingToRemind, OthersToRemind
from docproc.letter import Letter
from docproc.records import TrackedTask
from docproc.reports.drafts.fields import Fields, citation_fields, joined, office_fields, task_checks
from docproc.reports.drafts.recipients import may_be_reminded
from docproc.reports.names.full_names import in_full
from docproc.reports.tasks.standing import Standing, assignees, days_in_words, standing
from docproc.reports.wording.phrases import one_line, padded_date, short_date, to_check, to_fill

_DUE = ("overdue", "near")


def reminder_fields(
    tasks: Iterable[TrackedTask],
    office: str,
    day: Date,
    *,
    parent: str | None = None,
    every: bool = False,
    left_out: list[TrackedTask] | None = None,
) -> Fields:
    """The fields of the template: what stands badly on `day`, grouped by assignee in the order of the tasks.

    A task with several leads stands under each. Tasks of other offices in letters of others go to `left_out`;
    with `every` they are reminded of like those of a letter that the office issued itself. Raises NothingToRemind
    when nothing is overdue or near its last day, OthersToRemind when only tasks of other offices are.
    """
    groups: dict[str, list[tuple[TrackedTask, Standing]]] = {}
    counted: dict[int, Standing] = {}
    others: list[TrackedTask] = [] if left_out is None else left_out
    for tracked in tasks:
        found = standing(tracked, day)
        if found.timing not in _DUE:
            continue
        names = assignees(tracked, None if every else office, parent)
        if names is None:
            others.append(tracked)
            continue
        counted[tracked.id] = found
        if not tracked.owner:
            names = [_reminded(name, tracked.letter.letter, parent) for name in names]
        for name in names or [to_fill("đơn vị, người được giao")]:
            groups.setdefault(name, []).append((tracked, found))
    if not groups and others:
        issuers = dict.fromkeys(one_line(one.letter.letter.header.issuer or "?") for one in others)
        raise OthersToRemind(office=office, day=short_date(day), count=len(others), issuers="; ".join(issuers))
    if not groups:
        raise NothingToRemind(office=office, day=short_date(day))
    return {
        **office_fields(office, parent, None, day.year),
        "noi_gui": list(groups),
        "noi_gui_gop": joined(list(groups)),
        "ngay_ra_soat": padded_date(day),
        "so_viec": len(counted),
        "so_qua_han": sum(found.timing == "overdue" for found in counted.values()),
        "so_sap_han": sum(found.timing == "near" for found in counted.values()),
        "nhom": [
            {"ten": name, "so_viec": len(items), "viec": [_task(*item) for item in items]}
            for name, items in groups.items()
        ],
    }


def _reminded(name: str, letter: Letter, parent: str | None) -> str:
    """A lead as it stands in Kính gửi: in full; with a mark where it is no kind of office, class or head."""
    name = in_full(name, letter.header, parent)
    return name if may_be_reminded(name) else to_check(f"người được giao ghi trong văn bản là “{name}”")


def _task(tracked: TrackedTask, found: Standing) -> Fields:
    last = tracked.last_day
    return {
        "noi_dung": one_line(tracked.task.text),
        "van_ban": citation_fields(tracked.letter.letter),
        "thoi_han": short_date(last) + (" (đã gia hạn)" if tracked.extended_to else "") if last else "",
        "tinh_trang": days_in_words(found),
        "tien_do": f"{tracked.progress}%",
        "kiem_tra": task_checks(tracked.letter.letter, tracked.task),
    }
