"""The calendar, parsed back by another library (vobject) than the one that wrote it (icalendar)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from docproc.letter import Deadline, Doubt, Letter
from docproc.records import TrackedTask
from docproc.reports.exchange.calendar_file import CalendarFile, calendar_of
from docproc.workdays import is_working_day
from tests.reports.reply_letters import invitation, office, registered, task, tracked, water_letter

NOW = datetime(2024, 3, 6, 8, 0, tzinfo=UTC)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def with_deadline(deadline: Deadline, registered: bool = False, **more: Any) -> list[TrackedTask]:
    return tracked(
        water_letter(tasks=[task(1, "Báo cáo; gửi, “số liệu”.", [office("Phòng A")], deadline=deadline)]),
        {1: more},
        registered=registered,
    )


def made(tasks: list[TrackedTask], now: datetime = NOW) -> CalendarFile:
    return calendar_of({id(one.letter): one.letter for one in tasks}.values(), tasks, now)


def events(calendar: CalendarFile) -> list[Any]:
    parsed = vobject.readOne(calendar.content.decode("utf-8"))
    return list(getattr(parsed, "vevent_list", []))


def alarm_day(event: Any) -> date:
    moment: datetime = event.valarm.trigger.value
    return moment.astimezone(HANOI).date()


def day(*parts: int) -> Deadline:
    return Deadline(text="trước ngày nào đó", last_day=date(*parts))


def test_a_deadline_is_a_whole_day_with_its_words_and_source() -> None:
    [event] = events(made(with_deadline(day(2024, 3, 19))))
    assert (event.dtstart.value, event.dtend.value) == (date(2024, 3, 19), date(2024, 3, 20))
    assert event.summary.value == "Báo cáo; gửi, “số liệu”."
    for words in ("Chủ trì: Phòng A", "Văn bản: Công văn số 07/UBND-KT&HT", "Thời hạn: trước ngày nào đó"):
        assert words in event.description.value


def test_all_of_a_letter_that_was_struck_out_is_cancelled_and_rings_no_more() -> None:
    letter = invitation()
    letter.report_due = day(2024, 3, 25)
    found = events(made(tracked(letter, void_reason="gửi nhầm")))
    assert len(found) == 3
    assert {event.status.value for event in found} == {"CANCELLED"}
    assert not any(hasattr(event, "valarm") for event in found)


def test_a_deadline_with_an_hour_is_that_moment_in_vietnam() -> None:
    due = Deadline(text="trước 17 giờ", date=date(2024, 3, 19), last_day=date(2024, 3, 19), time="17:00")
    [event] = events(made(with_deadline(due)))
    assert event.dtstart.value.astimezone(UTC) == datetime(2024, 3, 19, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "rings"),
    [
        (date(2024, 3, 19), date(2024, 3, 18)),  # Tuesday: Monday
        (date(2024, 3, 18), date(2024, 3, 15)),  # Monday: Friday
        (date(2024, 2, 15), date(2024, 2, 7)),  # after Tết (8 to 14 February): the day before it
    ],
)
def test_it_rings_on_the_last_working_day_before(last: date, rings: date) -> None:
    [event] = events(made(with_deadline(Deadline(text="x", last_day=last))))
    assert alarm_day(event) == rings


@given(st.dates(date(2023, 1, 5), date(2026, 12, 31)))
def test_every_alarm_rings_on_a_working_day_before(last: date) -> None:
    [event] = events(made(with_deadline(Deadline(text="x", last_day=last))))
    assert alarm_day(event) < last and is_working_day(alarm_day(event))


def test_a_moment_as_trigger_says_that_it_is_one() -> None:
    assert b"TRIGGER;VALUE=DATE-TIME:20240318T010000Z" in made(with_deadline(day(2024, 3, 19))).content


@pytest.mark.parametrize("registered", [False, True])
def test_the_same_letter_read_again_keeps_its_uid_and_raises_the_sequence(registered: bool) -> None:
    first = made(with_deadline(day(2024, 3, 19), registered))
    later = made(with_deadline(day(2024, 4, 1), registered), NOW + timedelta(days=1))
    [one], [two] = events(first), events(later)
    assert one.uid.value == two.uid.value
    assert int(one.sequence.value) < int(two.sequence.value)


def test_a_registered_letter_keeps_its_uid_when_its_number_is_corrected() -> None:
    tasks = with_deadline(day(2024, 3, 19), registered=True)
    [before] = events(made(tasks))
    tasks[0].letter.letter.header.number = "70"
    [after] = events(made(tasks))
    assert before.uid.value == after.uid.value


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYDAY=XX", "FREQ=DAILY;COUNT=x", "BYMONTHDAY=3"])
def test_a_rule_that_is_none_is_told_too(rule: str) -> None:
    assert made(with_deadline(recurring("hằng ngày", rule))).without_day


def due_on(*days: int, **changes: Any) -> Letter:
    """A letter with a task for each of the days of March."""
    tasks = [
        task(n, f"Việc {n}.", [office(f"Phòng {n}")], deadline=day(2024, 3, d)) for n, d in enumerate(days, 1)
    ]
    return water_letter(tasks=tasks, **changes)


def test_different_days_of_a_letter_have_different_uids() -> None:
    assert len({event.uid.value for event in events(made(tracked(due_on(19, 20, 21))))}) == 3


def test_what_a_letter_sets_for_one_day_is_one_entry_that_lists_it() -> None:
    [event] = events(made(tracked(due_on(19, 19, 19))))
    assert event.summary.value == "3 việc đến hạn theo Công văn số 07/UBND-KT&HT"
    assert [line for line in event.description.value.split("\n") if line[0].isdigit()] == [
        "1. Việc 1.",
        "2. Việc 2.",
        "3. Việc 3.",
    ]
    assert event.description.value.count("Văn bản: Công văn") == 1


def test_letters_share_no_entry() -> None:
    both = [*tracked(due_on(19)), *tracked(due_on(19), number=16, file_sha256="b")]
    assert len(events(made(both))) == 2


def test_the_entry_of_a_day_begins_at_the_first_hour_of_its_tasks() -> None:
    letter = due_on(19, 19)
    letter.tasks[1].deadline = Deadline(text="trước 17 giờ", last_day=date(2024, 3, 19), time="17:00")
    [event] = events(made(tracked(letter)))
    assert event.dtstart.value.astimezone(HANOI).hour == 17


def test_the_entry_of_a_day_counts_what_is_not_done_and_rings_for_it() -> None:
    [event] = events(made(tracked(due_on(19, 19, 19), {1: {"status": "done"}})))
    assert event.summary.value.startswith("2 việc đến hạn")
    assert "1. Đã xong: Việc 1." in event.description.value
    assert hasattr(event, "valarm")


def test_the_order_to_report_and_the_common_report_day_are_one_entry() -> None:
    letter = due_on(25, report_due=day(2024, 3, 25))
    letter.tasks[0].kind = "report"
    [event] = events(made(tracked(letter)))
    assert event.summary.value == "Việc 1."


def test_an_extended_task_moves_alone() -> None:
    letter = due_on(19, 19)
    before = {event.uid.value for event in events(made(tracked(letter)))}
    after = events(made(tracked(letter, {1: {"extended_to": date(2024, 5, 2)}})))
    assert {event.dtstart.value: event.uid.value in before for event in after} == {
        date(2024, 3, 19): False,
        date(2024, 5, 2): True,
    }


def recurring(text: str, rule: str, time: str | None = None) -> Deadline:
    return Deadline(text=text, rrule=rule, time=time, type="recurring")


def test_a_recurring_report_has_its_rule_from_its_first_day() -> None:
    due = recurring("chậm nhất ngày 20 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=20")
    [event] = events(made(with_deadline(due)))
    assert event.rrule.value == "FREQ=MONTHLY;UNTIL=20241231;BYMONTHDAY=20"
    assert event.dtstart.value == date(2024, 3, 20)
    assert [d.date() for d in event.rruleset[:3]] == [date(2024, 3, 20), date(2024, 4, 20), date(2024, 5, 20)]
    assert event.valarm.trigger.value == timedelta(days=-3, hours=8)


@pytest.mark.parametrize(
    ("rule", "end", "last"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=20", None, date(2024, 12, 20)),  # the year of the letter
        ("FREQ=MONTHLY;BYMONTHDAY=20", date(2024, 6, 30), date(2024, 6, 20)),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15", None, date(2025, 1, 15)),  # once at least
        ("FREQ=MONTHLY;BYMONTHDAY=20;COUNT=3", date(2024, 3, 30), date(2024, 5, 20)),  # what the letter says
    ],
)
def test_what_comes_back_ends(rule: str, end: date | None, last: date) -> None:
    tasks = with_deadline(recurring("x", rule))
    [event] = events(calendar_of([tasks[0].letter], tasks, NOW, repeat_until=end))
    assert list(event.rruleset)[-1].date() == last


def test_what_comes_back_at_an_hour_ends_at_a_moment_in_utc() -> None:
    content = made(with_deadline(recurring("trước 16 giờ hằng ngày", "FREQ=DAILY", "16:00"))).content
    assert b"UNTIL=20241231T165959Z" in content


def test_before_a_recurring_day_is_said_in_the_title() -> None:
    [event] = events(made(with_deadline(recurring("trước ngày 20 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=20"))))
    assert event.summary.value.startswith("(Trước ngày này) ")


def test_several_rules_are_several_entries() -> None:
    rules = "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15 | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"
    found = events(made(with_deadline(recurring("15/6 và 15/12 hằng năm", rules))))
    assert [event.dtstart.value for event in found] == [date(2024, 6, 15), date(2024, 12, 15)]


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY", "FREQ=YEARLY;INTERVAL=1"])
def test_a_rhythm_without_a_day_is_told_not_guessed(rule: str) -> None:
    calendar = made(with_deadline(recurring("hằng quý", rule)))
    assert (calendar.entries, events(calendar)) == (0, [])
    assert "hằng quý" in calendar.without_day[0]


def test_an_extension_moves_the_entry() -> None:
    [event] = events(made(with_deadline(day(2024, 3, 19), extended_to=date(2024, 5, 2))))
    assert event.dtstart.value == date(2024, 5, 2)
    assert "gia hạn (văn bản ghi: trước ngày nào đó)" in event.description.value


@pytest.mark.parametrize(
    ("status", "stands", "title"),
    [
        ("done", "CONFIRMED", "Đã xong: "),
        ("paused", "CONFIRMED", "Tạm dừng: "),
        ("withdrawn", "CANCELLED", "Đã dừng: "),
    ],
)
def test_what_is_over_rings_no_more(status: str, stands: str, title: str) -> None:
    [event] = events(made(with_deadline(day(2024, 3, 19), status=status)))
    assert event.status.value == stands
    assert event.summary.value.startswith(title)
    assert not hasattr(event, "valarm")


def reported(**changes: Any) -> Letter:
    tasks = [task(n, f"Việc {n}.", [office("Phòng A")]) for n in (1, 2)]
    return water_letter(tasks=tasks, report_due=day(2024, 3, 25), **changes)


def test_a_common_report_deadline_is_one_entry_for_the_letter() -> None:
    [event] = events(made(tracked(reported())))
    assert event.summary.value == "Báo cáo kết quả thực hiện Công văn số 07/UBND-KT&HT"


def test_it_goes_when_all_its_tasks_are_done() -> None:
    over = {1: {"status": "done"}, 2: {"status": "done"}}
    assert events(made(tracked(reported(), over))) == []


def test_a_meeting_has_its_hours_and_place() -> None:
    [event] = events(calendar_of([registered(invitation())], [], NOW))
    assert event.dtstart.value.astimezone(UTC) == datetime(2024, 3, 14, 1, 30, tzinfo=UTC)
    assert event.dtend.value.astimezone(UTC) == datetime(2024, 3, 14, 4, 0, tzinfo=UTC)
    assert event.location.value == "Phòng họp tầng 3"
    assert event.transp.value == "OPAQUE"


def test_lines_are_folded_at_75_octets_and_end_as_the_standard_wants() -> None:
    content = made(with_deadline(day(2024, 3, 19))).content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_doubtful_deadline_is_marked_with_its_reason() -> None:
    tasks = with_deadline(day(2024, 3, 19))
    tasks[0].letter.letter.doubts = [Doubt(field="tasks[0].deadline", code="x", message="ngày mờ")]
    [event] = events(made(tasks))
    assert event.summary.value.startswith("(?) Báo cáo")
    assert "Cần kiểm tra: ngày mờ" in event.description.value


@pytest.mark.parametrize(
    ("time", "before"), [(None, timedelta(hours=8)), ("16:30", timedelta(hours=-8, minutes=-30))]
)
def test_what_is_due_every_day_rings_that_morning(time: str | None, before: timedelta) -> None:
    [event] = events(made(with_deadline(recurring("hằng ngày", "FREQ=DAILY", time))))
    assert event.valarm.trigger.value == before
