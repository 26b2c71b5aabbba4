"""Templates that grow, loop, fetch or lie: refused in words, with their place, under limits."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from hostile_word import Parts, packed, parts_of, put_in, reaching, relate, word_file

from docproc.errors import TemplateFault
from docproc.reports.drafts.reply import write_reply
from tests.reports.reply_letters import water_letter

COMMUNE = "UBND xã Bến Lau"
ADDRESS = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def tight_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small limits, so that what runs into them does so at once."""
    (tmp_path / "s.toml").write_text(
        "template_seconds = 1\ndraft_megabytes = 2\ndraft_memory_megabytes = 150\ntemplate_megabytes = 3\n"
    )
    monkeypatch.setenv("DOCPROC_SETTINGS", str(tmp_path / "s.toml"))


def fault_of(template: Path) -> str:
    """What is said of a template; nothing may have been written."""
    out = template.parent / "ra" / "ra.docx"
    with pytest.raises(TemplateFault) as raised:
        write_reply(water_letter(), COMMUNE, out, template=template)
    assert raised.value.path == str(template)
    assert not out.parent.exists()
    return raised.value.message("en")


def made(folder: Path, change: Callable[[Parts], None], *paragraphs: str) -> Path:
    """A template with parts changed."""
    parts = parts_of(word_file(folder / "mau.docx", *paragraphs))
    change(parts)
    return packed(parts, folder / "mau.docx")


MACROS = "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}"
DOUBLING = (
    "{% set n = namespace(s='x') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}{{ n.s|length }}"
)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("{{ 'x' * 10**9 }}", "more text"),
        ("{{ 10**9 * 'x' }}", "more text"),
        ("{{ ([1] * 10**9) | length }}", "more text"),
        ("{{ nhiem_vu * 10**8 }}", "more text"),
        ("{{ 9 ** (9**9) }}", "more text"),
        ("{{ (9**999 * 9**999) ** 99 }}", "more text"),
        ("{{ 'x'.center(10**9) }}", "more memory"),
        ("{{ 'x'|center(10**9) }}", "more memory"),
        ("{{ 'x'.ljust(10**9) }}", "more memory"),
        ("{{ 'x'.zfill(10**9) }}", "more memory"),
        ("{{ 'x\n'|indent(10**9) }}", "more memory"),
        ("{{ '%999999999d'|format(1) }}", "more memory"),
        ("{{ '%999999999d' % 1 }}", "more memory"),
        ("{{ '{:999999999}'.format(1) }}", "more memory"),
        ("{{ '{:{}}'.format(1, 999999999) }}", "more memory"),
        ("{{ ('a' * 999).replace('a', 'x'.center(999999)) }}", "more memory"),
        ("{{ [1]|batch(10**9, 'x')|list }}", "more memory"),
        ("{{ [[1]]|tojson(indent=10**9) }}", "more memory"),
        ("{{ range(99999)|join('x'.center(99999)) }}", "more memory"),
        (DOUBLING, "more memory"),
        ("{{ 'x'.center(3 * 10**6) }}", "more text"),
        ("{{ lipsum(n=10**6) }}", "s of work"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "s of work"),
        ("{% for a in range(9999) %}{% for b in range(9999) %}văn bản{% endfor %}{% endfor %}", "more text"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "nested without end"),
        (MACROS + "{{ a() }}", "nested without end"),
        ("{% for a in [[1]] recursive %}{{ loop([a]) }}{% endfor %}", "nested without end"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "nested without end"),
        ("{% for a in [1] %}" * 30 + "{% endfor %}" * 30, "not written correctly"),
        ("{% include 'x' %}", "cannot be worked out"),
        ("{% import '/etc/passwd' as x %}", "cannot be worked out"),
        ("{% extends 'x' %}", "cannot be worked out"),
        ("{{ range(10**9)|length }}", "cannot be worked out"),
    ],
)
def test_what_grows_or_loops_is_refused_with_its_place(tmp_path: Path, expression: str, reason: str) -> None:
    said = fault_of(word_file(tmp_path / "mau.docx", "Kính gửi", f"Số: {expression}"))
    assert reason in said
    assert "stands in paragraph 2: Số: {" in said or reason == "not written correctly"


