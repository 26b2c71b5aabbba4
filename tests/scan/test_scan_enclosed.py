"""Files inside files: named, and read only when asked for."""

from __future__ import annotations

import email.message
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from make_files import page_objects, pdf_bytes, stream, text_content, text_pdf

from docproc.errors import DamagedFile, InputError, NotFound, TooLarge, UnknownFormat
from docproc.pipeline import process
from docproc.scan import open_scan
from docproc.scan.enclosed import enclosed_files, enclosed_names
from docproc.settings import load_settings

SETTINGS = load_settings()


def found(path: Path) -> dict[str, bytes]:
    return {one.name: one.read() for one in enclosed_files(path, SETTINGS)}


def with_embedded(folder: Path, *names: str) -> Path:
    path = folder / "letter.pdf"
    with pypdfium2.PdfDocument(text_pdf(folder / "plain.pdf", (72, 700, "Letter"))) as document:
        for name in names:
            document.new_attachment(name).set_data(f"bytes of {name}".encode())
        document.save(path)
    return path


def with_hung(
    folder: Path, name: str = "(b.docx)", kids: str = "", tree: str = "null", data: bytes = b"hung bytes"
) -> Path:
    """A PDF with a file hung on its page as an annotation (ISO 32000-1, 12.5.6.15)."""
    annotation = b"<</Type/Annot/Subtype/FileAttachment/Rect[9 9 29 29]/FS 7 0 R>>"
    specification = f"<</Type/Filespec/F {name}/EF<</F 8 0 R>>>>".encode()
    objects = page_objects(
        [stream(text_content((72, 700, "Letter")))],
        "/Annots[6 0 R]",
        "",
        (annotation, specification, stream(data, "/Type/EmbeddedFile"), tree.encode()),
    )
    if kids:
        objects[0] = f"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles {kids}>>>>".encode()
    path = folder / "hung.pdf"
    path.write_bytes(pdf_bytes(objects))
    return path


def test_files_embedded_in_a_pdf_are_found(tmp_path: Path) -> None:
    path = with_embedded(tmp_path, "Phụ lục.docx", "bảng.xlsx")
    assert found(path) == {
        "Phụ lục.docx": "bytes of Phụ lục.docx".encode(),
        "bảng.xlsx": "bytes of bảng.xlsx".encode(),
    }


def test_a_file_hung_on_a_page_is_found(tmp_path: Path) -> None:
    assert found(with_hung(tmp_path)) == {"b.docx": b"hung bytes"}


def test_a_large_file_may_hang_on_a_page_but_not_grow_without_end(tmp_path: Path) -> None:
    path = with_hung(tmp_path, data=bytes(20_000_000))
    with open_scan(path, SETTINGS) as scan:
        assert next(scan.pages()).problem is None
    assert found(path) == {"b.docx": bytes(20_000_000)}
    (one,) = enclosed_files(path, replace(SETTINGS, max_megabytes=2))
    with pytest.raises(TooLarge):
        one.read()


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    assert found(with_hung(tmp_path, kids="<</Names[(b) 7 0 R]>>")) == {"b.docx": b"hung bytes"}


def test_a_tree_of_names_that_bites_its_tail_ends(tmp_path: Path) -> None:
    path = with_hung(tmp_path, kids="9 0 R", tree="<</Kids[9 0 R 9 0 R 9 0 R]>>")
    assert enclosed_names(path, "PDF", SETTINGS) == ("b.docx",)


def test_a_name_is_a_name_and_no_path(tmp_path: Path) -> None:
    assert list(found(with_hung(tmp_path, r"(..\\..\\win\\a.exe)"))) == ["a.exe"]
    assert list(found(with_hung(tmp_path, "(/etc/passwd)"))) == ["passwd"]


def test_an_ordinary_letter_holds_no_files(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "a.pdf", (72, 700, "Letter"))
    assert (found(path), enclosed_names(path, "PDF", SETTINGS)) == ({}, ())


def test_files_inside_are_doubted_by_name(tmp_path: Path) -> None:
    letter = process(with_embedded(tmp_path, "Phụ lục.docx")).letter
    (doubt,) = [doubt for doubt in letter.doubts if doubt.code == "enclosed_files"]
    assert "Phụ lục.docx" in doubt.in_words("vi") and "docproc attachments" in doubt.in_words("en")


def test_what_is_attached_to_a_mail_is_found(tmp_path: Path) -> None:
    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Date"] = (
        "a@b.vn",
        "c@d.vn",
        "x",
        "Tue, 12 Mar 2024 08:00:00 +0700",
    )
    mail.set_content("Kính gửi")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Công văn 12.pdf")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    assert found(tmp_path / "a.eml") == {"Công văn 12.pdf": b"%PDF-1.4"}


def test_a_word_file_without_others_holds_none(tmp_path: Path) -> None:
    Document().save(str(tmp_path / "a.docx"))
    assert found(tmp_path / "a.docx") == {}


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"Kinh gui", UnknownFormat),
        ("a.csv", b"a;b;c\n1;2;3\n", UnknownFormat),
        ("a.pdf", b"%PDF-1.4\n", DamagedFile),
    ],
)
def test_what_holds_no_files_is_refused(tmp_path: Path, name: str, data: bytes, kind: type[InputError]) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(kind):
        found(tmp_path / name)
    with pytest.raises(NotFound):
        found(tmp_path / "gone.pdf")
