"""The fields that the decree asks of document systems."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from docproc.rules import Checked, Rules


class DecreeField(Checked):
    """A field: name, label, type and length of the decree; the `group` that holds it."""

    name: str
    label: str
    type: Literal["String", "LongText", "Number", "Date"]
    length: int | None = None
    group: str | None = Field(None, alias="in")


class Nd30Fields(Rules):
    """models/nd30_fields.toml: the fields of an incoming document, in the decree's order."""

    file = "nd30_fields"
    language: str
    field: tuple[DecreeField, ...]
