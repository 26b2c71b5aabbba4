"""What a worker needs to know. Pure data, picklable: it travels to other processes, later to other machines."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url

from docproc import __version__
from docproc.address import Address
from docproc.resources import models_dir
from docproc.settings import Settings
from docproc.store.database import Store, open_store, patience_of
from docproc.store.jobs import Patience

LOCAL = "local"
"""In place of the address of a cluster's scheduler: a cluster of this machine's own."""


def is_here(cluster: str) -> bool:
    """Whether all of a cluster is on this machine, so that its ledger may be a file: by its address."""
    return cluster == LOCAL or urlsplit(cluster).hostname in ("127.0.0.1", "::1", "localhost")


def engine_version() -> str:
    """What read a letter: the version of docproc and a hash of its rules, which an office may change."""
    digest = hashlib.sha256()
    for file in sorted(models_dir().glob("*.toml")):
        digest.update(file.read_bytes())
    return f"docproc {__version__}, rules {digest.hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Copies:
    """Where searchable copies go, and whether they are packed tighter."""

    folder: Path | Address
    optimize: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """Where the store is and how to work.

    `reader` is the dotted name of the module that reads files: it has `get_ready`, `page_count`, `is_text`,
    `read`, `letter_of` and `letters_in` of docproc.pipeline (the tests put slow, dying and greedy ones in its
    place).
    `batch` is how many jobs a worker takes at a time, `looks` whether a waiting file gets a first look for a mark
    of urgency, `split` whether each letter of a file that holds several becomes a letter of its own. `durable` as
    in open_store. `copies`: whether searchable copies of an archive's files are made, and how. `nice`: by how
    much (0 to 19) the workers let other programs go before. `source`: the address of an archive in an object
    store; `earlier`: those of other archives of which files wait.
    """

    data: Path
    url: str | None
    settings: Settings
    engine: str
    language: str
    reader: str = "docproc.pipeline"
    batch: int = 1
    looks: bool = True
    split: bool = False
    durable: bool = True
    copies: Copies | None = None
    nice: int = 5
    source: Address | None = None
    earlier: tuple[Address, ...] = ()

    @property
    def sources(self) -> tuple[Address, ...]:
        """The addresses below which files of the jobs lie."""
        return self.earlier if self.source is None else (self.source, *self.earlier)

    @property
    def is_remote(self) -> bool:
        """Whether workers need somebody to fetch or bring files for them (docproc.workers.carrier)."""
        return bool(self.sources) or (self.copies is not None and isinstance(self.copies.folder, Address))

    @property
    def needs_folder(self) -> bool:
        """Whether a worker needs a folder that others see, too: for the files, or for their copies."""
        return self.source is None or (self.copies is not None and isinstance(self.copies.folder, Path))

    @property
    def patience(self) -> Patience:
        given = self.settings
        return Patience(given.max_attempts, given.max_interruptions, given.lease_seconds)

    @property
    def is_local(self) -> bool:
        """Whether the database is reached without a network: a file, PostgreSQL by a socket of this machine."""
        url = make_url(self.url) if self.url else None
        if url is None or url.get_backend_name() == "sqlite":
            return True
        host = url.query.get("host")  # else what the environment of libpq says
        return isinstance(host, str) and host.startswith("/") and not {"hostaddr", "service"} & set(url.query)

    def open(self) -> Store:
        """The store, whose tables somebody has brought up to date before. Raises StoreFault."""
        patience = patience_of(self.settings, at_the_desk=False)
        return open_store(self.data, self.url, patience=patience, durable=self.durable, check_schema=False)
