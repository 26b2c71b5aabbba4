"""Word letters laid out by LibreOffice, where it is installed."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from docproc.errors import InputError, TooManyPages
from docproc.libreoffice import libreoffice
from docproc.pipeline import page_count, process, read
from docproc.scan import open_scan
from docproc.settings import load_settings

ARRIVALS = Path(__file__).resolve().parents[1] / "arrivals"
pytestmark = pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")

TEXT = (
    "Kính gửi: UBND các xã, thị trấn.",
    "Đề nghị UBND các xã, thị trấn báo cáo kết quả trồng rừng mùa khô trước ngày 25/5/2024, tổng hợp gửi Ủy ban "
    "nhân dân huyện xem xét, chỉ đạo thực hiện trong thời gian tới theo quy định.",
)
RTF = (
    r"{\rtf1\ansi\ansicpg1252\uc0 "
    + r"\par ".join("".join(c if c.isascii() else rf"\u{ord(c)} " for c in line) for line in TEXT)
    + r"\par PICTURE}"
)


def test_a_word_letter_is_a_page_with_boxes(tmp_path: Path) -> None:
    letter = process(ARRIVALS / "letter-in-word.docx").letter
    assert letter.header.number == "642" and letter.header.evidence["number"][0].box is not None
    assert {note.reason for note in letter.page_notes} == {"good layer"}
    assert page_count(ARRIVALS / "letter-in-word.docx") == 1


def test_the_original_is_named_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "công văn.docx"
    path.write_bytes((ARRIVALS / "letter-in-word.docx").read_bytes())
    assert process(path).letter.file == "công văn.docx"
    assert list(tmp_path.iterdir()) == [path]


def test_rich_text_by_the_name_of_a_word_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_text(RTF.replace("PICTURE", ""), encoding="ascii")
    letter = process(tmp_path / "a.doc").letter
    assert [str(task.deadline.date) for task in letter.tasks if task.deadline] == ["2024-05-25"]


def test_no_picture_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    asked.append(server.accept())
                except TimeoutError:
                    continue

        listener = threading.Thread(target=listen)
        listener.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        field = r'{\field{\*\fldinst { INCLUDEPICTURE "' + address + r'" \\d }}{\fldrslt }}'
        (tmp_path / "a.rtf").write_text(RTF.replace("PICTURE", field), encoding="ascii")
        process(tmp_path / "a.rtf")
        done.set()
        listener.join()
    assert asked == []


def test_a_broken_word_file_ends_in_a_named_error(tmp_path: Path) -> None:
    Document().save(str(tmp_path / "whole.docx"))
    (tmp_path / "a.docx").write_bytes((tmp_path / "whole.docx").read_bytes()[:-200])
    with pytest.raises(InputError), open_scan(tmp_path / "a.docx", load_settings()):
        pass


def test_the_image_of_what_was_written_is_never_read(tmp_path: Path) -> None:
    letter = Document()
    for row in range(30):
        letter.add_paragraph(f"qwx{row}zz fj9k vvv wq0z pqlk xzzj nntx qqpw")
    letter.add_paragraph("Kính gửi: UBND xã Bản Mây.")
    letter.save(str(tmp_path / "a.docx"))
    assert {page.reason for page in read(tmp_path / "a.docx")} == {"layer of a Word file"}


def test_what_is_wrong_names_the_word_file(tmp_path: Path) -> None:
    letter = Document()
    for _ in range(3):
        letter.add_page_break()
    letter.save(str(tmp_path / "a.docx"))
    few = replace(load_settings(), max_pages=2)
    with pytest.raises(TooManyPages) as caught, open_scan(tmp_path / "a.docx", few):
        pass
    assert caught.value.path == str(tmp_path / "a.docx")
