"""Who issued a letter whose letterhead is lost or badly read: the text tells, and it is shown as inferred.

An office that stands right before a directing verb in the text is the one that speaks ("Ủy ban nhân dân
huyện X đề nghị …", domain notes 1.2). Head and office are one: "Giám đốc Sở Y tế" speaks for the Sở.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from docproc.extract.assemble.rules.issuer import Issuer
from docproc.extract.layout.blocks import Body
from docproc.extract.layout.rows import is_sure
from docproc.extract.layout.running_text import spelt_alike
from docproc.extract.mentions.names import known_office
from docproc.extract.mentions.offices import office_phrase
from docproc.extract.mentions.places import are_two_places
from docproc.extract.mentions.vocabulary import vocabulary_of
from docproc.language.normalise import fold
from docproc.letter import Doubt, Header
from docproc.messages import mark
from docproc.rules import load

if TYPE_CHECKING:
    from spacy.tokens import Doc


def settle_issuer(header: Header, doubts: list[Doubt], doc: Doc, body: Body) -> list[Doubt]:
    """Fill in or correct the issuer from the text; returns the doubts, changed where the issuer is settled."""
    speaking = _speaking_offices(doc)
    if not speaking:
        return doubts
    (start, end), _count = speaking.most_common(1)[0]
    evidence = body.evidence(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    name = known_office(doc[start:end].text, is_sure(evidence)) or doc[start:end].text
    if header.issuer is not None and not _may_be(header, name):
        return doubts
    header.issuer = name[:1].upper() + name[1:]
    header.evidence["issuer"] = evidence
    kept = [doubt for doubt in doubts if doubt.field != "header.issuer"]
    inferred = Doubt(
        field="header.issuer",
        code="issuer_inferred",
        message=mark("The issuing office was taken from the text ({name}); please compare with the letterhead"),
        details={"name": name},
        evidence=header.evidence["issuer"],
    )
    return [*kept, inferred]


def _may_be(header: Header, spoken: str) -> bool:
    """Whether the printed name may be the one in the text, badly read; what is certain or exists is not."""
    printed = header.issuer or ""
    if is_sure(header.evidence.get("issuer", [])) or are_two_places(printed, spoken):
        return False
    return _badly_read(printed, spoken)


def _badly_read(printed: str, spoken: str) -> bool:
    """Whether the letterhead ends with a damaged form of the name in the text ("… Sốy Té" for "Sở Y tế")."""
    tail, name = spelt_alike(printed).replace(" ", ""), spelt_alike(spoken).replace(" ", "")
    if name in tail or name.startswith(tail):
        return False
    return fuzz.ratio(tail[-len(name) :], name) >= load(Issuer).same_office


def _speaking_offices(doc: Doc) -> Counter[tuple[int, int]]:
    """Token ranges of offices right before a directing verb, named ones only, each with its count."""
    words = vocabulary_of(doc)
    found: dict[str, tuple[int, int]] = {}
    counts: Counter[str] = Counter()
    longest = load(Issuer).longest_name
    for cue in sorted(words.at["cues"]):
        for start in range(max(0, cue - longest), cue):
            head = words.end("persons", start)
            begin = head if head and words.end("heads", head) else start
            phrase = office_phrase(doc, begin, cue)
            if phrase is None or phrase.end != cue or words.end("heads", begin) is None:
                continue
            speaker = phrase.parts[-1]  # "Thực hiện văn bản của UBND tỉnh, Sở X đề nghị": the last one speaks
            key = fold(doc[speaker[0] : speaker[1]].text)
            found.setdefault(key, speaker)
            counts[key] += 1
            break
    return Counter({found[key]: count for key, count in counts.items()})
