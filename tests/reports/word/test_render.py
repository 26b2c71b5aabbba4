from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document

from docproc.errors import NotAllowed, TemplateFault
from docproc.reports.drafts.reply import write_reply
from docproc.reports.word.render import fill_template
from docproc.reports.word.sandbox import Sandbox
from docproc.reports.word.word_file import write_whole
from docproc.reports.wording.phrases import FILTERS
from tests.reports.nd30_check import whole_text
from tests.reports.reply_letters import water_letter

COMMUNE = "UBND xã Bến Lau"


def template_with(folder: Path, *paragraphs: str) -> Path:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    path = folder / "mau.docx"
    document.save(str(path))
    return path


def fault(folder: Path, *paragraphs: str) -> str:
    template = template_with(folder, *paragraphs)
    out = folder / "ra.docx"
    with pytest.raises(TemplateFault) as raised:
        write_reply(water_letter(), COMMUNE, out, template=template)
    assert not out.exists()
    assert raised.value.path == str(template)
    return raised.value.message("en")


@pytest.mark.parametrize(
    "expression",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ co_quan.__class__ }}",
        "{{ co_quan.format.__globals__ }}",
        "{{ nhiem_vu.append(1) }}",
        "{% set x = cycler.__init__.__globals__ %}{{ x }}",
    ],
)
def test_a_template_cannot_reach_python(tmp_path: Path, expression: str) -> None:
    fault(tmp_path, expression)


def test_the_refusal_says_what_was_asked_for(tmp_path: Path) -> None:
    assert "__class__" in fault(tmp_path, "{{ ''.__class__.__mro__ }}")


def test_an_unknown_field_is_named_with_the_nearest_right_one(tmp_path: Path) -> None:
    said = fault(tmp_path, "{{ co_qua }}")
    assert "“co_qua”" in said
    assert "“co_quan”" in said


def test_an_unknown_inner_field_is_named_with_the_nearest_right_one(tmp_path: Path) -> None:
    said = fault(tmp_path, "{%p for viec in nhiem_vu %}", "{{ viec.noi_dug }}", "{%p endfor %}")
    assert "“noi_dug”" in said
    assert "“noi_dung”" in said


def test_an_unknown_filter_is_named_with_the_nearest_right_one(tmp_path: Path) -> None:
    said = fault(tmp_path, "{{ co_quan | in_ho }}")
    assert "“in_ho”" in said
    assert "“in_hoa”" in said


@pytest.mark.parametrize(
    "broken", ["{% for viec in nhiem_vu %}", "{{ co_quan", "{% if %}x{% endif %}", "{{ co_quan | }}"]
)
def test_a_field_written_wrongly_is_a_fault(tmp_path: Path, broken: str) -> None:
    assert "not written correctly" in fault(tmp_path, broken)


@pytest.mark.parametrize("expression", ["{{ 1 // 0 }}", "{{ co_quan + 1 }}", "{{ range(10 ** 9) }}"])
def test_an_expression_that_cannot_be_worked_out_is_a_fault(tmp_path: Path, expression: str) -> None:
    assert "cannot be worked out" in fault(tmp_path, expression)


def test_values_cannot_be_declared_safe(tmp_path: Path) -> None:
    assert "“safe”" in fault(tmp_path, "{{ co_quan | safe }}")


def test_unescaped_markup_is_refused_not_dropped(tmp_path: Path) -> None:
    fault(tmp_path, "{% autoescape false %}{{ van_ban.day_du }}{% endautoescape %}")


@pytest.mark.parametrize("content", [b"", b"not a zip file", b"PK\x03\x04 broken"])
def test_a_file_that_is_not_word_is_a_fault(tmp_path: Path, content: bytes) -> None:
    template = tmp_path / "mau.docx"
    template.write_bytes(content)
    with pytest.raises(TemplateFault, match="not a Word file"):
        fill_template(template, {}, FILTERS)


def test_a_spreadsheet_is_not_a_template(tmp_path: Path) -> None:
    template = tmp_path / "bang.docx"
    with zipfile.ZipFile(template, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types xmlns='x'/>")
    with pytest.raises(TemplateFault, match="not a Word file"):
        fill_template(template, {}, FILTERS)


def test_a_missing_template_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(TemplateFault):
        fill_template(tmp_path / "khong-co.docx", {}, FILTERS)


def test_ampersands_and_angle_brackets_come_out_right(tmp_path: Path) -> None:
    template = template_with(tmp_path, "{{ chu }}")
    document = fill_template(template, {"chu": "NN&PTNT < 1 > \"x\" 'y' {{ z }} &amp;"}, FILTERS)
    assert document.paragraphs[0].text == "NN&PTNT < 1 > \"x\" 'y' {{ z }} &amp;"


def test_every_template_filter_is_in_the_sandbox() -> None:
    assert set(FILTERS) <= set(Sandbox(FILTERS).filters)


def test_saving_leaves_no_passing_file(tmp_path: Path) -> None:
    write_whole(b"draft", tmp_path / "ra.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["ra.docx"]


def test_a_failed_save_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = write_reply(water_letter(), COMMUNE, tmp_path / "ra.docx")
    before = whole_text(out)

    def fail(path: Path, content: bytes) -> None:
        path.touch()
        raise OSError("full")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(OSError, match="full"):
        write_whole(b"draft", out)
    assert whole_text(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["ra.docx"]


def test_an_output_that_may_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(NotAllowed) as raised:
        write_reply(water_letter(), COMMUNE, tmp_path / "ra.docx")
    assert raised.value.path == str(tmp_path / "ra.docx")
