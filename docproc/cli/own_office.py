"""The user's own office: from the command line, else once and for all from the table [office] of the settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docproc.cli.faults import OfficeMissing, OfficeWithoutMarks
from docproc.cli.usage import check_text
from docproc.language.normalise import fold
from docproc.places import load_places
from docproc.reports.names.meant_office import meant_office
from docproc.settings import settings_path


@dataclass(frozen=True, slots=True)
class OwnOffice:
    """Name in words, the office above it (cơ quan chủ quản), its own template or folder of templates."""

    name: str
    above: str | None = None
    templates: Path | None = None


def own_office(name: str | None, above: str | None = None, templates: Path | None = None) -> OwnOffice:
    """What is given here, else what the settings say; the office above only with the name it belongs to.

    Raises OfficeMissing where neither names the office, OfficeWithoutMarks for the name of the settings typed
    without its marks, NotText, SettingsFault for a mistake in the settings.
    """
    for given in (name, above):
        check_text(given)
    saved = load_places().office
    if name and saved.name and fold(name) == name.lower():
        meant = meant_office(name, [saved.name])
        if meant:
            raise OfficeWithoutMarks(given=name, meant=meant, settings=settings_path())
    chosen = name or saved.name
    if not chosen:
        raise OfficeMissing(settings=settings_path())
    if above is None and chosen == saved.name:
        above = saved.above
    return OwnOffice(chosen, above, templates or saved.templates)
