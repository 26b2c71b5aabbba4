"""Is a Word file fit to be a template, and what came of it to be a draft? Asked of the package of parts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import IO

from docproc.errors import DamagedFile, TemplateFault, TooLarge
from docproc.messages import _
from docproc.reports.word.template_faults import no_word_file
from docproc.scan.formats.packages import WORD, zip_format
from docproc.scan.word.package import open_package
from docproc.scan.word.reach import reaches
from docproc.settings import Settings

_MACROS = "vbaproject"


def check_template(template: Path, settings: Settings) -> None:
    """Raise TemplateFault unless the file is a Word file that may be parsed and that reaches nowhere.

    Not more than template_megabytes of the settings unpacked, no part with a document type (entities grow without
    end), none that is linked to another file, an address or a program, no macros.
    """
    try:
        is_word = zip_format(template) == WORD
    except DamagedFile as error:
        raise no_word_file(template) from error
    if not is_word:
        raise no_word_file(template)
    _check(template, replace(settings, max_megabytes=settings.template_megabytes))


def check_draft(template: Path, draft: IO[bytes], settings: Settings) -> None:
    """Raise TemplateFault for what a template has put together only in the draft, and for a draft too large."""
    most = settings.template_megabytes + settings.draft_megabytes
    _check(template, replace(settings, max_megabytes=most, max_stream_megabytes=most), draft)


def _check(template: Path, settings: Settings, draft: IO[bytes] | None = None) -> None:
    try:
        with open_package(template, settings, draft) as package:
            for reach in reaches(package):
                detail = _(
                    "{part} reaches outside the file: {target}", part=reach.part, target=reach.target[:200]
                )
                raise TemplateFault(template, detail=detail)
            if any(_MACROS in name.lower() for name in package.names):
                raise TemplateFault(template, detail=_("it holds macros"))
    except (DamagedFile, TooLarge) as error:
        raise TemplateFault(template, detail=error.cause()) from error
