"""Where the data files lie: `models/` (rules, vocabularies, trained data) and `templates/`.

In a checkout they stand beside the package; in an installed wheel under `share/docproc` of the
environment.
"""

from __future__ import annotations

import sys
from pathlib import Path

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
