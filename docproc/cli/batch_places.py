"""Where docproc batch finds its archive, its ledger and its results: checked before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from docproc.address import Address, place_named
from docproc.archive.analysis import has_ledger
from docproc.cli.faults import UsageFault
from docproc.errors import NotFound
from docproc.messages import mark
from docproc.remote.objects import check_source, check_target


class ResultsInside(UsageFault):
    reason = mark("the results would lie among the files of the archive")
    remedy = mark("Choose a folder outside of it with --out.")


class LedgerNeeded(UsageFault):
    reason = mark("results in an object store need a ledger that lies elsewhere")
    remedy = mark(
        "Add --ledger FOLDER, a folder of this machine for the ledger and a second copy of the results; or "
        "--ledger with a database of PostgreSQL."
    )


class LedgerBeside(UsageFault):
    reason = mark("results in a folder have their ledger beside them")
    remedy = mark("Leave out --ledger, or name a database of PostgreSQL.")


class LedgerInStore(UsageFault):
    reason = mark("a ledger cannot lie in an object store, which does not lock what two write at once")
    remedy = mark("Name a folder of this machine with --ledger, or a database of PostgreSQL.")


@dataclass(frozen=True, slots=True)
class Places:
    """The archive; the folder of this machine in which results are made (None: a passing one), the address to
    which they are then brought (None: they stay); the database of the ledger (None: a file in that folder).
    """

    source: Path | Address
    home: Path | None
    target: Address | None = None
    database: str | None = None

    @property
    def shown(self) -> Path | Address | None:
        """Where a person finds the results."""
        return self.target or self.home


def source_named(folder: str) -> Path | Address:
    """The archive that a person named, which is there. Raises NotFound, AddressFault, as remote.objects does."""
    source = place_named(folder)
    if isinstance(source, Address):
        check_source(source)
        return source
    if not source.absolute().is_dir():
        raise NotFound(source)
    return source.absolute()


def places_named(source: Path | Address, out: str, ledger: str | None) -> Places:
    """Where the results of this archive go.

    Raises ResultsInside, LedgerNeeded, LedgerBeside, LedgerInStore, AddressFault, what remote.objects does.
    """
    folder, database = _ledger_named(ledger)
    target = place_named(out)
    if isinstance(target, Address):
        if ledger is None:
            raise LedgerNeeded(out)
        _check_apart(source, target)
        check_target(target)
        places = Places(source, folder, target, database)
    else:
        if folder is not None:
            raise LedgerBeside(ledger)
        places = Places(source, target, None, database)
    if places.home is not None:
        _check_apart(source, places.home)
    return places


def _ledger_named(ledger: str | None) -> tuple[Path | None, str | None]:
    """The folder or the database that was named as the ledger."""
    protocol, _, rest = (ledger or "").partition("://")
    if rest and protocol.lower() not in ("file", "s3"):
        return None, ledger
    place = place_named(ledger) if ledger else None
    if isinstance(place, Address):
        raise LedgerInStore(ledger)
    return place, None


def _check_apart(source: Path | Address, target: Path | Address) -> None:
    if isinstance(source, Path) and isinstance(target, Path):
        root, inner = source.resolve(), target.resolve()
        inside = inner == root or root in inner.parents
    else:
        inside = isinstance(source, Address) and isinstance(target, Address) and source.holds(target)
    if inside:
        raise ResultsInside(str(target))


@contextmanager
def at_home(places: Places) -> Iterator[Path]:
    """The folder of this machine in which the results are made."""
    if places.home is not None:
        yield places.home
        return
    with TemporaryDirectory(prefix="docproc-") as passing:
        yield Path(passing)


def ledger_home(out: str | None, ledger: str | None) -> Path | None:
    """The folder whose ledger --plan asks for what was read before; None when there is none."""
    target = place_named(out) if out is not None else None
    home = _ledger_named(ledger)[0] if isinstance(target, Address) else target
    return home if home is not None and has_ledger(home) else None
