"""Letters as Word files: what their text says, in which order, under which limits."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from make_files import sheet
from ole_file import ole_bytes

from docproc.errors import DamagedFile, InputError, NeedsLibreOffice, NoPages, OnlyPictures, TooLarge
from docproc.pipeline import process, read
from docproc.scan import open_scan
from docproc.settings import load_settings


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)


pytestmark = pytest.mark.usefixtures("no_libreoffice")


def saved(document: WordDocument, folder: Path) -> Path:
    path = folder / "letter.docx"
    document.save(str(path))
    return path


def texts(path: Path) -> list[list[str]]:
    """The lines with words, page by page."""
    with open_scan(path, load_settings()) as scan:
        return [[line.text for line in page if line.words] for page in scan.written_pages]


def refusal(path: Path, **limits: float) -> InputError:
    with pytest.raises(InputError) as caught, open_scan(path, replace(load_settings(), **limits)):
        pass
    return caught.value


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The file with one part changed or added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def paragraph(inside: str) -> object:
    return parse_xml(f"<w:p {nsdecls('w', 'r')}>{inside}</w:p>")


def with_body(*paragraphs: str) -> WordDocument:
    document = Document()
    for inside in paragraphs:
        document.element.body.insert(-1, paragraph(inside))
    return document


def test_what_was_inserted_stands_and_what_was_deleted_does_not(tmp_path: Path) -> None:
    document = with_body(
        '<w:r><w:t xml:space="preserve">trước ngày </w:t></w:r>'
        "<w:del><w:r><w:delText>20</w:delText></w:r></w:del><w:ins><w:r><w:t>25</w:t></w:r></w:ins>"
        "<w:r><w:t>/5/2024</w:t></w:r>"
    )
    assert texts(saved(document, tmp_path)) == [["trước ngày 25/5/2024"]]


def test_content_controls_links_and_fields_are_read(tmp_path: Path) -> None:
    document = with_body(
        '<w:r><w:t xml:space="preserve">Số: </w:t></w:r>'
        "<w:sdt><w:sdtContent><w:r><w:t>642</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:hyperlink><w:r><w:t>/UBND</w:t></w:r></w:hyperlink><w:r><w:noBreakHyphen/></w:r>"
        '<w:fldSimple w:instr="DATE"><w:r><w:t>NN</w:t></w:r></w:fldSimple>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    )
    assert texts(saved(document, tmp_path)) == [["Số: 642/UBND-NN"]]


def test_capitals_by_format_are_capitals_and_hidden_words_are_left_out(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph().add_run("Quyết định").font.all_caps = True
    document.add_paragraph("mật").runs[0].font.hidden = True
    document.styles["Heading 1"].font.all_caps = True
    document.add_paragraph("Kế hoạch", style="Heading 1")
    assert texts(saved(document, tmp_path)) == [["QUYẾT ĐỊNH", "KẾ HOẠCH"]]


def test_numbers_and_dashes_of_lists_are_kept(tmp_path: Path) -> None:
    document = Document()
    for text, style in [("một", "List Number"), ("hai", "List Number"), ("gạch", "List Bullet")]:
        document.add_paragraph(text, style=style)
    assert texts(saved(document, tmp_path)) == [["1. một", "2. hai", "- gạch"]]


LEVELS = """<w:abstractNum w:abstractNumId="90" %s>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%%2.%%4"/></w:lvl>
</w:abstractNum>"""


def test_levels_of_a_list_count_on_and_begin_again(tmp_path: Path) -> None:
    document = Document()
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(LEVELS % nsdecls("w")))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="92"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="1">'
            '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        )
    )
    for number, level in [
        (91, 0),
        (91, 1),
        (91, 2),
        (91, 2),
        (91, 1),
        (91, 3),
        (91, 0),
        (91, 1),
        (92, 1),
        (92, 1),
    ]:
        document.element.body.insert(
            -1,
            paragraph(
                f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
                "<w:r><w:t>x</w:t></w:r>"
            ),
        )
    expected = ["I. x", "1. x", "a) x", "b) x", "2. x", "2.1 x", "II. x", "1. x", "7. x", "8. x"]
    assert texts(saved(document, tmp_path)) == [expected]


def test_a_table_without_lines_is_read_column_by_column(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for place, text in {(0, 0): "UBND TỈNH", (0, 1): "CỘNG HÒA", (1, 0): "Số: 1", (1, 1): "ngày 2"}.items():
        table.cell(*place).text = text
    assert texts(saved(document, tmp_path)) == [["UBND TỈNH", "Số: 1", "CỘNG HÒA", "ngày 2"]]


def test_a_table_with_lines_is_read_row_by_row_with_its_cells(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=3)
    table.style = "Table Grid"
    for index, text in enumerate(["1", "Rà soát\nrừng", "15/4", "2", "", "20/4"]):
        table.cell(index // 3, index % 3).text = text
    path = saved(document, tmp_path)
    assert texts(path) == [["1 | Rà soát rừng | 15/4", "2 | 20/4"]]
    with open_scan(path, load_settings()) as scan:
        rows = [line for line in scan.written_pages[0] if line.cells]
    assert [len(row.cells) for row in rows] == [3, 3] and rows[1].cells[1] == ()


def test_a_cell_that_goes_on_below_is_carried(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    table.style = "Table Grid"
    for row, texts_ in enumerate([("STT", "Việc", "Chủ trì"), ("1", "a", "Sở Y tế"), ("2", "b", "")]):
        for column, text in enumerate(texts_):
            table.cell(row, column).text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    with open_scan(saved(document, tmp_path), load_settings()) as scan:
        last = [line for line in scan.written_pages[0] if line.cells][-1]
    assert (last.carried, last.cells[2]) == ((2,), ())


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent>"
    markup = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    document = with_body(
        f'<w:r><mc:AlternateContent xmlns:mc="{markup}"><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(saved(document, tmp_path)) == [["HỎA TỐC"]]


def test_pages_are_broken_where_word_breaks_them(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("một").add_run().add_break(WD_BREAK.PAGE)
    document.element.body.insert(-1, paragraph("<w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r>"))
    document.add_paragraph("ba").paragraph_format.page_break_before = True
    document.add_section()
    document.add_paragraph("bốn")
    assert texts(saved(document, tmp_path)) == [["một"], ["hai"], ["ba"], ["bốn"]]


def test_a_header_with_words_is_read_and_one_with_a_page_number_is_not(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("thân")
    document.sections[0].header.paragraphs[0].text = "UBND TỈNH AN KHÊ"
    document.sections[0].footer.paragraphs[0].text = "2"
    assert texts(saved(document, tmp_path)) == [["UBND TỈNH AN KHÊ", "thân"]]


def test_a_letter_typed_in_an_old_font_is_converted(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(
        "KÝnh göi: UBND c¸c x·, thÞ trÊn. §Ò nghÞ b¸o c¸o kÕt qu¶ trång rõng tr­íc ngµy 25/5/2024."
    )
    pages = process(saved(document, tmp_path)).pages
    assert "Đề nghị báo cáo kết quả trồng rừng trước ngày 25/5/2024." in pages[0].text
    assert pages[0].reason == "Word text, old encoding converted"


def test_a_file_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    path = saved(Document(), tmp_path)
    bomb = changed(path, "word/media/a.png", lambda _data: b"")
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/b.png", bytes(3_000_000))
    assert bomb.stat().st_size < 100_000
    assert type(refusal(bomb, max_megabytes=2)) is TooLarge


def test_a_text_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("a" * 3_000_000)
    assert type(refusal(saved(document, tmp_path), max_stream_megabytes=2)) is TooLarge


@pytest.mark.parametrize("entity", ['<!ENTITY a "x">', '<!ENTITY a SYSTEM "file:///etc/passwd">'])
def test_entities_are_refused(tmp_path: Path, entity: str) -> None:
    document = Document()
    document.add_paragraph("ENTITY")
    path = changed(
        saved(document, tmp_path),
        "word/document.xml",
        lambda data: data.replace(b"<w:document", f"<!DOCTYPE x [{entity}]><w:document".encode(), 1).replace(
            b"ENTITY<", b"&a;<"
        ),
    )
    assert type(refusal(path)) is DamagedFile


def test_a_file_without_its_text_is_damaged(tmp_path: Path) -> None:
    path = changed(saved(Document(), tmp_path), "_rels/.rels", lambda data: data.replace(b"officeDocument", b"x"))
    assert type(refusal(path)) is DamagedFile


def test_a_file_without_words_has_no_pages(tmp_path: Path) -> None:
    assert type(refusal(saved(Document(), tmp_path))) is NoPages


def test_a_scan_laid_into_word_asks_for_libreoffice(tmp_path: Path) -> None:
    sheet((200, 280)).save(tmp_path / "scan.png")
    document = Document()
    document.add_picture(str(tmp_path / "scan.png"))
    assert type(refusal(saved(document, tmp_path))) is OnlyPictures


def test_pictures_that_nobody_read_are_doubted(tmp_path: Path) -> None:
    sheet((200, 280)).save(tmp_path / "scan.png")
    document = Document()
    document.add_paragraph("Kính gửi: UBND các xã, thị trấn")
    document.add_picture(str(tmp_path / "scan.png"))
    doubts = {doubt.code for doubt in process(saved(document, tmp_path)).letter.doubts}
    assert "pictures_unread" in doubts


def test_an_old_word_file_says_what_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "cong-van.doc"
    path.write_bytes(ole_bytes("WordDocument"))
    error = refusal(path)
    assert type(error) is NeedsLibreOffice and "libreoffice-writer" in error.message("vi")


def with_linked_picture(folder: Path) -> Path:
    document = Document()
    document.add_paragraph("Kính gửi: UBND các xã")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    document.part.rels.get_or_add_ext_rel(kind, "http://127.0.0.1:9/a.png")
    return saved(document, folder)


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that stands in for LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == "soffice" else None)


def test_a_file_that_would_fetch_something_is_never_laid_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, f"touch {tmp_path}/started", monkeypatch)
    assert texts(with_linked_picture(tmp_path)) == [["Kính gửi: UBND các xã"]]
    assert not (tmp_path / "started").exists()


def test_a_file_with_tracked_deletions_is_never_laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, f"touch {tmp_path}/started", monkeypatch)
    deleted = "<w:del><w:r><w:delText>20/5</w:delText></w:r></w:del><w:r><w:t>25/5</w:t></w:r>"
    assert texts(saved(with_body(deleted), tmp_path)) == [["25/5"]]
    assert not (tmp_path / "started").exists()


def test_a_file_that_libreoffice_cannot_open_is_read_as_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, "exit 3", monkeypatch)
    document = Document()
    document.add_paragraph("Kính gửi: UBND các xã")
    assert texts(saved(document, tmp_path)) == [["Kính gửi: UBND các xã"]]


def test_nothing_is_written_beside_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    stand_in(
        tmp_path / "bin", 'for last; do :; done; touch "$(dirname "$last")/.~lock.letter.docx#"', monkeypatch
    )
    document = Document()
    document.add_paragraph("Kính gửi: UBND các xã")
    (tmp_path / "in").mkdir()
    path = saved(document, tmp_path / "in")
    texts(path)
    assert list(path.parent.iterdir()) == [path]


def test_a_long_word_file_is_read_in_parts_without_repeating_a_page(tmp_path: Path) -> None:
    document = Document()
    for number in range(6):
        document.add_paragraph(f"trang {number}").paragraph_format.page_break_before = True
    path = saved(document, tmp_path)
    assert [page.number for page in [*read(path, first=1, last=3), *read(path, first=4, last=6)]] == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]


def test_a_letterhead_with_lines_is_still_one(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    table.cell(0, 0).text = "UBND HUYỆN SUỐI VÀNG\nSố: 15/UBND-NN"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nngày 2"
    head = ["UBND HUYỆN SUỐI VÀNG", "Số: 15/UBND-NN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ngày 2"]
    assert texts(saved(document, tmp_path)) == [head]


def test_an_empty_column_between_two_does_not_make_a_table(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).text, table.cell(0, 2).text = "Nơi nhận:\n- Lưu: VT.", "CHỦ TỊCH\nLò Văn Khải"
    assert texts(saved(document, tmp_path)) == [["Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Lò Văn Khải"]]
