"""The user's own office: from the command line, else once and for all from the settings file.

[office]
name = "UBND xã Bản Mây"
above = "UBND huyện Suối Vàng"
templates = "/home/vanthu/mau"
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from docproc.cli.faults import OfficeMissing
from docproc.messages import _
from docproc.settings import SettingsFault, read_settings, settings_path

TABLE = "office"


@dataclass(frozen=True, slots=True)
class OwnOffice:
    """Name in words, the office above it (cơ quan chủ quản), its own template or folder of templates."""

    name: str
    above: str | None = None
    templates: Path | None = None


def own_office(name: str | None, above: str | None = None, templates: Path | None = None) -> OwnOffice:
    """What is given here, else what the settings say; the office above only with the name it belongs to.

    Raises OfficeMissing where neither names the office, SettingsFault for a mistake in the settings.
    """
    saved = _saved()
    if name is not None and name != saved.get("name"):
        saved.pop("above", None)
    chosen = name or saved.get("name")
    if not chosen:
        raise OfficeMissing(settings=settings_path())
    if templates is None and saved.get("templates"):
        templates = Path(saved["templates"]).expanduser()
    return OwnOffice(chosen, above or saved.get("above"), templates)


def _saved() -> dict[str, str]:
    path = settings_path()
    table: dict[str, Any] = read_settings(path, named=False).get(TABLE, {})
    known = [field.name for field in fields(OwnOffice)]
    for key, value in table.items():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = _("; did you mean {key}?", key=near[0]) if near else ""
            raise SettingsFault(path, detail=_("unknown setting {key}", key=f"{TABLE}.{key}") + hint)
        if not isinstance(value, str):
            raise SettingsFault(path, detail=_("{key} must be a text in quotes", key=f"{TABLE}.{key}"))
    return table
