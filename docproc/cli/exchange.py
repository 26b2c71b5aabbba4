"""What `docproc export edxml` does for one letter, and the table of codes it reads."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path

from docproc.cli.console import say
from docproc.cli.faults import AnswerIncomplete, BadTable
from docproc.cli.outputs import write_text
from docproc.edited import WrongEncoding, edited_text
from docproc.errors import NotFound, why
from docproc.letter import Letter
from docproc.messages import LibraryWords, _
from docproc.reports.exchange.edxml import OrganIds, answer_header, header_of, to_xml
from docproc.reports.exchange.edxml_header import Code, MessageHeader
from docproc.reports.names.office_names import key_of
from docproc.reports.wording.phrases import short_citation


@dataclass(frozen=True, slots=True)
class Answer:
    """Our answer as issued: who, number and symbol, day, kind."""

    office: str
    code: Code
    day: Date
    doc_type: str

    @classmethod
    def checked(cls, office: str | None, number: str | None, day: Date | None, doc_type: str) -> Answer | None:
        """None when no answer is asked for. Raises AnswerIncomplete when only some of it is given."""
        if not (office or number or day):
            return None
        start, slash, symbol = (number or "").partition("/")
        if not (office and day and start and slash and symbol):
            raise AnswerIncomplete()
        return cls(office, Code(code_number=start, code_notation=symbol), day, doc_type)


def headers_of(letter: Letter, ids: OrganIds, answer: Answer | None) -> MessageHeader:
    """The header of the letter, or of our answer to it. Raises NotForExchange."""
    if answer is None:
        return header_of(letter, ids)
    subject = f"{answer.doc_type} kết quả thực hiện {short_citation(letter.header)}"
    return answer_header(letter, answer.office, answer.code, answer.day, subject, ids, answer.doc_type)


def write_header(header: MessageHeader, target: Path, file: str) -> None:
    """Write the header and tell which offices have no code; `file` is the letter's name for messages.

    Raises CannotWrite, NotForExchange.
    """
    write_text(target, to_xml(header, file).decode("utf-8"))
    say(_("Written: {file}", file=target))
    nameless = [organ.organ_name for organ in (header.sender, *header.receivers) if not organ.organ_id]
    if nameless:
        say(
            _(
                "{file}: the exchange will ask for the codes of: {offices}; give them with --organ-ids",
                file=target,
                offices="; ".join(nameless),
            )
        )


def read_organ_ids(path: Path) -> dict[str, str]:
    """Codes by the key of the office's name, from a CSV of two columns. Raises NotFound, BadTable."""
    try:
        lines = io.StringIO(edited_text(path), newline="")
        rows = [row for row in csv.reader(lines) if any(cell.strip() for cell in row)]
    except FileNotFoundError as error:
        raise NotFound(path) from error
    except OSError as error:
        raise BadTable(path, detail=why(error)) from error
    except WrongEncoding as error:
        raise BadTable(path, detail=str(error)) from error
    except csv.Error as error:
        raise BadTable(path, detail=LibraryWords(str(error))) from error
    for row in rows:
        if len(row) < 2:
            raise BadTable(path, detail=",".join(row))
    return {key_of(row[0]): row[1].strip() for row in rows}
