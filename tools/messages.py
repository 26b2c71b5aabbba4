"""Bring the Vietnamese catalogues in step with the messages of code and pages.

    make messages

Each message stays in the catalogue that it is in (docproc/locale/vi*.po), one that is in none goes to vi.po
without a translation, and one that nobody says any more is left out.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

LOCALE = Path(__file__).resolve().parent.parent / "docproc" / "locale"
NEW = "vi.po"
_WIDTH = 110


def renewed(catalogues: dict[str, Catalog], messages: Catalog) -> None:
    """Bring the catalogues, by their names, in step with what was extracted."""
    said = {entry.id: entry for entry in messages if entry.id}
    told = {entry.id for catalogue in catalogues.values() for entry in catalogue}
    for name, catalogue in catalogues.items():
        kept = [entry.id for entry in catalogue if entry.id in said]
        wanted = Catalog(locale="vi", creation_date=catalogue.creation_date)
        for one in kept + [one for one in said if name == NEW and one not in told]:
            wanted[one] = said[one]
        catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)


def main() -> None:
    messages = _read(Path(sys.argv[1]))
    catalogues = {path.name: _read(path) for path in sorted(LOCALE.glob("vi*.po"))}
    renewed(catalogues, messages)
    for name, catalogue in catalogues.items():
        with (LOCALE / name).open("wb") as file:
            write_po(file, catalogue, width=_WIDTH, no_location=True, ignore_obsolete=True)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="vi")


if __name__ == "__main__":
    main()
