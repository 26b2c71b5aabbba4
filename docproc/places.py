"""Where the office keeps its letters, what is watched, what the office is called: the tables of the settings.

    [store]
    data = "/var/lib/docproc"                               # database and original files
    database = "postgresql+psycopg://docproc@db/docproc"    # left out: SQLite in the data folder

    [[watch]]
    folder = "/srv/scans"
    book = "Công văn đến"

    [office]
    name = "UBND xã Bản Mây"
    above = "UBND huyện Suối Vàng"
    templates = "~/mau"

Every key is explained at its field below and in docs/operations.md.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from docproc.messages import _
from docproc.settings import (
    VARIABLE,
    Settings,
    SettingsFault,
    load_settings,
    read_settings,
    settings_path,
    top_keys,
    unknown,
)
from docproc.wrong_values import wrong_value

BOOK = "Văn bản đến"


def _words(given: str) -> str:
    """A text with something in it, on one line. Raises ValueError."""
    if not given.strip():
        raise ValueError(_("it must not be empty"))
    if any(unicodedata.category(sign) == "Cc" for sign in given):
        raise ValueError(_("it holds control characters"))
    return given.strip()


def _whole_path(given: Any) -> Any:
    """A folder named from the top, `~` being the home folder; a relative one would be another for every start."""
    if not isinstance(given, str):
        return given
    try:
        path = Path(_words(given)).expanduser()
    except RuntimeError as error:  # ~name of nobody
        raise ValueError(_("there is no home folder for {path}", path=given)) from error
    if not path.is_absolute():
        raise ValueError(_("{path} must be a whole path that begins with / or ~", path=given))
    return path


Words = Annotated[str, AfterValidator(_words)]
Folder = Annotated[Path, BeforeValidator(_whole_path)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Watched(_Table):
    """One watched folder.

    subfolders: what the name of a sub-folder means to the letters in it. after: whether a file that is done
    moves to `processed/YYYY/MM` or stays where it is. looking: `events` of the system, `polling`, or `auto`:
    polling on network shares.
    """

    folder: Folder
    book: Words = BOOK
    subfolders: Literal["tags", "books", "ignore"] = "tags"
    after: Literal["move", "stay"] = "move"
    looking: Literal["auto", "events", "polling"] = "auto"


class StorePlace(_Table):
    """data: the folder of database and originals. database: SQLAlchemy's URL; None is SQLite in `data`.

    split: whether each letter of a file that holds several gets a number of its own.
    """

    data: Folder | None = None
    database: Words | None = None
    split: bool = False


class OfficeName(_Table):
    """The user's own office: its name in words, the office above it, its own template or folder of templates."""

    name: Words | None = None
    above: Words | None = None
    templates: Folder | None = None


class Places(_Table):
    """The tables of the settings file."""

    store: StorePlace = Field(default_factory=StorePlace)
    watch: tuple[Watched, ...] = ()
    office: OfficeName = Field(default_factory=OfficeName)


_TABLES: dict[str, type[_Table]] = {"store": StorePlace, "watch": Watched, "office": OfficeName}


def load_places(path: Path | None = None) -> Places:
    """The places of the user's settings file (as load_settings finds it). Raises SettingsFault."""
    chosen = path or settings_path()
    found = read_settings(chosen, named=path is not None or bool(os.environ.get(VARIABLE)))
    try:
        return Places.model_validate({key: found[key] for key in Places.model_fields if key in found})
    except ValidationError as error:
        raise SettingsFault(chosen, detail=_mistake(error)) from error


def checked_settings() -> Settings:
    """The settings, after a look at the tables: a mistake is named when a command starts, whatever it needs.

    Raises SettingsFault.
    """
    load_places()
    return load_settings()


def wrong_keys() -> Iterator[str]:
    """The words for each key of the user's settings file that is not known, with the one that may be meant.

    A file that cannot be read has none; the commands that need it refuse it.
    """
    try:
        found = read_settings(settings_path(), named=False)
    except SettingsFault:
        return
    for key, value in found.items():
        if key not in top_keys():
            yield unknown(key, top_keys())
        elif key in _TABLES:
            yield from _wrong_keys_in(key, value, list(_TABLES[key].model_fields))


def _wrong_keys_in(place: str, table: Any, known: Sequence[str]) -> Iterator[str]:
    if isinstance(table, list):  # [[watch]]
        for number, one in enumerate(table):
            yield from _wrong_keys_in(f"{place}.{number}", one, known)
    elif isinstance(table, dict):
        yield from (unknown(name, known, f"{place}.{name}") for name in table if name not in known)


def _mistake(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] != "extra_forbidden":
        return wrong_value(error)
    fields = {name: list(table.model_fields) for name, table in _TABLES.items()}
    return unknown(str(first["loc"][-1]), fields[str(first["loc"][0])], ".".join(map(str, first["loc"])))


def data_folder(places: Places) -> Path:
    """The folder of the store: as set, else `docproc` in the data folder of the user (XDG_DATA_HOME)."""
    if places.store.data is not None:
        return places.store.data
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "docproc"
