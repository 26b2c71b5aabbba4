"""The Jinja environment of templates: no way to Python, no markup from values, no growth without end."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from typing import Any, NoReturn

from jinja2 import StrictUndefined
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

Filters = Mapping[str, Callable[..., str]]
# The largest value that one multiplication or power may make, in letters or items, or in bits of a number: a long
# letter has a hundred thousand letters, and no draft reckons with numbers of a thousand digits.
_MOST_ITEMS, _MOST_BITS = 1_000_000, 4_000
_PIECE = 50  # bytes that Python takes for the shortest text: many small pieces fill memory, too


class TooMuch(Exception):
    """A template makes more than a draft may hold."""


class Sandbox(ImmutableSandboxedEnvironment):
    """A class because Jinja asks its environment what an operator does and how the pieces of a text are joined.

    `source` is the text that was compiled last, for telling where in it a mistake stands. `room` is how many
    letters may still be written.
    """

    intercepted_binops = frozenset(("*", "**"))

    def __init__(self, filters: Filters, room: float = float("inf")) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.filters.update(filters)
        del self.filters["safe"]  # a value is never markup
        self.source, self.room = "", room
        self.concat = self._joined  # type: ignore[method-assign]

    def from_string(self, source: Any, *more: Any, **named: Any) -> Any:
        self.source = source
        return super().from_string(source, *more, **named)

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Jinja would put lines of the template into the traceback; template_faults.py finds them by itself."""
        raise  # Jinja calls this while it handles one

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiplication and power, unless what comes out is too large. Raises TooMuch."""
        size = _power_bits(left, right) if operator == "**" else _product_share(left, right)
        if size > 1:
            raise TooMuch
        return super().call_binop(context, operator, left, right)

    def _joined(self, pieces: Iterable[str]) -> str:
        """The pieces as one text. Raises TooMuch, in the template that makes them, once there is no room."""
        if not isinstance(pieces, Generator):  # a macro or block, which the whole holds again
            return "".join(pieces)
        kept: list[str] = []
        room = self.room
        for piece in pieces:
            room -= len(piece) + _PIECE
            if room < 0:
                pieces.throw(TooMuch())
            kept.append(piece)
        self.room = room
        return "".join(kept)


def _power_bits(left: object, right: object) -> float:
    """How large a power comes out, as a share of what is allowed."""
    if isinstance(left, int) and isinstance(right, int):
        return left.bit_length() * right / _MOST_BITS
    return 0


def _product_share(left: object, right: object) -> float:
    """How large a product comes out, as a share of what is allowed."""
    if isinstance(left, int) and isinstance(right, int):
        return (left.bit_length() + right.bit_length()) / _MOST_BITS
    for many, times in ((left, right), (right, left)):
        if isinstance(many, str | list | tuple) and isinstance(times, int):
            return len(many) * times / _MOST_ITEMS
    return 0
