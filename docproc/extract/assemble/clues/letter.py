"""Every value of a letter with its clues."""

from __future__ import annotations

from collections.abc import Iterator

from docproc.extract.assemble.clues.head import head_values, signer_values
from docproc.extract.assemble.clues.lists import citation_values, office_values
from docproc.extract.assemble.clues.tasks import task_values
from docproc.extract.assemble.clues.value import Surroundings, Value
from docproc.letter import Attachment, Letter


def values_of(letter: Letter) -> Iterator[Value]:
    """The values of a letter that have a confidence, and those of the further letters in its file."""
    around = Surroundings(letter)
    parts: list[tuple[str, Letter | Attachment]] = [("", letter)]
    parts += ((f"attachments[{n}].", part) for n, part in enumerate(letter.attachments))
    for path, part in parts:
        yield from head_values(part, around, path)
        yield from signer_values(part.signer, around, path)
        yield from office_values(part.addressees, around, f"{path}addressees")
        yield from office_values(part.recipients, around, f"{path}recipients")
        yield from citation_values(part.citations, part.header, around, f"{path}citations")
    yield from task_values(around)
