"""Printed lines for training: what is drawn is what the label says, for every letter, and the same each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from docproc.rules import load
from docproc.rules.reader import Reader
from docproc.synthesis.line_texts import Texts, as_told
from docproc.synthesis.lines import Faces, LinePiece, find_faces, some_line
from docproc.synthesis.rules.lines import Lines
from docproc.synthesis.rules.synthesis import Synthesis

CORPUS = [
    "Căn cứ Kế hoạch số 12/KH-UBND ngày 05 tháng 4 năm 2024 của Ủy ban nhân dân xã Bản Mây về phòng, chống dịch",
    'Các đơn vị báo cáo "kết quả thực hiện" trước ngày 15/4/2024... để tổng hợp, trình cấp có thẩm quyền xem xét',
]


@pytest.fixture(scope="module")
def faces() -> Faces:
    return find_faces([Path(folder) for folder in load(Synthesis).fonts.folders], held_back=False)


def pieces(faces: Faces, seed: int, count: int) -> list[LinePiece]:
    rng = np.random.default_rng(seed)
    return [some_line(rng, Texts(CORPUS), faces) for _ in range(count)]


def darkness(image: Image.Image, x0: float, x1: float) -> float:
    """How dark the darkest column of the piece is between two x, 0 to 255; paper may be grey by dots."""
    levels = np.asarray(image.convert("L"), dtype=float)[:, max(0, round(x0)) : round(x1) + 1]
    return float(np.quantile(np.asarray(image), 0.9) - levels.min())


def test_the_same_seed_gives_the_same_pixels(faces: Faces) -> None:
    for one, other in zip(pieces(faces, 5, 6), pieces(faces, 5, 6), strict=True):
        assert one.text == other.text and one.image.tobytes() == other.image.tobytes()


def test_faces_held_back_are_not_among_the_others(faces: Faces) -> None:
    back = find_faces([Path(folder) for folder in load(Synthesis).fonts.folders], held_back=True)
    assert set(back.files) <= set(load(Lines).held_back)
    assert faces.files and not set(faces.files) & set(load(Lines).held_back)


def test_every_letter_of_the_label_has_its_place_in_order(faces: Faces) -> None:
    for piece in pieces(faces, 6, 40):
        assert len(piece.places) == len(piece.text)
        assert list(piece.places) == sorted(piece.places)
        assert piece.box.x0 - 4 < piece.places[0] and piece.places[-1] < piece.box.x1 + 4


def test_ink_stands_where_the_letters_are_said_to_be(faces: Faces) -> None:
    inked = [
        darkness(piece.image, (x - 1.5) * piece.dpi / 72, (x + 1.5) * piece.dpi / 72) > 25
        for piece in pieces(faces, 7, 30)
        for letter, x in zip(piece.text, piece.places, strict=True)
        if letter.isalnum()
    ]
    assert len(inked) > 300 and np.mean(inked) > 0.97


def test_every_letter_of_the_alphabet_comes(faces: Faces) -> None:
    rng, texts = np.random.default_rng(8), Texts(CORPUS)
    met = set().union(*(texts.some(rng) for _ in range(8000)))
    assert met == set(load(Reader).letters)


@pytest.mark.parametrize(
    ("drawn", "told"), [("ngày.....tháng", "ngày…tháng"), ("a  b", "a b"), ("1. . . 2", "1… 2")]
)
def test_rows_of_dots_are_told_as_one_sign(drawn: str, told: str) -> None:
    assert as_told(drawn) == told
