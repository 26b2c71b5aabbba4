"""From the fields of a draft to its Word file: template, rules, marks, written whole."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from docproc.errors import NotAllowed
from docproc.reports.marks import show_marks
from docproc.reports.render import fill_template, save_checked
from docproc.reports.rules import fit_rules
from docproc.reports.wording import FILTERS
from docproc.resources import templates_dir


def write_word(kind: str, fields: Mapping[str, object], out: Path, *, template: Path | None = None) -> Path:
    """Write the draft of a kind (`reply`, `plan`, … as the templates are named) as the Word file `out`.

    `template`: a Word file, or an office's folder of templates as `docproc report init` makes it; else the
    one docproc ships. Gives the path written. Raises TemplateFault for a mistake in the template, NotAllowed
    when `out` cannot be written.
    """
    document = fill_template(template_of(kind, template), fields, FILTERS)
    fit_rules(document)
    show_marks(document)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return save_checked(document, out)
    except PermissionError as error:
        raise NotAllowed(out) from error


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
