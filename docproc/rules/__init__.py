r"""Rule files (`models/NAME.toml`) as checked data: each has a class, in `rules/` of the room it belongs to.

An expression stands in its file with what it must find and what it must not, so that one sees what it is for:

    [motto]
    patterns = ['c.ng h.a xa h.i', 't. do\W+h.nh ph.c']
    finds = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    not = ["tự do đi lại"]

`tests/test_rules.py` tries them, with `search`, on the text as the expression sees it: as printed, or folded
(lower case, no marks). The modules beside this one are the classes of rule files that plain modules read.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cached_property
from typing import Any, ClassVar, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from docproc import resources
from docproc.edited import edited_toml
from docproc.errors import DocprocError
from docproc.messages import _, mark
from docproc.wrong_values import wrong_value


class RulesFault(DocprocError):
    """A rule file that is not as docproc needs it."""

    reason = mark("this rule file is wrong: {detail}")
    remedy = mark("Correct it, or install docproc again.")


class Checked(BaseModel):
    """A table of a rule file: keys that are not known are refused, nothing is changed after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Rules(Checked):
    """A whole rule file; `file` is its name in models/ without the ending."""

    file: ClassVar[str]


class Expression(Checked):
    """A regular expression (Python `re`) for text as printed, with examples of what it finds and what not."""

    pattern: str
    finds: tuple[str, ...] = Field(min_length=1)
    refuses: tuple[str, ...] = Field(default=(), alias="not")

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        return _compiling(pattern)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled."""
        return re.compile(self.pattern)


class FoldedExpression(Expression):
    """The same for folded text (docproc.language.normalise.fold); the examples are not folded."""


class Expressions(Checked):
    """Several ways to write one thing, for text as printed; each finds an example that no other finds."""

    patterns: tuple[str, ...] = Field(min_length=1)
    finds: tuple[str, ...] = Field(min_length=1)
    refuses: tuple[str, ...] = Field(default=(), alias="not")

    @field_validator("patterns")
    @classmethod
    def _compile(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_compiling(pattern) for pattern in patterns)

    @cached_property
    def regexes(self) -> tuple[re.Pattern[str], ...]:
        """Each of them, compiled, in the order of the file."""
        return tuple(re.compile(pattern) for pattern in self.patterns)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Any of them, the first that fits at a place. Their groups must not share names."""
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.patterns))


class FoldedExpressions(Expressions):
    """The same for folded text; the examples are not folded."""


R = TypeVar("R", bound=Rules)
_LOADED: dict[type[Rules], Rules] = {}


def load(kind: type[R]) -> R:
    """The rule file of this class, read and checked once. Raises RulesFault."""
    if kind not in _LOADED:
        _LOADED[kind] = read_rules(kind)
    return _LOADED[kind]  # type: ignore[return-value]


def read_rules(kind: type[R]) -> R:
    """The rule file of this class, read anew.

    Raises RulesFault for one that is not there, is no TOML in UTF-8, or has keys that are not known, lacks some,
    or holds values of another kind.
    """
    path = resources.models_dir() / f"{kind.file}.toml"
    try:
        return kind.model_validate(edited_toml(path))
    except ValidationError as error:
        raise RulesFault(path, detail=_told(kind, error)) from error
    except (OSError, ValueError) as error:  # not there; no UTF-8, no TOML
        raise RulesFault(path, detail=str(error)) from error


def _compiling(pattern: str) -> str:
    """The pattern itself. Raises ValueError when Python cannot compile it."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(_("this is no regular expression: {pattern}", pattern=pattern)) from error
    return pattern


def _told(kind: type[Rules], error: ValidationError) -> str:
    """What is wrong; a key that is not known first, with the one that may be meant: that one is missing, too."""
    for found in error.errors(include_url=False, include_input=False):
        if found["type"] == "extra_forbidden":
            near = get_close_matches(str(found["loc"][-1]), _keys(kind), n=1)
            hint = _("; did you mean {key}?", key=near[0]) if near else ""
            return _("{place} is not known", place=".".join(map(str, found["loc"]))) + hint
    return wrong_value(error)


def _keys(kind: type[BaseModel]) -> set[str]:
    """All keys of a table and of the tables in it."""
    keys: set[str] = set()
    for name, field in kind.model_fields.items():
        keys.add(field.alias or name)
        for inner in _tables_in(field.annotation):
            keys |= _keys(inner)
    return keys


def _tables_in(annotation: Any) -> list[type[BaseModel]]:
    """The classes of tables that a type is made of: `dict[str, tuple[Cut, ...]]` holds `Cut`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [table for part in get_args(annotation) for table in _tables_in(part)]
