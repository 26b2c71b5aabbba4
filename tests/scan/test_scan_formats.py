"""Files that are no letters: each kind is told by its content and refused with what to do."""

from __future__ import annotations

import bz2
import email.message
import gzip
import io
import lzma
import tarfile
import wave
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from make_files import page_objects, pdf_bytes, stream, text_content
from ole_file import ole_bytes

from docproc import errors
from docproc.errors import DamagedFile, InputError
from docproc.scan import open_scan
from docproc.scan.formats.plain import format_of_text
from docproc.scan.kinds import format_of
from docproc.settings import load_settings

LETTERS = Path(__file__).resolve().parents[1] / "extract" / "letters"
PDF = pdf_bytes(page_objects([stream(text_content((72, 700, "Letter")))]))
Make = Callable[[], bytes]


def refusal(path: Path) -> InputError:
    with pytest.raises(InputError) as caught, open_scan(path, load_settings()):
        pass
    return caught.value


def zipped(*files: tuple[str, bytes], packed: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("a.pdf")
        info.size = len(PDF)
        archive.addfile(info, io.BytesIO(PDF))
    return out.getvalue()


def mail(attached: bytes = PDF, encoding: str = "base64") -> bytes:
    message = email.message.EmailMessage()
    message["From"], message["To"] = "van-thu@example.vn", "ubnd@example.vn"
    message["Subject"], message["Date"] = "Gửi công văn", "Tue, 12 Mar 2024 08:00:00 +0700"
    message.set_content("Kính gửi: Ủy ban nhân dân các xã\nXin gửi kèm công văn số 12/SNN-TL.")
    message.add_attachment(attached, maintype="application", subtype="pdf", filename="cv.pdf", cte=encoding)
    return message.as_bytes()


def raw_mail() -> bytes:
    """A mail that carries its PDF in eight bits, within the first kilobyte."""
    return b"From: a@example.vn\r\nTo: b@example.vn\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\n" + PDF


def workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(400))
    return out.getvalue()


def odf(kind: str) -> bytes:
    return zipped(("mimetype", f"application/vnd.oasis.opendocument.{kind}".encode()), ("content.xml", b"<x/>"))


def text(content: str, encoding: str = "utf-8") -> Make:
    return lambda: content.encode(encoding)


LOG = "".join(f"2024-03-12 08:00:{n:02d} INFO đã nhận công văn số {n}/UBND-NN\n" for n in range(9))
SYSLOG = "".join(f"Mar 12 08:00:{n:02d} server smbd[12]: Kính gửi: a\n" for n in range(9))
WEB_LOG = "".join(f'10.0.0.{n} - - [12/Mar/2024:08:00:00 +0700] "GET / HTTP/1.1" 200 1\n' for n in range(9))
REGISTER = "Số;Ngày;Trích yếu\n642/UBND-NN;12/3/2024;V/v báo cáo rừng\n643/UBND-NN;13/3/2024;V/v phòng cháy\n"
SAVED_PAGE = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: http://example.vn/\nSubject: x\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; boundary="b"\n\n--b\n<html>'
)

