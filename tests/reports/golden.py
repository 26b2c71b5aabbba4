"""Golden tables, `words/NAME.toml`: what must come of each phrase; one at least for each entry of a word list."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def words_of(name: str) -> dict[str, Any]:
    """The table words/NAME.toml."""
    return tomllib.loads((Path(__file__).parent / "words" / f"{name}.toml").read_text(encoding="utf-8"))
