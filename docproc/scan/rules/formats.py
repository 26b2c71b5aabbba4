"""What files that are not letters look like, and how text and Word files are told from them."""

from __future__ import annotations

from typing import Literal

from docproc.measures import Share
from docproc.rules import Checked, Expression, Expressions, Rules

Kind = Literal[
    "picture",
    "zip",
    "ole",
    "written",
    "packed",
    "mail",
    "signed",
    "office",
    "locked",
    "table",
    "web",
    "data",
    "other_picture",
    "recording",
    "program",
]
"""What decides what becomes of a file and what the clerk is told: docproc/scan/kinds.py."""


class Named(Checked):
    """A format: its name as people call it, and its kind."""

    name: str
    kind: Kind


class Signature(Named):
    """The bytes (as latin-1) that stand at a place of a file (from 0), and others that must stand at another."""

    begins: str
    at: int = 0
    then: str = ""
    then_at: int = 0

    @property
    def parts(self) -> tuple[tuple[int, bytes], ...]:
        """The places with what must stand there."""
        return (self.at, self.begins.encode("latin-1")), (self.then_at, self.then.encode("latin-1"))


class Package(Named):
    """What one of these content types or the first file of a ZIP says."""

    holds: tuple[str, ...]


class Storage(Named):
    """A stream or storage at the top of an OLE file."""

    stream: str


class Text(Named):
    """A text that begins so; blank lines and the byte order mark before it left out."""

    begins: Expression


class Mail(Checked):
    """Names of fields: so many known ones, and one that is telling, in the first lines are the head of a mail."""

    names: tuple[str, ...]
    telling: tuple[str, ...]
    least: int
    lines: int
    web: Expressions
    """What tells a saved page from a mail."""


class Csv(Checked):
    """When rows are a table: so many, with the same number of cells, their separators set tight."""

    separators: tuple[str, ...]
    rows: int
    share: Share
    tight: Share
    looked_at: int
    """Rows."""


class Log(Checked):
    """When rows are a log: so many, and so large a share, begin like a line of one."""

    line: Expressions
    rows: int
    share: Share


class Control(Checked):
    """When bytes are text: control characters at most, zero halves at least, both as shares."""

    share: Share
    utf16_zeros: Share


class Word(Checked):
    """How the tables and paragraphs of a Word file are read without LibreOffice."""

    layout_rows: int
    layout_columns: int
    layout_words: Expressions
    most_columns: int
    long_paragraph: int
    """Letters."""


class Formats(Rules):
    """models/formats.toml: signatures, packages, storages, forms of text; the first that fits counts."""

    file = "formats"
    signature: tuple[Signature, ...]
    package: tuple[Package, ...]
    storage: tuple[Storage, ...]
    text: tuple[Text, ...]
    mail: Mail
    csv: Csv
    log: Log
    control: Control
    word: Word
