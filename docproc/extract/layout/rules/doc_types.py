"""The types of documents, and how their titles and the trích yếu below them are known."""

from __future__ import annotations

from functools import cached_property

from docproc.rules import Checked, Rules


class Title(Checked):
    """When a line is a title."""

    similarity: int
    shortest: int
    longest: int
    most_words: int
    middle: float


class Subject(Checked):
    """When a line belongs to a trích yếu."""

    centred: float
    inside: float
    clear: float
    fewest_words: int
    longest_line: int
    most_lines: int


class DocType(Checked):
    """A type: its name, its abbreviation in a symbol, and whether the name is printed as a title."""

    name: str
    abbr: str | None = None
    title: bool = True


class DocTypes(Rules):
    """models/doc_types.toml."""

    file = "doc_types"
    title: Title
    subject: Subject
    type: tuple[DocType, ...]

    @cached_property
    def by_abbreviation(self) -> dict[str, str]:
        """Abbreviation → name of those that have one."""
        return {kind.abbr: kind.name for kind in self.type if kind.abbr}
