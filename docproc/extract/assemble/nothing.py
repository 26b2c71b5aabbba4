"""Is this file a letter at all, and is that all of it? Doubts about what was not found and what was not read."""

from __future__ import annotations

from collections.abc import Sequence

from docproc.letter import Doubt, Letter
from docproc.messages import mark

_NOTHING = mark(
    "nothing of a letter was found here: no number, date, addressee, signature or task; please look whether this "
    "is one"
)

_ENCLOSED = mark(
    "{count} files lie inside this file and were not read: {names}; docproc attachments saves them, or open the "
    "file and save them from there"
)
_PICTURES = mark(
    "{count} pictures in the Word file were not read, which takes LibreOffice; please look whether they show "
    "anything of the letter"
)
_SHOWN, _LONGEST = 6, 60  # names, and letters of each


def holds_letter(letter: Letter) -> bool:
    """Whether any part of a letter was found (Nghị định 30/2020, Điều 8: what every document has).

    Where nothing was found, a text is no letter; a scan may be one that was read too poorly.
    """
    return letter.header.issuer is not None or _holds_more_than_a_heading(letter)


def with_doubt_of_nothing(letter: Letter) -> Letter:
    """The letter, with a doubt when nothing was found in it, or only an issuer: any heading may pass for one."""
    if _holds_more_than_a_heading(letter):
        return letter
    doubt = Doubt(field="header", code="nothing_found", message=_NOTHING)
    return letter.model_copy(update={"doubts": [doubt, *letter.doubts]})


def with_doubts_of_unread(letter: Letter, enclosed: Sequence[str], pictures: int) -> Letter:
    """The letter, with a doubt that names the files inside its file (`enclosed`), which may be letters, too, and
    one that counts the `pictures` of a Word file that nobody looked at.
    """
    doubts = list(letter.doubts)
    if enclosed:
        doubts.append(_of_enclosed(enclosed))
    if pictures:
        details: dict[str, str | int] = {"count": pictures}
        doubts.append(Doubt(field="file", code="pictures_unread", message=_PICTURES, details=details))
    return letter.model_copy(update={"doubts": doubts})


def _of_enclosed(enclosed: Sequence[str]) -> Doubt:
    shown = [name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…" for name in enclosed[:_SHOWN]]
    more = "" if len(enclosed) <= _SHOWN else ", …"
    return Doubt(
        field="file",
        code="enclosed_files",
        message=_ENCLOSED,
        details={"count": len(enclosed), "names": ", ".join(shown) + more},
    )


def _holds_more_than_a_heading(letter: Letter) -> bool:
    head = letter.header
    return any(
        (
            *(head.number, head.symbol, head.place, head.issue_date, head.doc_type, head.subject),
            *(letter.addressees, letter.recipients, letter.tasks, letter.report_due, letter.event),
            *(letter.signer.name, letter.signer.authority, letter.instructions, letter.attachments),
        )
    )
