"""What is wrong with a template, in words for the person who edited it: the mistake and where it stands."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from traceback import walk_tb
from types import FrameType
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from lxml.etree import XMLSyntaxError

from docproc.errors import InputError, OutOfMemory, TemplateFault, TookTooLong
from docproc.messages import _
from docproc.reports.word.sandbox import Sandbox, TooMuch

Context = Mapping[str, object]
_LONGEST = 200  # letters of what a library says


class OutOfTime(BaseException):
    """Filling a template in took more than `seconds` of processor time.

    No Exception, because Jinja passes over those that come while it works constants out.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def no_word_file(template: Path) -> TemplateFault:
    """The error for a template that is something else than a Word file."""
    return TemplateFault(template, detail=_("it is not a Word file (.docx)"))


def ended_by_limit(template: Path, error: InputError, seconds: float) -> TemplateFault:
    """The error for a template whose process had to be ended, so that the place in it is not known."""
    match error:
        case OutOfMemory():
            return TemplateFault(template, detail=in_words(MemoryError()))
        case TookTooLong():
            return TemplateFault(template, detail=in_words(OutOfTime(seconds)))
    return TemplateFault(template, detail=_("the process that fills it in died"))


def what_is_wrong(error: BaseException, context: Context, environment: Sandbox, document: WordDocument) -> str:
    """The mistake behind an error of a template that is being filled in, and its place.

    `document` is the template as it was before.
    """
    if isinstance(error, UndefinedError) and not isinstance(error, SecurityError):
        return _unknown_field(error.message or "", context, document)
    if isinstance(error, TemplateSyntaxError):
        return _syntax(error, environment, document)
    if isinstance(error, XMLSyntaxError):
        return _("a field stands where Word keeps no text: {what}", what=error)
    return in_words(error) + _place_of_line(_line(error), environment, document)


def in_words(error: BaseException) -> str:
    """What an error says of a template, without a place."""
    match error:
        case SecurityError():
            return _("an expression asks for something that templates may not use: {what}", what=error.message)
        case TooMuch():
            return _("it makes more text than a draft may hold")
        case OutOfTime():
            return _("it is not filled in after {seconds} s of work", seconds=f"{error.seconds:g}")
        case MemoryError():
            return _("it takes more memory than a draft may use")
        case RecursionError():
            return _("blocks or macros are nested without end")
        case SyntaxError():
            return _("the field or block is not written correctly ({what})", what=error.msg)
    return _("an expression cannot be worked out: {what}", what=str(error)[:_LONGEST])


def _unknown_field(message: str, context: Context, document: WordDocument) -> str:
    names = re.findall(r"'([^']*)'", message)
    field = names[-1] if names else message
    text = _with_nearest(_("there is no field “{name}”", name=field), field, field_names(context))
    return text + _place_of_name(field, document)


def _syntax(error: TemplateSyntaxError, environment: Sandbox, document: WordDocument) -> str:
    found = re.match(r"No filter named '(\w+)'", error.message or "")
    if found:
        text = _("there is no filter “{name}”", name=found[1])
        return _with_nearest(text, found[1], sorted(environment.filters)) + _place_of_name(found[1], document)
    lines: list[str] = [line for line in getattr(error, "docx_context", []) if "{" in line]
    near = f": {lines[0].strip()[:80]}" if lines else ""
    return _("the field or block is not written correctly ({what})", what=f"{error.message}{near}")


def _with_nearest(text: str, name: str, right: list[str]) -> str:
    near = difflib.get_close_matches(name, right, n=1, cutoff=0.5)
    return text + _("; did you mean “{name}”?", name=near[0]) if near else text


def field_names(value: object) -> list[str]:
    """All names in the context, at every depth."""
    if isinstance(value, Mapping):
        inner = [name for item in value.values() for name in field_names(item)]
        return sorted({str(key) for key in value} | set(inner))
    if isinstance(value, list):
        return sorted({name for item in value for name in field_names(item)})
    return []


def _line(error: BaseException) -> int:
    """The line of the source that was compiled or run when the error came; 0 where that is not known."""
    line = 0
    for frame, at in walk_tb(error.__traceback__):
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            line = template.get_corresponding_lineno(at)
        elif str(frame.f_globals.get("__name__")).startswith("jinja2."):
            line = _line_at_work(frame) or line
    return line


def _line_at_work(frame: FrameType) -> int:
    """The line that Jinja's parser or compiler is at in one of its functions."""
    for found in (frame.f_locals.get("lineno"), getattr(frame.f_locals.get("node"), "lineno", None)):
        if isinstance(found, int):
            return found
    return 0


def _place_of_line(line: int, environment: Sandbox, document: WordDocument) -> str:
    """Where a line of the source stands in Word; docxtpl begins one for each paragraph."""
    lines = environment.source.split("\n")
    if not 0 < line <= len(lines):
        return ""
    words = re.sub(r"<[^>]+>", "", lines[line - 1])
    wanted = _squeezed(words)
    if not wanted:
        return ""
    for number, paragraph in _paragraphs(document):
        if wanted in _squeezed(paragraph):
            return _stands_in(number, paragraph)
    return _("; it stands in: {words}", words=words.strip()[:80])


def _squeezed(text: str) -> str:
    """The text without what docxtpl changes in it: blanks, its letters in `{%p … %}`, curly quotation marks."""
    text = re.sub(r"(?<=\{[{%#])(?:p|tr|tc|r)\s|[\s“”‘’'\"]", "", text)
    return text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


def _place_of_name(name: str, document: WordDocument) -> str:
    """Where a name stands: the first paragraph of the page, of a table, of the top or foot margin with it."""
    for number, words in _paragraphs(document):
        if re.search(rf"\{{[{{%][^}}]*\b{re.escape(name)}\b", words):
            return _stands_in(number, words)
    return ""


def _stands_in(number: int, words: str) -> str:
    return _("; it stands in paragraph {number}: {words}", number=number, words=words.strip()[:80])


def _paragraphs(document: WordDocument) -> Iterator[tuple[int, str]]:
    """The paragraphs of the page, the top and the foot margin, each counted from 1, with their words."""
    parts: list[Any] = [document.element.body]
    for section in document.sections:
        for margin in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not margin.is_linked_to_previous:
                parts.append(margin._element)
    for part in parts:
        for number, paragraph in enumerate(part.iter(qn("w:p")), start=1):
            yield number, "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
