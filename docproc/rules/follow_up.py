"""States of tasks, their words and colours, and which tasks have no end."""

from __future__ import annotations

from typing import Literal

from docproc.rules import Checked, Expression, Expressions, Rules

Status = Literal["open", "running", "done", "paused", "withdrawn", "archived"]
"""Chưa thực hiện, đang thực hiện, đã hoàn thành, tạm dừng, xin rút; lưu trữ, không theo dõi."""
Timing = Literal["in_time", "near", "overdue", "done_in_time", "done_late", "none"]


class Lasting(Checked):
    """Tasks without a last day: by their kind, else by words, for text in small letters; `once` tells others."""

    kinds: tuple[Literal["action", "report", "attend", "prohibition", "continuing"], ...]
    words: Expressions
    once: Expression


class StateColour(Checked):
    """The colour (RRGGBB) of a state that holds a text."""

    text: str
    fill: str


class FollowUp(Rules):
    """models/follow_up.toml: when a day is near, what has no end, words and colours of states."""

    file = "follow_up"
    near_days: int
    lasting: Lasting
    states: dict[Status, str]
    typed: dict[Status, tuple[str, ...]]
    timings: dict[Timing, str]
    colour: tuple[StateColour, ...]
