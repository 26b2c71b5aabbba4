"""The canonical name of an office: abbreviations in full, and what the office's own alias table says."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from docproc.edited import edited_toml
from docproc.errors import DocprocError, why
from docproc.extract.mentions.rules.aliases import Aliases
from docproc.language.normalise import fold
from docproc.language.syllables import letters_key
from docproc.messages import mark
from docproc.rules import load
from docproc.settings import settings_path


class AliasFault(DocprocError):
    """The office's own table of names cannot be used."""

    reason = mark("the table of office names has a mistake ({detail})")
    remedy = mark("Correct the file; models/aliases.toml shows how its two tables look.")


def canonical_name(name: str) -> str | None:
    """The name in full, None when it is in full as written ("UBND các xã" → "Ủy ban nhân dân các xã").

    Raises AliasFault when the office's own table is no TOML or holds anything but words.
    """
    tables = _tables(own_aliases_path())
    full = _known(name, tables.names) or _spelled_out(name, tables.abbreviations)
    return full if fold(letters_key(full)) != fold(letters_key(name)) else None


def _known(name: str, names: dict[str, str]) -> str | None:
    """The entry for a name: with its marks, or without them where none is written ("phong NN" for "phòng NN")."""
    key = letters_key(name)
    without_marks = (names[entry] for entry in names if fold(entry) == key)
    return names.get(key) or next(without_marks, None)


def own_aliases_path() -> Path:
    """Where an office keeps its own table, `aliases.toml` beside its settings. It need not exist."""
    return settings_path().with_name("aliases.toml")


@cache
def _tables(own: Path) -> Aliases:
    """Both tables, the office's own entries over the shipped ones; names by key, long abbreviations first."""
    shipped, added = load(Aliases), _own(own)
    short = shipped.abbreviations | added.abbreviations
    return Aliases(
        names={letters_key(name): full for name, full in (shipped.names | added.names).items()},
        abbreviations=dict(sorted(short.items(), key=lambda entry: -len(entry[0]))),
    )


def _own(path: Path) -> Aliases:
    if not path.exists():
        return Aliases(names={}, abbreviations={})
    try:
        table = edited_toml(path)
    except OSError as error:
        raise AliasFault(path, detail=why(error)) from error
    except ValueError as error:  # no UTF-8, no TOML
        raise AliasFault(path, detail=str(error)) from error
    for name, entries in table.items():
        if name not in Aliases.model_fields or not isinstance(entries, dict):
            raise AliasFault(path, detail=name)
        wrong = next((key for key, value in entries.items() if not isinstance(value, str) or not value), None)
        if wrong is not None:
            raise AliasFault(path, detail=wrong)
    return Aliases(names=table.get("names", {}), abbreviations=table.get("abbreviations", {}))


def _spelled_out(name: str, abbreviations: dict[str, str]) -> str:
    for short, full in abbreviations.items():
        if short in name:
            name = re.sub(rf"(?<![\w&]){re.escape(short)}(?![\w&])", full, name)
    return name
