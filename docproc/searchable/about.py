"""What a copy says of itself: title, subject, that it is a copy, and where in it the letters begin."""

from __future__ import annotations

from dataclasses import dataclass

from docproc.filenames import shown
from docproc.letter import Header, Letter
from docproc.letter_words import day_words
from docproc.messages import mark, translate

_COPY = mark("Copy: {title}")
_FROM = mark("{title} of {day}")
_NO_ORIGINAL = mark(
    "copy with a text layer made by docproc; it carries no digital signature; SHA-256 of the original: {sha256}"
)


@dataclass(frozen=True, slots=True)
class About:
    """Title, subject ("" for none) and keywords of a copy, in Vietnamese as the letters are; `letters` are the
    page (from 1) and name of each letter of a file that holds several, none of one that holds one.
    """

    title: str
    subject: str
    keywords: str
    letters: tuple[tuple[int, str], ...] = ()


def about(letter: Letter, sha256: str) -> About:
    """What the copy of the file of a letter says; `sha256`: the hash of that file."""
    name = name_of(letter.header) or shown(letter.file)
    further = [(one.first_page, name_of(one.header)) for one in letter.attachments]
    entries = [(1, name), *((page, said or translate(_UNNAMED, "vi")) for page, said in further)]
    return About(
        title=_vietnamese(_COPY, title=name),
        subject=letter.header.subject or "",
        keywords=_vietnamese(_NO_ORIGINAL, sha256=sha256),
        letters=tuple(entries) if further else (),
    )


_UNNAMED = mark("a further letter")


def name_of(header: Header) -> str:
    """Kind, number and day of a letter in a line (Công văn 12/UBND-VP ngày 06/05/2024); "" for none."""
    number = "/".join(part for part in (header.number, header.symbol) if part)
    name = " ".join(part for part in (header.doc_type, number) if part)
    if not name or header.issue_date is None:
        return name
    return _vietnamese(_FROM, title=name, day=day_words(header.issue_date))


def _vietnamese(message: str, **details: str) -> str:
    return translate(message, "vi").format(**details)
