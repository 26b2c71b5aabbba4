"""The pages of a PDF turned and in another order, as files of their own. The file is only read.

What was stamped on a page as a form field is painted into it, and digital signatures stay with the file that was
signed, as in `cut.py`. The same choice of pages gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from docproc.errors import InputError
from docproc.messages import mark
from docproc.scan.cut import paint_fields
from docproc.scan.guard import damage_named
from docproc.scan.kinds import PDF, format_of

Turned = tuple[int, int]
"""A page (number from 1) and by how many degrees it is turned clockwise: 0, 90, 180, 270."""


class CannotArrange(InputError):
    reason = mark("only the pages of a PDF can be turned and put in order")
    remedy = mark("Save the file as PDF and take that in.")


def arrange(path: Path, parts: Sequence[Sequence[Turned]], targets: Sequence[Path]) -> None:
    """Write the pages of each of the `parts` of a PDF, in this order and turned, to its target.

    The file has been opened under the limits of open_scan before. Raises CannotArrange for other kinds of file,
    another InputError when it is damaged, OSError when a target cannot be written.
    """
    if format_of(path) != PDF:
        raise CannotArrange(path)
    with damage_named(path):
        source = pikepdf.open(path)
    with source:
        with damage_named(path):
            paint_fields(source)
        for pages, target in zip(parts, targets, strict=True):
            made = io.BytesIO()
            with damage_named(path), pikepdf.new() as part:
                for number, turn in pages:
                    part.pages.append(source.pages[number - 1])
                    if turn:
                        part.pages[-1].rotate(turn, relative=True)
                part.remove_unreferenced_resources()
                part.save(made, deterministic_id=True)
            target.write_bytes(made.getvalue())