@pytest.mark.parametrize(
    "expression",
    [
        "{{ ''['__class__'] }}",
        "{{ ''|attr('__class__') }}",
        "{{ '{0.__class__}'.format(co_quan) }}",
        "{{ '{a.__class__}'.format_map({'a': co_quan}) }}",
        "{{ ('{0.__class__}'|e).format(co_quan) }}",
        "{{ [co_quan]|map(attribute='__class__')|join }}",
        "{{ self._TemplateReference__context }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ loop.__class__ }}",
        "{{ nhiem_vu[0].update(x=1) }}",
        "{{ trich_dan.__globals__ }}",
    ],
)
def test_a_template_cannot_reach_python_by_a_detour(tmp_path: Path, expression: str) -> None:
    said = fault_of(word_file(tmp_path / "mau.docx", expression))
    assert "may not use" in said or "there is no field" in said


@pytest.mark.parametrize("margin", ["header", "footer"])
def test_the_margins_are_limited_too(tmp_path: Path, margin: str) -> None:
    document = Document()
    getattr(document.sections[0], margin).paragraphs[0].text = "Trang {{ 'x' * 10**9 }}"
    document.save(str(tmp_path / "mau.docx"))
    assert "stands in paragraph 1: Trang {{" in fault_of(tmp_path / "mau.docx")


def test_the_title_of_the_file_is_limited_too(tmp_path: Path) -> None:
    document = Document()
    document.core_properties.title = "{{ 'x' * 10**9 }}"
    document.save(str(tmp_path / "mau.docx"))
    assert "more text" in fault_of(tmp_path / "mau.docx")


def test_the_error_is_told_in_vietnamese(tmp_path: Path) -> None:
    template = word_file(tmp_path / "mau.docx", "{{ 'x' * 10**9 }}")
    with pytest.raises(TemplateFault) as raised:
        write_reply(water_letter(), COMMUNE, tmp_path / "ra.docx", template=template)
    assert "mẫu có lỗi" in raised.value.message("vi")


LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{}]>'.format(
    "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
)


DTD = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x">'


@pytest.mark.parametrize(
    ("part", "doctype", "encoding"),
    [
        ("word/document.xml", LAUGHS, "utf-8"),
        ("word/document.xml", LAUGHS, "utf-16"),
        ("word/document.xml", DTD, "utf-8"),
        ("word/document.xml", DTD, "utf-16"),
        ("word/header1.xml", LAUGHS, "utf-8"),
        ("word/styles.xml", LAUGHS, "utf-8"),
        ("word/settings.xml", LAUGHS, "utf-8"),
        ("word/numbering.xml", LAUGHS, "utf-8"),
        ("word/_rels/document.xml.rels", LAUGHS, "utf-8"),
        ("_rels/.rels", LAUGHS, "utf-8"),
        ("docProps/core.xml", LAUGHS, "utf-8"),
        ("customXml/item9.xml", LAUGHS, "utf-8"),
        ("word/other.dat", LAUGHS, "utf-8"),
        ("[Content_Types].xml", LAUGHS, "utf-8"),
    ],
)
def test_document_types_are_refused_in_every_part(tmp_path: Path, part: str, doctype: str, encoding: str) -> None:
    def change(parts: Parts) -> None:
        text = parts.get(part, b"<a/>").decode("utf-8")
        text = text.split("?>", 1)[-1]
        parts[part] = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{text}'.encode(encoding)

    said = fault_of(made(tmp_path, change))
    assert f"{part} has a document type" in said or (encoding == "utf-16" and part in said)


# The others: tests/scan/test_word_reach.py.
@pytest.mark.parametrize("kind", ["linked picture", "INCLUDETEXT", "web page as a chunk", "mail merge"])
def test_what_reaches_outside_is_refused(tmp_path: Path, kind: str) -> None:
    said = fault_of(reaching(tmp_path / "mau.docx", kind, ADDRESS, "{{ co_quan }}"))
    assert "reaches outside the file: " in said and "word/" in said


