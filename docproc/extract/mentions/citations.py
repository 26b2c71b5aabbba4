"""Other documents that a letter cites by their number, each once, with type and date as written."""

from __future__ import annotations

from docproc.extract.layout.blocks import Body
from docproc.extract.layout.rules.clear_print import ClearPrint
from docproc.extract.mentions.misread import Mention, misread_doubts
from docproc.extract.mentions.numbered import mentions_in
from docproc.extract.mentions.repeated import documents_of
from docproc.extract.mentions.symbols import unreadable_numbers
from docproc.letter import Citation, Doubt, Header
from docproc.messages import mark
from docproc.rules import load


def citations_of(parts: list[Body], header: Header) -> tuple[list[Citation], list[Doubt]]:
    """Documents cited in the parts of a letter in order, each once; not the letter itself.

    A number read from unclear print, one that cannot be read at all, and one that is probably another misread
    is a doubt.
    """
    own = f"{header.number}/{header.symbol}".lower()
    found: list[Mention] = []
    doubts: list[Doubt] = []
    for part in parts:
        for cited in mentions_in(part.text):
            if cited.number.lower() != own:
                found.append(Mention(cited, part.evidence(cited.start, cited.end)))
        doubts += _unreadable(part)
    documents = documents_of(found)
    citations = [_citation(mentions) for mentions in documents]
    doubts += [doubt for n, citation in enumerate(citations) if (doubt := _unsure(n, citation)) is not None]
    return citations, doubts + misread_doubts(documents)


def _citation(mentions: list[Mention]) -> Citation:
    """The document as it is mentioned first, with the first date it is mentioned with."""
    first = mentions[0]
    date = next((mention.cited.date for mention in mentions if mention.cited.date), None)
    return Citation(number=first.cited.number, type=first.cited.type, date=date, evidence=first.evidence)


def _unreadable(part: Body) -> list[Doubt]:
    return [
        Doubt(
            field="citations",
            code="number_unreadable",
            message=mark("The number of a cited document cannot be read: {read}"),
            details={"read": part.text[start:end]},
            evidence=part.evidence(start, end),
        )
        for start, end in unreadable_numbers(part.text)
    ]


def _unsure(index: int, citation: Citation) -> Doubt | None:
    limit = load(ClearPrint).citation
    if min((e.confidence for e in citation.evidence), default=1.0) >= limit:
        return None
    return Doubt(
        field=f"citations[{index}].number",
        code="number_unsure",
        message=mark("The number {read} was read from unclear print; please compare with the scan"),
        details={"read": citation.number},
        evidence=citation.evidence,
    )
