"""Whether anything was found that only a letter has: then it is one, however poorly it was read."""

from __future__ import annotations

from docproc.letter import Doubt, Letter
from docproc.messages import mark

_NOTHING = mark(
    "nothing of a letter was found here: no number, date, addressee, signature or task; please look whether it is one"
)


def holds_letter(letter: Letter) -> bool:
    """Whether any part of a letter was found (Nghị định 30/2020, Điều 8: what every document has).

    Only for a text can no other answer than this be given; a scan may be read too poorly to find anything.
    """
    return letter.header.issuer is not None or _holds_more_than_a_heading(letter)


def with_doubt_of_nothing(letter: Letter) -> Letter:
    """The letter, with a doubt when nothing but perhaps a heading was found: lines in capitals pass for an issuer."""
    if _holds_more_than_a_heading(letter):
        return letter
    doubt = Doubt(field="header", code="nothing_found", message=_NOTHING)
    return letter.model_copy(update={"doubts": [doubt, *letter.doubts]})


def _holds_more_than_a_heading(letter: Letter) -> bool:
    head = letter.header
    return any(
        (
            *(head.number, head.symbol, head.place, head.issue_date, head.doc_type, head.subject),
            *(letter.addressees, letter.recipients, letter.tasks, letter.report_due, letter.event),
            *(letter.signer.name, letter.signer.authority, letter.instructions, letter.attachments),
        )
    )
