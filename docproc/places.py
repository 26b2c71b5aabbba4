"""Where the office keeps its letters and which folders are watched: the tables of the settings file.

    [store]
    data = "/var/lib/docproc"                               # database and original files
    database = "postgresql+psycopg://docproc@db/docproc"    # left out: SQLite in the data folder

    [[watch]]
    folder = "/srv/scans"
    book = "Công văn đến"

Every key is explained at its field below and in docs/operations.md.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docproc.settings import VARIABLE, SettingsFault, read_settings, settings_path

BOOK = "Văn bản đến"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Watched(_Table):
    """One watched folder.

    subfolders: what the name of a sub-folder means to the letters in it. after: whether a file that is done
    moves to `processed/YYYY/MM` or stays where it is. looking: `events` of the system, `polling`, or `auto`:
    polling on network shares.
    """

    folder: Path
    book: str = BOOK
    subfolders: Literal["tags", "books", "ignore"] = "tags"
    after: Literal["move", "stay"] = "move"
    looking: Literal["auto", "events", "polling"] = "auto"


class StorePlace(_Table):
    """data: the folder of database and originals. database: SQLAlchemy's URL; None is SQLite in `data`.

    split: whether each letter of a file that holds several gets a number of its own.
    """

    data: Path | None = None
    database: str | None = None
    split: bool = False


class Places(_Table):
    """The tables of the settings file."""

    store: StorePlace = Field(default_factory=StorePlace)
    watch: tuple[Watched, ...] = ()


def load_places(path: Path | None = None) -> Places:
    """The places of the user's settings file (as load_settings finds it). Raises SettingsFault."""
    chosen = path or settings_path()
    found = read_settings(chosen, named=path is not None or bool(os.environ.get(VARIABLE)))
    try:
        return Places.model_validate({key: found[key] for key in Places.model_fields if key in found})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise SettingsFault(chosen, detail=f"{place}: {first['msg']}") from error


def data_folder(places: Places) -> Path:
    """The folder of the store: as set, else `docproc` in the data folder of the user (XDG_DATA_HOME)."""
    if places.store.data is not None:
        return places.store.data
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "docproc"
