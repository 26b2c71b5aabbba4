"""A letter before it is printed: the structured source `samples/NAME.toml` as plain data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docproc.errors import InputError, NotFound
from docproc.messages import mark
from docproc.rules import load
from docproc.synthesis.rules.synthesis import Synthesis


class BadLetterSource(InputError):
    """A source file that does not describe a letter."""

    reason = mark("this is not the source of a sample letter ({detail})")
    remedy = mark("Correct it after the model of samples/README.md.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `style` is a key of [style] in models/synthesis.toml, `**words**` are bold."""

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: the widths as shares of the text width, the first row is its heading."""

    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class ScanPlan:
    """How the letter is scanned: a condition of models/synthesis.toml, a seed, and the marks on the paper.

    `seal` is the text round the seal (None = no seal), `arrival` the office and the handwritten fields of
    the stamp "ĐẾN" (empty = not stamped).
    """

    condition: str
    seed: int
    seal: str | None = None
    arrival: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterSource:
    """All that is printed on a letter, by the boxes of Nghị định 30/2020/NĐ-CP, Phụ lục I.

    `title` is None for a công văn, whose subject then stands as "V/v ..." under the number. `motto` is
    empty for the national motto. `size` is the size of the body in points, `spacing` its line spacing.
    """

    name: str
    font: str
    size: float
    spacing: float
    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    motto: tuple[str, ...]
    number: str
    place_date: str
    title: str | None
    subject: str
    urgency: str | None
    addressees: tuple[str, ...]
    body: tuple[Block, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str
    contact: str | None
    scan: ScanPlan


def read_source(path: Path) -> LetterSource:
    """The letter described by a TOML file.

    Raises NotFound for a missing file, BadLetterSource (with the detail) for one that is no letter.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotFound(path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadLetterSource(path, detail=str(error)) from error
    try:
        return source_of(path.stem, data)
    except KeyError as error:
        raise BadLetterSource(path, detail=f"no {error}") from error
    except (ValueError, TypeError) as error:
        raise BadLetterSource(path, detail=str(error)) from error


def source_of(name: str, data: dict[str, Any]) -> LetterSource:
    """The letter described by parsed TOML. Raises KeyError for a missing field, ValueError for a bad one."""
    head, text, scan = data["head"], data["text"], data["scan"]
    return LetterSource(
        name=name,
        font=data.get("font", "termes"),
        size=float(data.get("size", 14)),
        spacing=float(data.get("spacing", 1.2)),
        parent=tuple(head.get("parent", ())),
        issuer=tuple(head["issuer"]),
        motto=tuple(head.get("motto", ())),
        number=head["number"],
        place_date=head["place_date"],
        title=head.get("title"),
        subject=head["subject"],
        urgency=_urgency(head.get("urgency")),
        addressees=tuple(text.get("addressees", ())),
        body=tuple(_block(item) for item in text["body"]),
        recipients=tuple(text["recipients"]),
        authority=tuple(data["signature"]["authority"]),
        signer=data["signature"]["name"],
        contact=text.get("contact"),
        scan=ScanPlan(scan["condition"], int(scan["seed"]), scan.get("seal"), tuple(scan.get("arrival", ()))),
    )


def _urgency(mark_text: str | None) -> str | None:
    known = load(Synthesis).urgency.stamp_mm
    if mark_text is not None and mark_text not in known:
        raise ValueError(f"urgency {mark_text!r}")
    return mark_text


def _block(item: dict[str, Any]) -> Block:
    if "table" in item:
        rows = tuple(tuple(str(cell) for cell in row) for row in item["table"])
        widths = tuple(float(width) for width in item["widths"])
        if any(len(row) != len(widths) for row in rows):
            raise ValueError("a table row does not have as many cells as widths")
        return Table(widths, rows)
    if len(item) != 1:
        raise ValueError(f"one style a paragraph, not {sorted(item)}")
    ((style, text),) = item.items()
    if style not in load(Synthesis).style:
        raise ValueError(f"style {style!r}")
    return Paragraph(style, text)
