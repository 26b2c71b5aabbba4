from __future__ import annotations

import importlib.util
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from docproc.reports.drafts.kinds import template_names
from docproc.reports.drafts.reply import write_reply
from docproc.resources import templates_dir
from tests.reports.nd30_check import check_report
from tests.reports.reply_letters import doubted_letter, water_letter


@pytest.mark.parametrize(
    ("office", "parent"),
    [
        ("UBND xã Bến Lau", None),
        ("UBND xã Bến Lau", "UBND huyện Sông Mơ"),
        ("Phòng Tài chính - Kế hoạch", "UBND huyện Sông Mơ"),
        ("Phòng Lao động - Thương binh và Xã hội huyện Sông Mơ", None),
    ],
)
def test_the_draft_is_laid_out_as_the_decree_wants(tmp_path: Path, office: str, parent: str | None) -> None:
    out = write_reply(doubted_letter(), office, tmp_path / "bc.docx", parent=parent)
    assert check_report(out) == []


SPOILERS: dict[str, tuple[Callable[[WordDocument], object], str]] = {
    "left margin": (lambda d: setattr(d.sections[0], "left_margin", Mm(20)), "margin left"),
    "paper": (lambda d: setattr(d.sections[0], "page_width", Mm(216)), "page:"),
    "body size": (lambda d: setattr(d.styles["ND30 Nội dung"].font, "size", Pt(12)), "nội dung: 12.0 pt"),
    "body font": (lambda d: setattr(d.styles["ND30 Nội dung"].font, "name", "Arial"), "font:"),
    "far east font": (
        lambda d: d.styles["ND30 Phần"].element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun"),
        "eastAsia",
    ),
    "motto upright": (lambda d: setattr(d.styles["ND30 Tiêu ngữ"].font, "bold", False), "tiêu ngữ: not bold"),
    "date upright": (
        lambda d: setattr(d.styles["ND30 Địa danh ngày tháng"].font, "italic", False),
        "địa danh, thời gian: upright",
    ),
    "first line": (
        lambda d: setattr(d.styles["ND30 Nội dung"].paragraph_format, "first_line_indent", Mm(0)),
        "first line",
    ),
    "ragged body": (
        lambda d: setattr(d.styles["ND30 Nội dung"].paragraph_format, "alignment", WD_ALIGN_PARAGRAPH.LEFT),
        "nội dung: aligned left",
    ),
    "page number on page 1": (
        lambda d: setattr(d.sections[0], "different_first_page_header_footer", False),
        "page number",
    ),
    "recipients size": (
        lambda d: setattr(d.styles["ND30 Nơi nhận danh sách"].font, "size", Pt(12)),
        "danh sách nơi nhận: 12.0 pt",
    ),
    "motto rule": (
        lambda d: setattr(d.styles["ND30 Kẻ tiêu ngữ"].paragraph_format, "left_indent", Mm(1)),
        "rule below 'Độc lập",
    ),
    "draft box": (
        lambda d: setattr(d.sections[0].first_page_header.paragraphs[0], "text", "NHÁP"),
        "draft box",
    ),
    "direct formatting": (
        lambda d: setattr(d.tables[0].rows[0].cells[1].paragraphs[0].runs[0].font, "size", Pt(16)),
        "quốc hiệu: 16.0 pt",
    ),
}


@pytest.mark.parametrize("spoiler", SPOILERS)
def test_the_checker_finds_a_spoilt_template(tmp_path: Path, spoiler: str) -> None:
    spoil, expected = SPOILERS[spoiler]
    document = Document(str(templates_dir() / "reply.docx"))
    spoil(document)
    template = tmp_path / "mau.docx"
    document.save(str(template))
    out = write_reply(water_letter(), "UBND xã Bến Lau", tmp_path / "bc.docx", template=template)
    assert any(expected in fault for fault in check_report(out)), check_report(out)


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_templates", templates_dir() / "make_templates.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", template_names())
def test_the_template_can_be_built_again_alike(tmp_path: Path, name: str) -> None:
    module = maker()
    module.save(module.BUILDERS[name](), tmp_path / "built.docx")
    with (
        zipfile.ZipFile(tmp_path / "built.docx") as built,
        zipfile.ZipFile(templates_dir() / f"{name}.docx") as kept,
    ):
        assert built.namelist() == kept.namelist()
        for part in kept.namelist():
            assert built.read(part) == kept.read(part), part
