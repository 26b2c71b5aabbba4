"""Whole numbers in texts from outside: a text that looks like a number need not be one."""

from __future__ import annotations

_MOST_DIGITS = 100  # no number in a letter or on a command line has more; Python refuses to read 4300 and more


def whole_number(text: str) -> int | None:
    """The number that a text of digits stands for, in whatever script; None for everything else.

    `str.isdigit` is no test for this: it holds for `²` and `①`, which `int` refuses (Unicode 4.6: their
    numeric type is Digit, not Decimal).
    """
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None