@pytest.mark.parametrize(
    "target", [r"\\may-chu\chung\a.png", "file:///etc/passwd", "//may-chu/a.png", "ftp://a/b"]
)
def test_shares_and_files_are_outside_too(tmp_path: Path, target: str) -> None:
    said = fault_of(made(tmp_path, lambda parts: relate(parts, "word/footer1.xml", "image", target)))
    assert target in said and "footer1" in said


def test_a_field_that_the_template_puts_together_is_refused_in_the_draft(tmp_path: Path) -> None:
    instruction = "{{ 'INCLUDE' ~ 'PICTURE' }} {{ 'http' ~ '://127.0.0.1:9/a.png' }}"
    simple = f'<w:fldSimple w:instr="{instruction}"><w:r/></w:fldSimple>'
    template = made(tmp_path, lambda parts: put_in(parts, simple), "{{ co_quan }}")
    assert "reaches outside the file: INCLUDEPICTURE" in fault_of(template)


def test_markup_that_the_template_puts_together_is_refused_in_the_draft(tmp_path: Path) -> None:
    simple = "</w:t></w:r><w:fldSimple w:instr='DDEAUTO x'><w:r/></w:fldSimple><w:r><w:t>"
    words = '{% autoescape false %}{{ "' + simple + '" }}{% endautoescape %}'
    assert "reaches outside the file: DDEAUTO" in fault_of(word_file(tmp_path / "mau.docx", words))


def test_macros_of_word_are_refused(tmp_path: Path) -> None:
    def change(parts: Parts) -> None:
        parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"

    assert "macros" in fault_of(made(tmp_path, change))


def test_links_to_click_and_the_own_template_are_no_reason_to_refuse(tmp_path: Path) -> None:
    def change(parts: Parts) -> None:
        relate(parts, "word/document.xml", "hyperlink", "https://example.org/")
        relate(parts, "word/settings.xml", "attachedTemplate", "file:///C:/Mau/Normal.dotm")
        own = (
            b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        )
        put = own + b'r:id="rIdX"/><w:zoom '
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"<w:zoom ", put, 1)

    out = write_reply(
        water_letter(), COMMUNE, tmp_path / "ra.docx", template=made(tmp_path, change, "{{ co_quan }}")
    )
    parts = parts_of(out)
    assert b"https://example.org/" in parts["word/_rels/document.xml.rels"]
    assert not any(b"attachedTemplate" in data for data in parts.values())


def bomb_of_zeros(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/a.png", bytes(20_000_000))


def lying_size(path: Path) -> None:
    packed(parts_of(path) | {"customXml/item9.xml": b"<a>" + b" " * 20_000_000}, path)
    size = (20_000_003).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (200_000).to_bytes(4, "little")))


def many_parts(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as package:
        for number in range(6000):
            package.writestr(f"word/media/{number}.png", b"")


def two_of_a_name(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("Word/Document.xml", b"<a/>")


def odd_packing(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_LZMA) as package:
        package.writestr("word/media/a.png", b"x")


def deep_markup(path: Path) -> None:
    packed(parts_of(path) | {"customXml/item1.xml": b"<a>" * 9999 + b"</a>" * 9999}, path)


@pytest.mark.parametrize(
    "spoil",
    [bomb_of_zeros, lying_size, many_parts, two_of_a_name, odd_packing, deep_markup],
    ids=lambda spoil: spoil.__name__,
)
def test_packages_that_grow_or_lie_are_refused(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    template = word_file(tmp_path / "mau.docx", "{{ co_quan }}")
    spoil(template)
    fault_of(template)


def test_a_process_that_dies_leaves_the_name_of_the_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docproc.reports.word.word_file.render", lambda *_: os.kill(os.getpid(), 9))
    assert "died" in fault_of(word_file(tmp_path / "mau.docx", "x"))
