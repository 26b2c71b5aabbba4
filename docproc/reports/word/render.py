"""A Word template and its fields become a Word file, safely.

Templates come from outside: before anything parses them they are looked at as a package (`template_check`),
Jinja runs in a sandbox, all values are escaped, time and size are limited, and a mistake in the template is an
error with words for the person who edited it. What comes out is looked at again before it is handed on.
"""

from __future__ import annotations

import io
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from docproc.errors import TemplateFault
from docproc.reports.word.lines import mend_lines
from docproc.reports.word.marks import show_marks
from docproc.reports.word.ruled_lines import fit_rules
from docproc.reports.word.sandbox import Filters, Sandbox, TooMuch
from docproc.reports.word.template_check import check_draft, check_template
from docproc.reports.word.template_faults import Context, OutOfTime, in_words, no_word_file, what_is_wrong
from docproc.reports.wording.phrases import FILTERS
from docproc.settings import Settings

_MEGA = 1_000_000
# What a mistake in an expression of a template raises while it runs, and one in the parts of a foreign file.
_MISTAKES = (TemplateError, SyntaxError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
_WITHOUT_END = (TooMuch, MemoryError, RecursionError, OutOfTime)


def render(template: Path, fields: Context, settings: Settings) -> bytes:
    """The Word file of a draft: the template filled in, its rules fitted, its marks shown, its lines mended.

    Under template_seconds, template_megabytes and draft_megabytes of the settings; memory is for the process to
    limit in which this runs, in its main thread because of the alarm. Raises TemplateFault.
    """
    try:
        with _processor_time(settings.template_seconds):
            check_template(template, settings)
            document = fill_template(template, fields, FILTERS, settings.draft_megabytes)
            fit_rules(document)
            show_marks(document)
            mend_lines(document)
            content = _saved(document)
            check_draft(template, content, settings)
    except (*_MISTAKES, *_WITHOUT_END) as error:
        raise TemplateFault(template, detail=in_words(error)) from error
    return content.getvalue()


def fill_template(
    template: Path, fields: Context, filters: Filters, megabytes: float = float("inf")
) -> WordDocument:
    """The template with its fields filled in, where that makes no more than so many megabytes of text.

    Raises TemplateFault, which names the file, the mistake, its place and, for an unknown field, the nearest one.
    """
    environment = Sandbox(filters, megabytes * _MEGA)
    opened = _open(template)
    try:
        opened.render(dict(fields), environment, autoescape=True)
    except (*_MISTAKES, *_WITHOUT_END) as error:
        detail = what_is_wrong(error, fields, environment, Document(str(template)))
        raise TemplateFault(template, detail=detail) from error
    forget_own_template(opened.docx)
    return Document(_saved(opened.docx))


class _Strict(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl would mend broken markup by leaving text out; this refuses it instead."""

    def fix_tables(self, xml: str) -> etree._Element:
        parse_xml(xml.encode("utf-8"))
        return super().fix_tables(xml)


def _open(template: Path) -> DocxTemplate:
    try:
        opened = _Strict(str(template))
        opened.render_init()
    except (*_MISTAKES, PackageNotFoundError, zipfile.BadZipFile) as error:
        raise no_word_file(template) from error
    return opened


def forget_own_template(document: WordDocument) -> None:
    """Take out the template that a Word file names as its own: Word would fetch it when the draft is opened."""
    for part in document.part.package.iter_parts():
        for key in [key for key, one in part.rels.items() if one.reltype.endswith("/attachedTemplate")]:
            del part.rels[key]
    for named in document.settings.element.findall(qn("w:attachedTemplate")):
        document.settings.element.remove(named)


def _saved(document: WordDocument) -> io.BytesIO:
    content = io.BytesIO()
    document.save(content)
    content.seek(0)
    return content


@contextmanager
def _processor_time(seconds: float) -> Iterator[None]:
    """Raise OutOfTime inside the block once it has worked for so long. Only in the main thread of a process."""

    def raise_late(_signal: int, _frame: object) -> None:
        raise OutOfTime(seconds)

    before = signal.signal(signal.SIGPROF, raise_late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
