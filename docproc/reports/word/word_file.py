"""From the fields of a draft to its Word file: template, rules, marks, written whole."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from docproc.confined.call import Allowance, confined
from docproc.disk import passing, remove, take_place
from docproc.errors import NotAllowed, OutOfMemory, ProcessDied, TookTooLong
from docproc.reports.word.render import render
from docproc.reports.word.template_faults import ended_by_limit
from docproc.resources import templates_dir
from docproc.settings import Settings, load_settings

# Seconds more before the process is ended from outside, which tells no place: Python may be inside of a library.
_GRACE = 2


def write_word(kind: str, fields: Mapping[str, object], out: Path, *, template: Path | None = None) -> Path:
    """Write the draft of a kind (`reply`, `plan`, … as the templates are named) as the Word file `out`.

    `template`: a Word file, or an office's folder of templates as `docproc report init` makes it; else the
    one docproc ships. Gives the path written. Raises TemplateFault for a mistake in the template, NotAllowed
    when `out` cannot be written.
    """
    content = draft_word(kind, fields, template=template)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return write_whole(content, out)
    except PermissionError as error:
        raise NotAllowed(out) from error


def draft_word(kind: str, fields: Mapping[str, object], *, template: Path | None = None) -> bytes:
    """The draft that `write_word` writes, as the bytes of a Word file. Raises TemplateFault."""
    return _rendered(template_of(kind, template), fields, load_settings())


def _rendered(template: Path, fields: Mapping[str, object], settings: Settings) -> bytes:
    """The draft, made in a child process, so that no template takes more than the settings allow."""
    allowance = Allowance(settings.draft_memory_megabytes, settings.template_seconds + _GRACE)
    try:
        return confined(render, template, fields, settings, allowance=allowance, path=template)
    except (OutOfMemory, TookTooLong, ProcessDied) as error:
        raise ended_by_limit(template, error, settings.template_seconds) from error


def write_whole(content: bytes, out: Path) -> Path:
    """Write under a passing name beside `out`, then move into place: nothing half-written is left under `out`.

    Raises OSError when the folder cannot be written.
    """
    part = passing(out.parent)
    try:
        part.write_bytes(content)
        take_place(part, out)
    finally:
        remove(part)
    return out


def template_of(kind: str, chosen: Path | None) -> Path:
    """The template file of a kind: the chosen one, the one in the chosen folder, or the shipped one."""
    if chosen is not None and not chosen.is_dir():
        return chosen
    return (chosen or templates_dir()) / f"{kind}.docx"


def copy_templates(folder: Path, *, replace: bool = False) -> tuple[int, list[Path]]:
    """Copy the shipped templates and the README that explains them into an existing folder.

    Gives how many templates were copied, and the files that were there before and were kept. Raises NotAllowed.
    """
    copied, kept = 0, []
    for source in [*sorted(templates_dir().glob("*.docx")), templates_dir() / "README.md"]:
        target = folder / source.name
        if target.exists() and not replace:
            kept.append(target)
            continue
        try:
            shutil.copyfile(source, target)
        except PermissionError as error:
            raise NotAllowed(target) from error
        copied += source.suffix == ".docx"
    return copied, kept
