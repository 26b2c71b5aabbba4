"""Questions about the sentences that open lists: whom they ask, and what kind of items they announce."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from docproc.extract.mentions.vocabulary import vocabulary_of
from docproc.extract.roles.outline import whole_office
from docproc.language.normalise import fold
from docproc.resources import load_rules


def _says(kind: str, text: str) -> bool:
    return re.search(load_rules("tasks")["lists"][kind], fold(text)) is not None


def asked_alone(doc: Doc, start: int, end: int) -> list[tuple[int, int]] | None:
    """“Sở X đề nghị các đồng chí:”: the token ranges of those asked, when nothing but a colon follows."""
    words = vocabulary_of(doc)
    for i in words.between("cues", start, end):
        if words.at["cues"][i] <= end:
            phrase = whole_office(doc, i, end)
            if phrase is not None:
                return list(phrase.parts)
    return None


def ends_with_cue(doc: Doc, start: int, end: int) -> bool:
    """“Chủ tịch UBND tỉnh yêu cầu:”: whom it asks stands in the list."""
    words = vocabulary_of(doc)
    return any(end - 3 <= words.at["cues"][i] <= end for i in words.between("cues", start, end))


def invites(text: str) -> bool:
    """“Trân trọng kính mời:”: those invited are listed, and told nothing."""
    return _says("inviting", text)


def opens_assignments(text: str) -> bool:
    """“… thực hiện một số nội dung sau:”: what is listed is assigned, whatever verb it opens with."""
    return _says("assigning", text)


def asks_for_contents(text: str) -> bool:
    """“… báo cáo theo các nội dung sau:”: what is listed is in the report, and is no task."""
    return _says("contents", text)


def informs(text: str) -> bool:
    """Whether an item tells when, where or what for rather than what to do: "Thời gian kiểm tra: …"."""
    return _says("informing", text)


def heads_assignments(text: str) -> bool:
    """Whether a heading opens the part of a plan that says who does what: "TỔ CHỨC THỰC HIỆN"."""
    return _says("section", text)


def announces(text: str) -> bool:
    """Whether a sentence only says that something follows: "… như sau:"."""
    return re.search(r"\b(?:nhu )?sau\W*$", fold(text)) is not None