KINDS: dict[str, tuple[Make, str]] = {
    "three-letters-stored.zip": (lambda: zipped(("1.pdf", PDF), ("2.pdf", PDF)), "PackedFiles"),
    "letters-packed.zip": (lambda: zipped(("1.pdf", PDF), packed=True), "PackedFiles"),
    "empty.zip": (zipped, "PackedFiles"),
    "letters.tar": (tarred, "PackedFiles"),
    "letter.pdf.gz": (lambda: gzip.compress(PDF), "PackedFiles"),
    "letter.pdf.bz2": (lambda: bz2.compress(PDF), "PackedFiles"),
    "letter.pdf.xz": (lambda: lzma.compress(PDF), "PackedFiles"),
    "letters.rar": (lambda: b"Rar!\x1a\x07\x01\x00" + PDF, "PackedFiles"),
    "letters.7z": (lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + PDF, "PackedFiles"),
    "mail.eml": (mail, "SavedMail"),
    "mail-in-eight-bits.eml": (raw_mail, "SavedMail"),
    "mail-by-the-name-of-a-scan.txt": (lambda: b"\xef\xbb\xbf" + mail(), "SavedMail"),
    "mailbox.mbox": (lambda: b"From a@example.vn Tue Mar 12 08:00:00 2024\n" + mail(), "SavedMail"),
    "mail-folded.eml": (
        text("Received: from a\n\tby b; Tue\nMessage-ID: <1@x>\nSubject: Kính gửi\n UBND\n\nKính gửi: UBND\n"),
        "SavedMail",
    ),
    "winmail.dat": (lambda: bytes.fromhex("789f3e22") + bytes(60), "SavedMail"),
    "page.html": (text("<!DOCTYPE html>\n<p>Kính gửi: UBND các xã</p>"), "WebPage"),
    "page-with-comment.html": (text("<!-- saved from url=(0014)about:internet -->\n<html>"), "WebPage"),
    "page-utf16.html": (text("<html><body>Số: 1/UBND</body></html>", "utf-16"), "WebPage"),
    "page-with-pdf.html": (lambda: b"<html><body>%PDF-1.4 1 0 obj</body></html>", "WebPage"),
    "page.mht": (text(SAVED_PAGE), "WebPage"),
    "header.edxml": (text('<?xml version="1.0"?>\n<edXMLEnvelope/>'), "DataFile"),
    "header-without-declaration.xml": (text('<ns:Letter xmlns:ns="urn:x"><a/></ns:Letter>'), "DataFile"),
    "letter.json": (text('{"header": {"number": "642"}, "tasks": []}'), "DataFile"),
    "letters.jsonl": (text('{"number": "642"}\n{"number": "643"}\n'), "DataFile"),
    "deadlines.ics": (text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"), "DataFile"),
    "watch.log": (text(LOG), "DataFile"),
    "syslog": (text(SYSLOG), "DataFile"),
    "access.log": (text(WEB_LOG), "DataFile"),
    "store.sqlite": (lambda: b"SQLite format 3\x00" + bytes(84), "DataFile"),
    "register.csv": (text(REGISTER), "TableFile"),
    "register-excel.csv": (text(REGISTER, "utf-8-sig"), "TableFile"),
    "register-commas.csv": (text(REGISTER.replace(";", ",")), "TableFile"),
    "register-quoted.csv": (
        text('Số,Trích yếu\n642/UBND-NN,"V/v rừng, đất"\n643/UBND-NN,"V/v lúa"'),
        "TableFile",
    ),
    "register-tabs.txt": (text(REGISTER.replace(";", "\t"), "utf-16"), "TableFile"),
    "two-columns.csv": (text("Số,Ngày\n642/UBND-NN,12/3/2024\n"), "TableFile"),
    "workbook.xlsx": (workbook, "OfficeFile"),
    "table.ods": (lambda: odf("spreadsheet"), "OfficeFile"),
    "print.ps": (text("%!PS-Adobe-3.0\n"), "OfficeFile"),
    "sound.wav": (sound, "Recording"),
    "film.mp4": (lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(40), "Recording"),
    "film.avi": (lambda: b"RIFF\x00\x00\x00\x00AVI LIST", "Recording"),
    "song.mp3": (lambda: b"ID3\x04\x00\x00" + bytes(40), "Recording"),
    "photo.avif": (lambda: b"\x00\x00\x00\x1cftypavif" + bytes(40), "OtherPicture"),
    "drawing.svg": (text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), "OtherPicture"),
    "book.djvu": (lambda: b"AT&TFORM\x00\x00\x00\x00DJVM", "OtherPicture"),
    "letter.p7m": (lambda: bytes.fromhex("3082010006092a864886f70d010702a0820000") + PDF, "SignedPacket"),
    "letter.p7s": (lambda: bytes.fromhex("308006092a864886f70d010702a0803080"), "SignedPacket"),
    "letter.pem": (text("-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----\n"), "SignedPacket"),
    "setup.exe": (lambda: b"MZ\x90\x00\x03\x00\x00\x00" + bytes(60), "ProgramFile"),
    "cong-van.lnk": (lambda: bytes.fromhex("4c0000000114020000000000c000000000000046"), "ProgramFile"),
    "cong-van.url": (text("[InternetShortcut]\r\nURL=http://example.vn/\r\n"), "ProgramFile"),
    "run.bat": (text("@echo off\r\ndel *.*\r\n"), "ProgramFile"),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_is_no_letter_is_refused_for_what_it_is(tmp_path: Path, name: str) -> None:
    make, kind = KINDS[name]
    path = tmp_path / name
    path.write_bytes(make())
    error = refusal(path)
    assert type(error).__name__ == kind
    assert name in error.message("vi") and error.message("vi") != error.message("en")


@pytest.mark.parametrize("name", KINDS)
def test_its_name_does_not_change_what_it_is(tmp_path: Path, name: str) -> None:
    make, kind = KINDS[name]
    path = tmp_path / "cong-van"
    path.write_bytes(make())
    assert type(refusal(path)).__name__ == kind


def test_every_refusal_says_what_to_do_in_both_languages() -> None:
    refused = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    for kind in (kind for kind in refused if issubclass(kind, errors.UnknownFormat)):
        error = kind("a", format="X", how="apt")
        assert len(error.message("vi")) > 40 and error.message("vi") != error.message("en")


@pytest.mark.parametrize(
    "before",
    [
        b"\r\n\r\n",
        b"\xef\xbb\xbf",
        bytes(128),
        b"\x1b%-12345X@PJL SET RESOLUTION=600\r\n@PJL ENTER LANGUAGE=PDF\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n",
        b"Rubbish of a scanner\n",
    ],
)
def test_a_pdf_behind_a_little_rubbish_is_a_pdf(tmp_path: Path, before: bytes) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(before + PDF)
    with open_scan(path, load_settings()) as scan:
        assert (scan.kind, scan.page_count) == ("pdf", 1)


def test_a_text_that_speaks_of_a_pdf_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Tệp bắt đầu bằng %PDF-1.4 mới là PDF.\n", encoding="utf-8")
    assert format_of(path) == "TEXT"


def test_a_zip_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(("1.pdf", PDF))[:-30])
    assert type(refusal(path)) is DamagedFile


