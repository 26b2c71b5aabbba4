"""Where the data files lie: `models/` (rules, vocabularies, trained data) and `templates/`.

In a checkout they stand beside the package; in an installed wheel under `share/docproc` of the
environment.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

from docproc.edited import edited_toml

_CHECKOUT = Path(__file__).resolve().parent.parent
_INSTALLED = Path(sys.prefix) / "share" / "docproc"


def _root() -> Path:
    return _CHECKOUT if (_CHECKOUT / "models").is_dir() else _INSTALLED


def models_dir() -> Path:
    """The folder with rules, vocabularies and trained data."""
    return _root() / "models"


def templates_dir() -> Path:
    """The folder with the Word templates that docproc ships."""
    return _root() / "templates"


@cache
def load_rules(name: str) -> dict[str, Any]:
    """The rule file `models/NAME.toml`, parsed once.

    Raises FileNotFoundError when the installation is incomplete, tomllib.TOMLDecodeError or WrongEncoding for a
    bad edit.
    """
    return edited_toml(models_dir() / f"{name}.toml")
