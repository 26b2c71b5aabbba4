"""Expressions with a list of words in them, which stands in the rule file one word a line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from docproc.language.normalise import fold
from docproc.rules import Expressions, FoldedExpressions


class WithWords(Expressions):
    """Expressions for text as printed in which `{words}` stands for any of the `words`."""

    words: tuple[str, ...]

    @cached_property
    def regexes(self) -> tuple[re.Pattern[str], ...]:
        """Each of them with the words put in, compiled."""
        return _filled(self.patterns, map(re.escape, self.words))

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Any of them."""
        return _any(self.regexes)


class FoldedWithWords(FoldedExpressions):
    """The same for folded text; the words stand in the file as printed."""

    words: tuple[str, ...]

    @cached_property
    def regexes(self) -> tuple[re.Pattern[str], ...]:
        """Each of them with the words put in, compiled."""
        return _filled(self.patterns, (re.escape(fold(word)) for word in self.words))

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Any of them."""
        return _any(self.regexes)


def _filled(patterns: Iterable[str], words: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    one_of = f"(?:{'|'.join(words)})"
    return tuple(re.compile(pattern.replace("{words}", one_of)) for pattern in patterns)


def _any(regexes: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{regex.pattern})" for regex in regexes))
