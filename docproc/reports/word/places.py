"""The places of a draft where a person has to write or to check, and the draft with them filled in.

A place is what `marks.py` made yellow: a content control that says what to write, or a note that says what to
check. Places are counted in reading order in the file as it was made, which stays as it is; the draft is that
file with what people wrote put in, so that what was written can be changed again. Nothing else is touched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from docproc.confined.call import Allowance, confined
from docproc.reports.rules.nd30_layout import Nd30Layout
from docproc.reports.word.lines import mend_line
from docproc.reports.word.marks import CONTROL, MARK
from docproc.reports.word.render import forget_own_template
from docproc.reports.word.ruled_lines import fit_rules
from docproc.reports.word.template_check import check_template
from docproc.reports.word.template_faults import no_word_file
from docproc.rules import load
from docproc.settings import Settings

LEFT_OUT = ""
"""What is written into a place that is left out: what it wants is not there, what it tells to check is right."""
_AROUND, _ABOVE = 160, 300  # letters shown beside a place, and of the paragraph above
_SIGNS = {qn("w:br"): "\n", qn("w:noBreakHyphen"): "-", qn("w:tab"): " "}
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Place:
    """A place to fill in (`fill`) or a note to check (`check`).

    `number` counts from 1 in reading order; `wants` says what to write or to check; `before` and `after` are the
    words of its paragraph around it, `above` those of the paragraph before. `has_room`: whether what is written
    may have several lines.
    """

    number: int
    kind: Literal["fill", "check"]
    wants: str
    before: str
    after: str
    above: str
    has_room: bool

    @property
    def may_lack(self) -> bool:
        """Whether what it wants need not be there (`nếu có`)."""
        return "nếu có" in self.wants


def places_of(file: Path, settings: Settings) -> tuple[Place, ...]:
    """The places of a Word file, in reading order, found in a child process under limits.

    Raises OutOfMemory, TookTooLong, ProcessDied.
    """
    return confined(_places, file, allowance=_allowance(settings), path=file)


def filled_word(file: Path, filled: Mapping[int, str], settings: Settings) -> bytes:
    """The Word file with `filled` written into its places, by their numbers; LEFT_OUT takes a place away.

    What is written must be fit for XML. Made in a child process under limits. Raises OutOfMemory, TookTooLong,
    ProcessDied.
    """
    return confined(_filled, file, dict(filled), allowance=_allowance(settings), path=file)


def check_edited(file: Path, settings: Settings) -> None:
    """Whether a Word file that people edited may take the place of a draft: as for templates, in a child process.

    Raises TemplateFault for what is none, reaches outside or cannot be opened; OutOfMemory, TookTooLong,
    ProcessDied.
    """
    confined(_check_edited, file, settings, allowance=_allowance(settings), path=file)


def _check_edited(file: Path, settings: Settings) -> None:
    check_template(file, settings)
    try:
        _filled(file, {})
        _places(file)
    except (
        PackageNotFoundError,
        etree.XMLSyntaxError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ) as error:
        raise no_word_file(file) from error


def _allowance(settings: Settings) -> Allowance:
    return Allowance(settings.draft_memory_megabytes, settings.template_seconds)


def _places(file: Path) -> tuple[Place, ...]:
    document = Document(str(file))
    narrow = _narrow_styles(document)
    return tuple(_place(number, element, narrow) for number, element in enumerate(_elements(document), start=1))


def _filled(file: Path, filled: Mapping[int, str]) -> bytes:
    document = Document(str(file))
    narrow = _narrow_styles(document)
    written = [(one, filled[number]) for number, one in enumerate(_elements(document), 1) if number in filled]
    for element, words in written:
        paragraph = _paragraph(element)
        if not _has_room(paragraph, element, narrow):
            words = " ".join(words.split())
        further: list[Any] = []
        if words == LEFT_OUT:
            _take_out(element, paragraph)
        else:
            further = _write(element, words)
        for changed in (paragraph, *further):
            if changed.getparent() is not None:
                mend_line(document, changed)
    fit_rules(document)
    forget_own_template(document)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _elements(document: WordDocument) -> list[Any]:
    """What holds each place: the content control, or the run of a mark that stands in none."""
    return list(_found(document.element.body))


def _found(element: Any) -> Iterator[Any]:
    for child in element:
        is_mark = child.tag == qn("w:r") and MARK.fullmatch(_text(child))
        if is_mark or (child.tag == qn("w:sdt") and _is_ours(child)):
            yield child
        else:
            yield from _found(child)


def _is_ours(control: Any) -> bool:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return tag is not None and CONTROL.fullmatch(tag.get(qn("w:val"), "")) is not None and _has_run(control)


def _has_run(control: Any) -> bool:
    """Whether it stands among the runs of a paragraph, as ours do."""
    return control.find(f"{qn('w:sdtContent')}/{qn('w:r')}") is not None


def _place(number: int, element: Any, narrow: set[str]) -> Place:
    found = MARK.fullmatch(_text(element))
    title = element.find(f"{qn('w:sdtPr')}/{qn('w:alias')}")
    paragraph = _paragraph(element)
    before, after = _around(paragraph, element)
    return Place(
        number=number,
        kind="check" if found is not None and found["kind"] == "CẦN KIỂM TRA" else "fill",
        wants=(found["what"] if found else title.get(qn("w:val"), "") if title is not None else "") or "",
        before=before[-_AROUND:],
        after=after[:_AROUND],
        above=_above(paragraph)[:_ABOVE],
        has_room=_has_room(paragraph, element, narrow),
    )


def _paragraph(element: Any) -> Any:
    return next(element.iterancestors(qn("w:p")))


def _around(paragraph: Any, element: Any) -> tuple[str, str]:
    parts, inside = {True: "", False: ""}, set(element.iter())
    is_before = True
    for node in paragraph.iter(qn("w:t"), *_SIGNS):
        if node in inside:
            is_before = False
        else:
            parts[is_before] += _SIGNS.get(node.tag) or node.text or ""
    if is_before:  # a control without any text
        return "", ""
    return parts[True].lstrip(), parts[False].rstrip()


def _above(paragraph: Any) -> str:
    """The words of the nearest paragraph before that has any."""
    body = next(paragraph.iterancestors(qn("w:body")))
    words = ""
    for one in body.iter(qn("w:p")):
        if one is paragraph:
            return words
        text = _text(one).strip()
        words = text if any(map(str.isalpha, text)) else words
    return words


def _text(element: Any) -> str:
    return "".join(_SIGNS.get(node.tag) or node.text or "" for node in element.iter(qn("w:t"), *_SIGNS))


def _narrow_styles(document: WordDocument) -> set[str]:
    """The ids of the styles whose paragraphs are one line each: number, day."""
    names = load(Nd30Layout).one_line.styles
    return {style.style_id for style in document.styles if style.name in names}


def _has_room(paragraph: Any, element: Any, narrow: set[str]) -> bool:
    """Whether several paragraphs can stand in the place: at the end of one that is no line of its own."""
    _before, after = _around(paragraph, element)
    return paragraph.style not in narrow and not after.strip()


def _write(element: Any, words: str) -> list[Any]:
    """Put the words in the place of an element, each further line as a paragraph of its own, as Word's Enter.

    Gives the new paragraphs.
    """
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    model = next(element.iter(qn("w:r")))
    first = _run(model, lines[0])
    element.addprevious(first)
    _remove(element)
    further = [_run(model, line) for line in lines[1:]]
    if _can_be_parted(first):
        return _part(first, further)
    for run in reversed(further):
        first.addnext(run)
        run.insert(1 if run.rPr is not None else 0, OxmlElement("w:br"))
    return []


def _can_be_parted(run: Any) -> bool:
    paragraph = run.getparent()
    properties = paragraph.pPr if paragraph.tag == qn("w:p") else None
    ends_section = properties is not None and properties.find(qn("w:sectPr")) is not None
    return paragraph.tag == qn("w:p") and not ends_section


def _part(first: Any, further: list[Any]) -> list[Any]:
    """Part a paragraph behind a run: a new one like it for each of the `further` runs, the rest with the last."""
    made: list[Any] = []
    current = first.getparent()
    properties, rest = current.pPr, list(first.itersiblings())
    for run in further:
        new = OxmlElement("w:p")
        if properties is not None:
            new.append(deepcopy(properties))
        new.append(run)
        current.addnext(new)
        current = new
        made.append(new)
    if made:
        current.extend(rest)
    return made


def _run(model: Any, words: str) -> Any:
    """A run that looks as the place will when it is filled in: no longer yellow."""
    made = OxmlElement("w:r")
    if model.rPr is not None:
        made.append(deepcopy(model.rPr))
        made.rPr.highlight_val = None
    text = OxmlElement("w:t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.append(text)
    return made


def _take_out(element: Any, paragraph: Any) -> None:
    """Take a place away: with its paragraph where nothing but signs is left and another stands beside it."""
    before, after = _around(paragraph, element)
    inside = set(element.iter())
    preceding = list(takewhile(lambda node: node not in inside, paragraph.iter(qn("w:t"))))
    _remove(element)
    has_other = any(one.tag == qn("w:p") for one in paragraph.getparent() if one is not paragraph)
    if not _WORD.search(before + after) and has_other and _can_go(paragraph):
        paragraph.getparent().remove(paragraph)
    elif preceding:
        last = preceding[-1]
        words = last.text or ""
        if words.endswith("-") and not words[:-1].endswith(" "):  # `UBND-` of a symbol that goes on no more
            last.text = words[:-1]
        elif not after or not _WORD.match(after.lstrip()):  # the blank before it, where no word follows
            last.text = words.rstrip()


def _can_go(paragraph: Any) -> bool:
    """Whether a paragraph holds nothing else: no picture, no end of a section, no other place."""
    kept = ("w:drawing", "w:pict", "w:sectPr", "w:sdt")
    return next(paragraph.iter(*map(qn, kept)), None) is None


def _remove(element: Any) -> None:
    """Take an element away with the bookmark around it."""
    start, end = element.getprevious(), element.getnext()
    while start is not None and start.tag == qn("w:r"):  # what has just been written before it
        start = start.getprevious()
    if element.tag == qn("w:sdt") and start is not None and start.tag == qn("w:bookmarkStart"):
        number = start.get(qn("w:id"))
        if CONTROL.fullmatch(start.get(qn("w:name"), "")):
            start.getparent().remove(start)
            if end is not None and end.tag == qn("w:bookmarkEnd") and end.get(qn("w:id")) == number:
                end.getparent().remove(end)
    element.getparent().remove(element)
