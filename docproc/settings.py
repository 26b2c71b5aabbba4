"""Limits and choices that an office may change: `models/limits.toml`, overridden by the user's own file.

Between which values each may lie says `models/limit_bounds.toml`.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from docproc.edited import edited_toml
from docproc.errors import WrongUse, why
from docproc.messages import _, mark
from docproc.rules import load
from docproc.rules.limits import LimitBounds, Limits
from docproc.rules.limits import Settings as Settings

VARIABLE = "DOCPROC_SETTINGS"
# Tables of the settings file that are not numbers: docproc/places.py reads them.
_NUMBER = mark("{key} must be a number between {least} and {greatest}")
_WHOLE_NUMBER = mark("{key} must be a whole number between {least} and {greatest}")
TABLES = ("store", "watch", "office")


class SettingsFault(WrongUse):
    """The user's settings file cannot be used."""

    reason = mark("the settings have a mistake ({detail})")
    remedy = mark("Correct the file; models/limits.toml lists every setting with its meaning.")


def settings_path() -> Path:
    """The user's settings file: what DOCPROC_SETTINGS names, else `docproc/settings.toml` in the
    configuration folder (XDG_CONFIG_HOME, else ~/.config). It need not exist.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "docproc" / "settings.toml"


def load_settings(path: Path | None = None) -> Settings:
    """The shipped settings with the user's changes: from `path`, else from `settings_path()`.

    Raises SettingsFault for an unknown key, a value that is no number or outside its bounds, a file that is not
    TOML, and for a file that was named (by `path` or DOCPROC_SETTINGS) but cannot be read.
    """
    chosen = path or settings_path()
    named = path is not None or bool(os.environ.get(VARIABLE))
    changes = {key: value for key, value in read_settings(chosen, named).items() if key not in TABLES}
    for key, value in changes.items():
        _check(chosen, key, value)
    settings = Settings(**load(Limits).model_dump() | changes)
    _check_order(chosen, settings)
    return settings


def read_settings(path: Path, named: bool) -> dict[str, Any]:
    """What the settings file says; nothing when it is not there and nobody `named` it. Raises SettingsFault."""
    if not named and not path.exists():
        return {}
    try:
        return edited_toml(path)
    except OSError as error:
        raise SettingsFault(path, detail=why(error)) from error
    except ValueError as error:  # no UTF-8, no TOML
        raise SettingsFault(path, detail=str(error)) from error


def _check(path: Path, key: str, value: Any) -> None:
    kinds = {field.name: field.type for field in fields(Settings)}
    if key not in kinds:
        raise SettingsFault(path, detail=unknown(key, top_keys()))
    least, greatest = getattr(load(LimitBounds), key)
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    is_number = is_whole or (isinstance(value, float) and kinds[key] != "int")
    if not is_number or not least <= value <= greatest:  # NaN is in no bounds
        words = _WHOLE_NUMBER if kinds[key] == "int" else _NUMBER
        raise SettingsFault(path, detail=_(words, key=key, least=least, greatest=greatest))


def top_keys() -> tuple[str, ...]:
    """What may stand in the settings file outside of its tables, and the tables."""
    return (*(field.name for field in fields(Settings)), *TABLES)


def unknown(key: str, known: Collection[str], place: str = "") -> str:
    """The words for a key that is not known, with the one that may be meant; `place`: its whole name."""
    near = get_close_matches(key, known, n=1)
    hint = _("; did you mean {key}?", key=near[0]) if near else ""
    return _("unknown setting {key}", key=place or key) + hint


def _check_order(path: Path, settings: Settings) -> None:
    for low, high in (("dpi_low", "dpi_high"), ("sheet_inches_min", "sheet_inches_max")):
        if getattr(settings, low) > getattr(settings, high):
            raise SettingsFault(path, detail=_("{low} is above {high}", low=low, high=high))
