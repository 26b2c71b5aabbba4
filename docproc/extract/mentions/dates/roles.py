"""What an expression of time is for, from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from docproc.extract.mentions.dates.days import Days
from docproc.extract.mentions.dates.grammar import Expression
from docproc.extract.mentions.rules.dates import Bounds, Dates, Left, PlainExpression, Right
from docproc.rules import load

_SINGLE = {"absolute", "day_word", "week_day", "edge", "hour", "unreadable"}
_PARTS = {"half", "some_days", "decade", "week_of", "unnamed"}
_SHORT_PERIODS = {"month", "months", "quarter", "part_of_year", "near"} | _PARTS
_PERIODS = _SHORT_PERIODS | {"year", "years", "until_year", "school_year", "range"}


def _left() -> Left:
    return load(Dates).left


def _right() -> Right:
    return load(Dates).right


def _bounds() -> Bounds:
    return load(Dates).bounds


@dataclass(frozen=True, slots=True)
class DateRole:
    """The role of an expression and where the mention begins, its cue included.

    For deadlines `inclusive` tells whether the day named is still in time, `by_start` whether a period
    counts from its first day.
    """

    role: str
    start: int
    inclusive: bool | None = None
    by_start: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """An expression in its text.

    `left` runs from the beginning of the sentence, `near` is the part of it after the last mention,
    `right` what follows, `opening` the text from its beginning, None where that is far away. `quoted`: it
    stands between quotation marks.
    """

    expression: Expression
    left: str
    near: str
    right: str
    opening: str | None
    quoted: bool

    @property
    def start(self) -> int:
        return self.expression.start

    def left_match(self, rule: PlainExpression) -> re.Match[str] | None:
        """The match of a left pattern in the sentence."""
        return rule.regex.search(self.left)

    def near_match(self, rule: PlainExpression) -> re.Match[str] | None:
        """The match of a left pattern that lies wholly after the last mention."""
        return rule.regex.search(self.near)

    def right_match(self, rule: PlainExpression) -> re.Match[str] | None:
        """The match of a right pattern."""
        return rule.regex.search(self.right)

    def opening_match(self, rule: PlainExpression) -> re.Match[str] | None:
        """The match of a left pattern in the text from its beginning."""
        return rule.regex.search(self.opening) if self.opening is not None else None

    def position(self, offset_in_near: int) -> int:
        """The place in the text of a place in `near`."""
        return self.start - len(self.near) + offset_in_near


def place_of(expression: Expression, text: str, last_end: int, quoted: bool) -> Context:
    """The surroundings of an expression in normalised text.

    `last_end`: where the last mention ended; `quoted`: whether a quotation is open before it.
    """
    reach = load(Dates).context_reach
    left = text[max(0, expression.start - reach) : expression.start]
    ends = [match.end() for match in _bounds().sentence.regex.finditer(left)]
    left = left[ends[-1] :] if ends else left
    near = text[max(last_end, expression.start - len(left)) : expression.start]
    right = text[expression.end : expression.end + reach]
    opening = text[: expression.start] if expression.start <= load(Dates).opening_reach else None
    return Context(expression, left, near, right, opening, quoted)


def _cue_start(place: Context, match: re.Match[str]) -> int:
    start = match.start("cue") if "cue" in match.groupdict() and match["cue"] is not None else match.start()
    offset = place.position(start)
    skipped = re.match(r"[\s:(,]*", place.near[start:])
    return offset + (skipped.end() if skipped else 0)


def _in_the_past(days: Days, issued: date | None) -> bool:
    return issued is not None and days.last is not None and not days.inferred and days.last < issued


def _tells_a_story(place: Context, days: Days, issued: date | None, cue: re.Match[str]) -> bool:
    """Whether the day is long before the letter and nobody is told to do a thing by it.

    As in "đất được giao trước ngày 15/10/1993".
    """
    limit = timedelta(days=load(Dates).past_days)
    if issued is None or days.last is None or days.last >= issued - limit:
        return False
    before = place.near[: cue.start()]
    if _left().story.regex.search(before):
        return True
    return not _left().told.regex.search(before)


def _is_condition(place: Context) -> bool:
    """As in "có mặt trước 07h30 ngày D", "được giao trước ngày D thì …"."""
    return bool(place.left_match(_left().presence) or place.right_match(_right().condition))


def _is_named_to_its_end(place: Context, cue: re.Match[str]) -> bool:
    """As in "trước khi hết giờ làm việc ngày D", "trước khi kết thúc quý II": what is named is still in time."""
    e = place.expression
    if "clock" in e.parts or "clock2" in e.parts:
        return False
    words = e.text.partition(e.parts["date"])[0] if "date" in e.parts else ""
    return bool(_bounds().end_named.regex.search(f"{cue.group()} {words}"))


def _strong(place: Context, days: Days, issued: date | None) -> DateRole | None:
    """A deadline by a cue right before the day: trước, chậm nhất, hạn cuối, đến hết ngày."""
    kind = place.expression.kind
    if kind == "hour" and place.left_match(_left().rhythm):
        return None
    if kind in ("years", "until_year") or place.expression.text.startswith(("từ ", "kể từ ")):
        return None
    if match := place.near_match(_left().before):
        if _tells_a_story(place, days, issued, match) or _is_condition(place):
            return None
        finishing = _left().finish.regex.search(place.near[: match.start()])
        if kind in ("year", "school_year") and not finishing:
            return None
        in_time = _is_named_to_its_end(place, match)
        return DateRole("deadline", _cue_start(place, match), inclusive=in_time, by_start=not in_time)
    if match := place.near_match(_left().at_latest):
        if _is_fraction(place.expression) and _bounds().measure.regex.search(place.near):
            return None
        if place.left_match(_left().extended):
            return None
        return DateRole("deadline", _cue_start(place, match), inclusive=True)
    if (match := place.near_match(_left().sent_at)) and not _in_the_past(days, issued):
        return DateRole("deadline", _cue_start(place, match), inclusive=True)
    return None


def _until_end(place: Context, days: Days, issued: date | None) -> DateRole | None:
    """By "đến hết ngày D", unless it ends something that lasts; of longer periods only with a verb."""
    match = place.near_match(_left().until_end)
    if not match or place.expression.kind in ("range", "years") or place.right_match(_right().condition):
        return None
    if _tells_a_story(place, days, issued, match):
        return None
    before = place.left[: len(place.left) - len(place.near) + match.start()]
    if _left().lasting.regex.search(before):
        return None
    finishing = _left().finish.regex.search(before)
    if place.expression.kind not in _SINGLE and not finishing:
        return None
    return DateRole("deadline", _cue_start(place, match), inclusive=True)


def _label(place: Context) -> DateRole | None:
    """By a label: "Thời hạn hoàn thành: D", "thời gian nộp hồ sơ là D"."""
    kind = place.expression.kind
    if kind not in _SINGLE | _SHORT_PERIODS | {"year", "range"}:
        return None
    match = place.near_match(_left().label if kind in _SINGLE else _left().label_period)
    return DateRole("deadline", _cue_start(place, match), inclusive=True) if match else None


def _completed(place: Context, days: Days, issued: date | None) -> DateRole | None:
    """A verb of completing or sending in the clause governs "trong D", "vào D", "đến D".

    A month of "lập dự toán từng năm, trình Hội đồng trong tháng 11" comes every year.
    """
    e = place.expression
    if e.kind == "day_word" and "same" not in e.parts and (match := place.near_match(_left().within_day)):
        return DateRole("deadline", _cue_start(place, match), inclusive=True)
    if e.kind not in _SINGLE | _SHORT_PERIODS | {"year"} or _in_the_past(days, issued):
        return None
    match = place.near_match(_left().connector)
    if match:
        before = place.left[: len(place.left) - len(place.near) + match.start()]
        finish, send = _left().finish, _left().send
        verbs = (finish,) if e.kind == "year" or e.text == "năm" else (finish, send)
        until = match.group().strip().startswith(("đến", "tới"))
        lasts = until and (e.kind == "year" or _bounds().since.regex.search(place.left))
        again = e.kind in _SHORT_PERIODS and "y" not in e.parts and place.left_match(_left().rhythm)
        if not (lasts or again) and any(verb.regex.search(before) for verb in verbs):
            return DateRole("deadline", _cue_start(place, match), inclusive=True)
    elif (e.kind != "year" or "point" in e.parts) and place.left_match(_left().finish_adjacent):
        return DateRole("deadline", place.start, inclusive=True)
    return None


def _by_right_words(place: Context) -> DateRole | None:
    """By what follows: "Ngày 15/9 là hạn cuối", "đến ngày 30/9 phải hoàn thành"."""
    if place.right_match(_right().is_the_limit):
        return DateRole("deadline", place.start, inclusive=True)
    until = _bounds().until.regex.search(place.near)
    if until and place.expression.kind != "year" and place.right_match(_right().must_be_done):
        return DateRole("deadline", _cue_start(place, until), inclusive=True)
    return None


def _cell(place: Context, days: Days, issued: date | None) -> DateRole | None:
    """A passage that is nothing but the time: a cell of a table column such as "Thời gian hoàn thành"."""
    e = place.expression
    match = place.opening_match(_left().cell_start)
    if not match or not place.right_match(_right().cell_end) or e.kind not in _SINGLE | _SHORT_PERIODS | {"year"}:
        return None
    if _bounds().schedule.regex.search(e.text):
        return None
    cue = match["cue"]
    if days.last is None and not days.doubts:
        return None
    if not cue and (e.kind == "year" or (issued is None and _ambiguous_alone(e))):
        return None
    if issued is not None and days.last is not None and days.last <= issued:
        return None
    return DateRole("deadline", match.start("cue") if cue else e.start, inclusive=True)


def _ambiguous_alone(e: Expression) -> bool:
    """Without an issue date to compare: "8 tháng đầu năm 2023", or the date line of the letterhead."""
    return e.kind == "part_of_year" or (e.kind == "absolute" and "tháng" in e.text)


def _deadline(place: Context, days: Days, issued: date | None) -> DateRole | None:
    return (
        _until_end(place, days, issued)
        or _label(place)
        or _completed(place, days, issued)
        or _by_right_words(place)
        or _cell(place, days, issued)
    )


def _effective(place: Context) -> bool:
    return place.expression.kind not in ("range", "years", "part_of_year") and bool(
        place.left_match(_left().effective)
    )


def _of_a_day(place: Context, days: Days, issued: date | None) -> str:
    """The role of a day that is no deadline."""
    e = place.expression
    if place.left_match(_left().holiday):
        return "other"
    if place.left_match(_left().event) or "clock" in e.parts or "clock2" in e.parts:
        return "event"
    of_issue = days.first is not None and days.first == issued
    if "tháng" in e.text and (of_issue or place.opening_match(_left().place)):
        return "issue"
    return "citation" if place.left_match(_left().citation_loose) else "narrative"


def _early_role(place: Context) -> str | None:
    """Roles that are looked at before a weak deadline."""
    kind = place.expression.kind
    if kind == "absolute" and place.left_match(_left().citation):
        return "citation"
    if place.left_match(_left().from_now):
        return "period"
    if _effective(place):
        return "effective_from"
    if kind not in ("range", "years") and place.left_match(_left().cutoff):
        return "cutoff"
    if kind == "range":
        return _of_a_range(place)
    return None


def _of_a_range(place: Context) -> str:
    if place.left_match(_left().holiday):
        return "other"
    return "event" if place.left_match(_left().event) or "clock" in place.expression.parts else "period"


def _window(place: Context, days: Days, issued: date | None) -> DateRole | None:
    """A time in which papers are handed in: its end is a deadline.

    "Thời gian nộp hồ sơ: từ ngày A đến ngày B", "gửi về Sở từ nay đến hết ngày D".
    """
    if place.expression.kind == "range":
        handed_in = place.near_match(_left().handed_in) and not _in_the_past(days, issued)
        return _label(place) or (DateRole("deadline", place.start, inclusive=True) if handed_in else None)
    match = place.near_match(_left().from_now)
    if match is None or place.expression.kind not in _SINGLE | _SHORT_PERIODS:
        return None
    before = place.left[: len(place.left) - len(place.near) + match.start()]
    governed = any(verb.regex.search(before) for verb in (_left().finish, _left().send))
    return DateRole("deadline", _cue_start(place, match), inclusive=True) if governed else None


def _continued(place: Context, previous: DateRole | None) -> DateRole | None:
    """In "trước ngày 15/6 và 15/12/2023" the second day is a deadline like the first.

    Behind a comma only the bare day is: "trước ngày 15/6, ngày 20/6 họp" goes on with something else.
    """
    e = place.expression
    if previous is None or e.kind != "absolute" or not _bounds().joined.regex.search(place.near):
        return None
    if "," in place.near and not e.text.startswith(e.parts["date"]):
        return None
    return replace(previous, start=place.start)


def role_of(place: Context, days: Days, issued: date | None, previous: DateRole | None = None) -> DateRole | None:
    """The role of an expression of the calendar; None when it should be dropped.

    `previous` is the reading of the last mention if that was a deadline on a day.
    A strong cue (trước, chậm nhất …) decides at once. Then, as in the order of tests of the domain:
    citation, effective date, cut-off, period, weaker deadlines, event, and what is left is narrative.
    """
    e = place.expression
    if e.kind == "stamp":
        return DateRole("other", place.start)
    if strong := _strong(place, days, issued) or _continued(place, previous):
        return strong
    if _is_fraction(e) and (days.last is None or "/" not in e.parts["date"]):
        return None
    if window := _window(place, days, issued):
        return window
    if role := _early_role(place):
        return DateRole(role, place.start)
    event_now = e.kind == "absolute" and place.left_match(_left().event) is not None
    if not event_now and (weak := _deadline(place, days, issued)):
        return weak
    if e.kind in _PERIODS:
        return None if e.cue_needed else DateRole("period", place.start)
    if e.cue_needed:
        return None
    role = _of_a_day(place, days, issued)
    return None if _is_fraction(e) and role in ("narrative", "citation") else DateRole(role, place.start)


def _is_fraction(e: Expression) -> bool:
    """Two bare numbers such as 20/10, 3/4, 06-36, which need not be a day at all."""
    return (
        e.kind == "absolute"
        and "tháng" not in e.text
        and "word" not in e.parts
        and len(re.findall(r"\d+", e.parts["date"])) == 2
    )


def recurring_deadline(place: Context) -> DateRole | None:
    """A cue right before a rhythm: "trước ngày 20 hằng tháng", "chậm nhất thứ Năm hằng tuần"."""
    for cue in (_left().before, _left().at_latest, _left().label):
        if match := place.near_match(cue):
            return DateRole("deadline", _cue_start(place, match))
    return None


def _is_told_behind(place: Context, cue: str) -> bool:
    """As in "Trong thời hạn 07 ngày kể từ ngày kết thúc đợt kiểm tra, các xã báo cáo …"."""
    if place.expression.kind != "relative" or place.quoted:  # of a law: the letter tells it to nobody
        return False
    allowed = _bounds().allowed_time.regex.search(f"{place.near}{cue}")
    return bool(allowed and place.right_match(_right().told_after))


def relative_deadline(place: Context) -> DateRole | None:
    """Whether a count of days is a deadline: by its own cue, and for loose ones by a verb in the clause."""
    e = place.expression
    cue = e.parts.get("cue", "")
    if _left().effect_word.regex.search(place.left):
        return None
    if not cue and not (place.near_match(_left().before) or place.near_match(_left().at_latest)):
        return None
    firm = "nhất" in cue or "issue" in e.parts or "received" in e.parts
    if firm or _left().task_verb.regex.search(place.left) or _is_told_behind(place, cue):
        return DateRole("deadline", place.start, inclusive=True)
    return None
