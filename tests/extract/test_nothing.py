"""What holds nothing of a letter gets no number when it is a text, and a doubt when it is a scan."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from docproc.errors import NoLetterInText
from docproc.extract.assemble.nothing import holds_letter, with_doubt_of_nothing
from docproc.letter import Header, Letter, Office
from docproc.pipeline import process

LETTERS = Path(__file__).parent / "letters"


def written(folder: Path, text: str) -> Path:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "Mua sữa, bánh mì, trứng.\n",
        "Lan: chiều nay họp lúc 14 giờ nhé\nHùng: ok chị, em mang tài liệu\n",
        "Trăm năm trong cõi người ta,\nChữ tài chữ mệnh khéo là ghét nhau.\n",
        "import os\n\ndef main():\n    return 0\n",
        "1. Nguyễn Văn A - Trưởng phòng\n2. Trần Thị B - Phó phòng\n",
        "Dear all, please find the report attached.\nRegards, John Smith\n",
        "Em gửi chị công văn đính kèm ạ.\n",
        "Số,Ngày\n",
        "....\n\n----\n",
    ],
)
def test_a_text_with_nothing_of_a_letter_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(NoLetterInText):
        process(written(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "Kính gửi: UBND các xã, thị trấn.\nThực hiện công văn số 12/SNN-TL về phòng cháy rừng.\n",
        "Số: 642/UBND-NN\nV/v báo cáo rừng mùa khô\n",
        "Suối Vàng, ngày 12 tháng 3 năm 2024\nThông báo lịch tiếp công dân.\n",
    ],
)
def test_a_piece_of_a_letter_is_a_letter(tmp_path: Path, text: str) -> None:
    assert not [d for d in process(written(tmp_path, text)).letter.doubts if d.code == "nothing_found"]


@pytest.mark.parametrize("path", sorted(LETTERS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_letter_holds_one(path: Path) -> None:
    letter = process(path).letter
    assert holds_letter(letter) and with_doubt_of_nothing(letter) == letter


def test_a_word_file_with_nothing_of_a_letter_is_kept_with_a_doubt(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Mua sữa, bánh mì, trứng.")
    document.save(str(tmp_path / "a.docx"))
    assert process(tmp_path / "a.docx").letter.doubts[0].code == "nothing_found"


def test_an_issuer_alone_is_doubted_and_kept() -> None:
    letter = Letter(file="a", pages=1, header=Header(issuer="Thực đơn tuần"))
    assert holds_letter(letter)
    assert [doubt.code for doubt in with_doubt_of_nothing(letter).doubts] == ["nothing_found"]


def test_addressees_alone_are_enough() -> None:
    letter = Letter(file="a", pages=1, addressees=[Office(name="UBND các xã")])
    assert with_doubt_of_nothing(letter) == letter
