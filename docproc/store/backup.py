"""A copy of the whole store while it is in use, and the way back.

A backup is a folder `docproc-YYYYMMDD-HHMMSS` with the database, the originals and a list of both with their
hashes. The database is copied first, in one consistent state (SQLite's backup interface; pg_dump for PostgreSQL),
then the originals: they only ever become more, so every file that the copied database names is there. Originals
that the backup before holds are linked to it instead of copied where the file system can. The folder has a name
ending in `.part` until all of it is on the disk.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import make_url

from docproc.errors import DocprocError, MissingProgram, why
from docproc.messages import LibraryWords, Message, mark
from docproc.store.database import DATABASE, ORIGINALS, Store
from docproc.store.originals import INCOMING, content_of, place_of, sync_folder
from docproc.wrong_values import wrong_value

DUMP, CONTENTS = "docproc.dump", "contents.json"
_SHA256 = re.compile("[0-9a-f]{64}")
_NO_SERVER = mark("it is of a PostgreSQL database, and the settings name none to put it into")


class BackupFault(DocprocError):
    reason = mark("the backup failed ({detail})")
    remedy = mark("Check the space and your rights in the folder of the backups.")


class NotABackup(DocprocError):
    reason = mark("this is not a whole backup of docproc ({detail})")
    remedy = mark("Choose a folder docproc-YYYYMMDD-HHMMSS that docproc backup made.")


class NotEmpty(DocprocError):
    reason = mark("there is something in this folder already")
    remedy = mark("Restore into a new folder, and let the settings point to it afterwards.")


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup: its folder, how many originals it holds, and how many of them were copied anew."""

    folder: Path
    originals: int
    copied: int


def back_up(store: Store, target: Path) -> Backup:
    """Make a backup in the folder `target`; docproc may go on working. Raises BackupFault, MissingProgram."""
    name = f"docproc-{datetime.now():%Y%m%d-%H%M%S}"
    part = target / f"{name}.part"
    try:
        before = max((path for path in target.glob("docproc-*") if path.suffix != ".part"), default=None)
        (part / ORIGINALS).mkdir(parents=True)
        database = _copy_database(store, part)
        hashes = list(_originals(store.originals))
        copied = sum(_copy_original(store.originals, sha256, part, before) for sha256 in hashes)
        contents = {"database": database.name, "sha256": content_of(database).sha256, "originals": hashes}
        _write_synced(part / CONTENTS, json.dumps(contents, indent=0))
        sync_folder(part)
        part.rename(target / name)
        sync_folder(target)
    except OSError as error:
        raise BackupFault(target, detail=why(error)) from error
    except sqlite3.Error as error:
        raise BackupFault(target, detail=LibraryWords(str(error))) from error
    return Backup(target / name, len(hashes), copied)


def restore(backup: Path, data: Path, url: str | None = None) -> int:
    """Put a backup into the new data folder `data`; gives the number of originals, each checked by its hash.

    The dump of a PostgreSQL database goes into the empty database at `url`. Raises NotABackup, NotEmpty,
    BackupFault, MissingProgram.
    """
    contents = _contents(backup)
    if data.exists() and any(data.iterdir()):
        raise NotEmpty(data)
    if contents.database == DUMP and not url:
        raise BackupFault(backup, detail=Message(_NO_SERVER))
    for sha256 in contents.originals:
        _check(backup, place_of(backup / ORIGINALS, sha256), sha256)
    try:
        (data / ORIGINALS).mkdir(parents=True, exist_ok=True)
        for sha256 in contents.originals:  # what else lies there was not part of the backup
            place = place_of(data / ORIGINALS, sha256)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(place_of(backup / ORIGINALS, sha256), place)
        if contents.database == DUMP:
            _run("pg_restore", "--no-owner", "--exit-on-error", "--dbname", _plain(url or ""), str(backup / DUMP))
        else:
            shutil.copy2(backup / DATABASE, data / DATABASE)
    except OSError as error:
        raise BackupFault(data, detail=why(error)) from error
    return len(contents.originals)


class _Contents(BaseModel):
    """The list of a backup: its database with the hash, and the hashes of the originals."""

    database: Literal["docproc.sqlite", "docproc.dump"]
    sha256: str
    originals: list[Annotated[str, Field(pattern=f"^{_SHA256.pattern}$")]]


def _contents(backup: Path) -> _Contents:
    """What a backup says that it holds, and that its database is whole. Raises NotABackup."""
    _check(backup, backup / CONTENTS)
    try:
        contents = _Contents.model_validate_json((backup / CONTENTS).read_bytes())
    except OSError as error:
        raise NotABackup(backup, detail=why(error)) from error
    except ValidationError as error:
        raise NotABackup(backup, detail=f"{CONTENTS}: {wrong_value(error)}") from error
    if backup.suffix == ".part":
        raise NotABackup(backup, detail=contents.database)
    _check(backup, backup / contents.database, contents.sha256)
    return contents


def _check(backup: Path, file: Path, sha256: str | None = None) -> None:
    """Raises NotABackup unless this is an ordinary file of the backup itself, no link or pipe, with this hash."""
    try:
        whole = stat.S_ISREG(file.lstat().st_mode) and (sha256 is None or content_of(file).sha256 == sha256)
    except OSError as error:
        raise NotABackup(backup, detail=why(error)) from error
    if not whole:
        raise NotABackup(backup, detail=file.name)


def _copy_database(store: Store, part: Path) -> Path:
    if not store.is_sqlite:
        _run("pg_dump", "--format=custom", "--file", str(part / DUMP), _plain(store.url))
        return part / DUMP
    address = Path(str(make_url(store.url).database)).absolute().as_uri()
    source = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=store.patience)
    copy = sqlite3.connect(part / DATABASE)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, no -wal beside it
    finally:
        copy.close()
        source.close()
    with (part / DATABASE).open("rb") as file:
        os.fsync(file.fileno())
    return part / DATABASE


def _originals(originals: Path) -> Iterator[str]:
    for path in sorted(originals.rglob("*")):
        if _SHA256.fullmatch(path.name) and path.is_file() and path.parent.name != INCOMING:
            yield path.name


def _copy_original(originals: Path, sha256: str, part: Path, before: Path | None) -> bool:
    """Copy one original, or link it to the backup before; whether it was copied."""
    place = place_of(part / ORIGINALS, sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    former = place_of(before / ORIGINALS, sha256) if before else None
    if former and former.exists():
        try:
            os.link(former, place)
        except OSError:
            shutil.copy2(former, place)
        return False
    shutil.copy2(place_of(originals, sha256), place)
    with place.open("rb") as file:
        os.fsync(file.fileno())
    return True


def _write_synced(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _plain(url: str) -> str:
    """The URL as PostgreSQL's own programs take it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise MissingProgram(program=program, how="apt install postgresql-client")
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupFault(program, detail=done.stderr.strip()[-300:])
