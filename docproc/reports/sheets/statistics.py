"""How many tasks were given, done in time, done late, run, are overdue: by month and by office, with a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.series import SeriesLabel

from docproc.records import TrackedTask
from docproc.reports.names.office_names import key_of
from docproc.reports.sheets.sheet import FIRST_ROW, TITLES_ROW, Column, Head, Value, write_sheet
from docproc.reports.tasks.standing import Standing, assignees
from docproc.reports.wording.phrases import upper_first

# How a task counts, with the colour of its part of a bar.
GROUPS = {
    "done_in_time": "70AD47",
    "done_late": "ED7D31",
    "done": "A5A5A5",
    "running": "5B9BD5",
    "overdue": "C00000",
    "stopped": "D9D9D9",
}
_COUNTS = (
    Column("Được giao", 11, "number"),
    Column("Hoàn thành đúng hạn", 13, "number"),
    Column("Hoàn thành quá hạn", 13, "number"),
    Column("Hoàn thành, không rõ hạn", 13, "number"),
    Column("Đang thực hiện", 12, "number"),
    Column("Quá hạn chưa xong", 12, "number"),
    Column("Tạm dừng, xin rút", 12, "number"),
)
_CHART_HEIGHT, _CHART_WIDTH = 10.0, 24.0  # cm
_MOST_BARS = 15
_UNKNOWN_MONTH, _NOBODY = "Không rõ", "Chưa giao"


@dataclass(slots=True)
class Statistics:
    """Counts by month (`2024-03`, empty when not known) and by who answers for the task.

    A task of several offices counts for each of them, but once in its month. An office has the spelling
    that came first.
    """

    months: dict[str, Counter[str]] = field(default_factory=dict)
    offices: dict[str, Counter[str]] = field(default_factory=dict)
    _spelling: dict[str, str] = field(default_factory=dict)

    def add(self, tracked: TrackedTask, found: Standing) -> None:
        """Count one task as it stands."""
        group = _group(tracked, found)
        day = tracked.letter.day
        self.months.setdefault(day.strftime("%Y-%m") if day else "", Counter())[group] += 1
        for key, name in {key_of(name): name for name in assignees(tracked) or [_NOBODY]}.items():
            name = self._spelling.setdefault(key, upper_first(name))
            self.offices.setdefault(name, Counter())[group] += 1


def _group(tracked: TrackedTask, found: Standing) -> str:
    if tracked.status == "done":
        return found.timing if found.timing != "none" else "done"
    if tracked.status in ("paused", "withdrawn", "archived"):
        return "stopped"
    return "overdue" if found.timing == "overdue" else "running"


def write_statistics(book: Any, counted: Statistics, head: Head) -> None:
    """Add the sheets “Thống kê tháng” and “Thống kê đơn vị”, each with a stacked chart below its table."""
    months = [(_month(key), counts) for key, counts in sorted(counted.months.items())]
    offices = sorted(counted.offices.items(), key=lambda item: (-item[1].total(), item[0]))
    note = "Nhiệm vụ giao nhiều đơn vị được tính cho từng đơn vị"
    for name, first, table, subtitle in (
        ("Thống kê tháng", Column("Tháng", 14, "centre"), months, head.subtitle),
        ("Thống kê đơn vị", Column("Đơn vị", 40), offices, f"{head.subtitle}. {note}"),
    ):
        sheet_head = Head(head.office, f"{head.title} THEO {first.title.upper()}", subtitle)
        sheet = write_sheet(book, name, sheet_head, (first, *_COUNTS), _rows(table), one_page=True)
        _add_chart(sheet, len(table), bars="bar" if table is offices else "col")


def _month(key: str) -> str:
    return f"{key[5:]}/{key[:4]}" if key else _UNKNOWN_MONTH


def _rows(table: list[tuple[str, Counter[str]]]) -> Iterator[list[Value]]:
    for name, counts in table:
        yield [name, counts.total(), *(counts[group] for group in GROUPS)]


def _add_chart(sheet: Any, rows: int, bars: str) -> None:
    """A bar for each of the first rows, stacked from the groups; its length is the total."""
    if not rows:
        return
    first, last = FIRST_ROW, FIRST_ROW - 1 + min(rows, _MOST_BARS)
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = bars, "stacked", 100, 60
    chart.height, chart.width = _CHART_HEIGHT, _CHART_WIDTH
    for column, colour in enumerate(GROUPS.values(), start=3):
        chart.add_data(Reference(sheet, min_col=column, min_row=first, max_row=last))
        series = chart.series[-1]
        series.tx = SeriesLabel(strRef=StrRef(str(Reference(sheet, min_col=column, min_row=TITLES_ROW))))
        series.graphicalProperties.solidFill = colour
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    if bars == "bar":
        chart.x_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
    sheet.add_chart(chart, f"A{FIRST_ROW + 1 + rows}")
