"""A Word template and its fields become a Word file, safely.

Templates come from outside: Jinja runs in a sandbox, all values are escaped, and a mistake in the template
is an error with words for the person who edited it. The file is opened again before it takes its name.
"""

from __future__ import annotations

import difflib
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docproc.disk import take_place
from docproc.errors import TemplateFault
from docproc.messages import _

Context = Mapping[str, object]
Filters = Mapping[str, Callable[..., str]]
# What a mistake in an expression of a template raises while it runs, and python-docx on a foreign zip file.
_EXPRESSION_ERRORS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError)


def sandbox(filters: Filters) -> ImmutableSandboxedEnvironment:
    """A Jinja environment that escapes every value and keeps templates from reaching Python.

    `safe` is taken out: a value is never markup.
    """
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.filters.update(filters)
    del environment.filters["safe"]
    return environment


def fill_template(template: Path, context: Context, filters: Filters) -> WordDocument:
    """The template with its fields filled in.

    Raises TemplateFault, which names the file, the mistake and, for an unknown field, the nearest right one.
    """
    environment = sandbox(filters)
    opened = _open(template)
    try:
        filled = opened.build_xml(dict(context), environment)
        # docxtpl would mend broken markup by leaving text out; refuse it instead.
        parse_xml(filled.encode("utf-8"))
        opened = _open(template)
        # A new environment: filters that remember what a document said (trich_dan) begin afresh.
        opened.render(dict(context), sandbox(filters), autoescape=True)
        content = io.BytesIO()
        opened.save(content)
    except (TemplateError, SyntaxError, *_EXPRESSION_ERRORS) as error:
        raise TemplateFault(template, detail=_what_is_wrong(error, context, environment, template)) from error
    content.seek(0)
    return Document(content)


def _open(template: Path) -> DocxTemplate:
    try:
        opened = DocxTemplate(str(template))
        opened.render_init()
    except (PackageNotFoundError, zipfile.BadZipFile, *_EXPRESSION_ERRORS) as error:
        raise TemplateFault(template, detail=_("it is not a Word file (.docx)")) from error
    return opened


def save_checked(document: WordDocument, out: Path) -> Path:
    """Write under a passing name beside `out`, open again as a check, then move into place.

    Raises OSError when the folder cannot be written. Nothing half-written is ever left under `out`.
    """
    handle, name = tempfile.mkstemp(prefix=".docproc-", suffix=".docx", dir=out.parent)
    os.close(handle)
    passing = Path(name)
    try:
        document.save(name)
        Document(name)
        passing.chmod(0o644)
        take_place(passing, out)
    finally:
        passing.unlink(missing_ok=True)
    return out


def _what_is_wrong(
    error: Exception, context: Context, environment: ImmutableSandboxedEnvironment, template: Path
) -> str:
    if isinstance(error, SecurityError):
        return _("an expression asks for something that templates may not use: {what}", what=error.message)
    if isinstance(error, UndefinedError):
        return _unknown_field(error.message or "", context, template)
    if isinstance(error, TemplateSyntaxError):
        return _syntax(error, environment, template)
    if isinstance(error, SyntaxError):
        return _("a field stands where Word keeps no text: {what}", what=error)
    return _("an expression cannot be worked out: {what}", what=error)


def _unknown_field(message: str, context: Context, template: Path) -> str:
    names = re.findall(r"'([^']*)'", message)
    field = names[-1] if names else message
    text = _with_nearest(_("there is no field “{name}”", name=field), field, field_names(context))
    return text + _place_of(field, template)


def _place_of(name: str, template: Path) -> str:
    """Where the name stands: the first paragraph of the page, of a table, of the top or foot margin with it."""
    document = Document(str(template))
    section = document.sections[0]
    parts = (document.element.body, section.header._element, section.footer._element)
    numbered = [(n, p) for part in parts for n, p in enumerate(part.iter(qn("w:p")), start=1)]
    for number, paragraph in numbered:
        words = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        if re.search(rf"\{{[{{%][^}}]*\b{re.escape(name)}\b", words):
            return _("; it stands in paragraph {number}: {words}", number=number, words=words.strip()[:80])
    return ""


def _syntax(error: TemplateSyntaxError, environment: ImmutableSandboxedEnvironment, template: Path) -> str:
    found = re.match(r"No filter named '(\w+)'", error.message or "")
    if found:
        text = _("there is no filter “{name}”", name=found[1])
        return _with_nearest(text, found[1], sorted(environment.filters)) + _place_of(found[1], template)
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