def test_a_zip_with_a_list_without_end_is_not_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(*((f"{n:0200d}", b"") for n in range(17_000))))
    assert type(refusal(path)) is errors.PackedFiles


def test_a_word_file_is_told_from_other_packages(tmp_path: Path) -> None:
    path = tmp_path / "letter.zip"
    Document().save(str(path))
    assert format_of(path) == "Word"


@pytest.mark.parametrize(("name", "format_"), [("a.rtf", "RTF"), ("a.odt", "OpenDocument text")])
def test_what_only_libreoffice_reads_is_refused_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, format_: str
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1\\ansi Kinh gui}")
    (tmp_path / "a.odt").write_bytes(odf("text"))
    error = refusal(tmp_path / name)
    assert type(error) is errors.NeedsLibreOffice and format_ in error.message("en")


@pytest.mark.parametrize("path", sorted(LETTERS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_letter_has_the_form_of_nothing_else(path: Path) -> None:
    assert format_of_text(path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize(
    "content",
    [
        "Nơi nhận:\n- Như trên;\n- Sở Y tế;\n- Lưu: VT;\n",
        "Từ: Văn phòng\nĐến: Phòng Nông nghiệp\nNgày: 12/3/2024\nV/v: họp giao ban\n",
        "Kính gửi: UBND xã A, UBND xã B\nĐề nghị báo cáo, gửi về Sở\nTrân trọng, cảm ơn\n",
        "STT | Nhiệm vụ | Thời hạn\n1 | Rà soát rừng | 15/4/2024\n2 | Báo cáo | 20/4/2024\n",
        "[Đóng dấu]\nSố: 12/UBND\n",
        "Số: 12/UBND-NN\nNgày: 12/3/2024\nKính gửi: UBND các xã\n",
        "UBND HUYỆN A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKính gửi: UBND các xã\n",
        "08:30 khai mạc; 09:00 thảo luận\n10:00 kết luận\n",
    ],
)
def test_what_a_clerk_types_has_the_form_of_nothing_else(content: str) -> None:
    assert format_of_text(content) is None


@given(st.text(max_size=400))
def test_any_text_has_one_form_or_none(content: str) -> None:
    found = format_of_text(content)
    assert found is None or found.name


@given(
    st.binary(max_size=64),
    st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"ID3", b"BM", b""]),
)
def test_any_bytes_end_in_a_format_or_a_named_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, head: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "a"
    path.write_bytes(head + data)
    try:
        assert format_of(path)
    except InputError as error:
        assert error.path == str(path)


@pytest.mark.parametrize(
    ("stream_name", "kind"),
    [
        ("WordDocument", "NeedsLibreOffice"),
        ("Workbook", "OfficeFile"),
        ("PowerPoint Document", "OfficeFile"),
        ("__properties_version1.0", "SavedMail"),
        ("EncryptedPackage", "LockedOffice"),
        ("Something", "DataFile"),
    ],
)
def test_ole_files_are_told_by_their_streams(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stream_name: str, kind: str
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    path = tmp_path / "letter.doc"
    path.write_bytes(ole_bytes("Data", stream_name))
    assert type(refusal(path)).__name__ == kind


def test_an_ole_file_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "letter.doc"
    path.write_bytes(ole_bytes("WordDocument")[:600])
    assert type(refusal(path)) is DamagedFile
