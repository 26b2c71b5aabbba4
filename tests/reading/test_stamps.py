"""Stamps of urgency and secrecy: the network on stamps it never saw, and stamps on pages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageChops

from docproc.page import Box, Line, Word
from docproc.pipeline import process
from docproc.reading.rules.stamps import Stamps
from docproc.reading.stamps import open_stamps, stamp_patches
from docproc.rules import load
from docproc.settings import load_settings
from docproc.synthesis.fonts import font_family
from docproc.synthesis.render import render_letter
from docproc.synthesis.rules.synthesis import Synthesis
from docproc.synthesis.source import read_source
from docproc.synthesis.stamps import Piece, stamp, stamped_piece
from docproc.synthesis.write import write_scan
from docproc.workers.first_look import is_urgent

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FONT = str(font_family("liberation").files["bold"])
VALUES = load(Stamps).values
PRINT = ["văn bản", "ủy ban", "nhân dân", "báo cáo", "tình hình"]


def piece(words: str, seed: int) -> Piece:
    return stamped_piece(np.random.default_rng(seed), words, FONT, [FONT], PRINT)


def said(made: Piece) -> list[str]:
    """What the network says of the patches of a piece; pieces are no pages, so all of it is looked at."""
    least = load(Stamps).least
    read = [open_stamps().read(patch) for _box, patch in stamp_patches(made.image, [], made.dpi)]
    return [value for value, sure in read if value and sure >= least]


def page_with_stamp(words: str, seed: int, lean: float, dpi: int = 200) -> Image.Image:
    """Page 1 of a sample letter without a mark of its own, a stamp pressed on its left side."""
    page = render_letter(read_source(SAMPLES / "cong-van-thieu-nam.toml"), dpi)[0].image
    mark = stamp(np.random.default_rng(seed), words, FONT).rotate(lean, expand=True, fillcolor="white")
    mark = mark.resize((round(34 / 25.4 * dpi), round(34 / 25.4 * dpi * mark.height / mark.width)))
    layer = Image.new("RGB", page.size, "white")
    layer.paste(mark, (round(14 / 25.4 * dpi), round(62 / 25.4 * dpi)))
    return ImageChops.multiply(page, layer)


def test_stamps_of_a_new_seed_are_read() -> None:
    """Four of five are read, hardly any as another mark; the rest lies over black print, or is pale."""
    made = [(value, said(piece(value, 7000 + seed))) for seed in range(8) for value in VALUES]
    assert sum(value in found for value, found in made) >= 0.75 * len(made)
    assert sum(bool(found) and value not in found for value, found in made) <= 0.05 * len(made)


def test_other_stamps_are_no_marks_of_urgency() -> None:
    others = load(Synthesis).stamp.others
    found = [words for seed, words in enumerate(others) if said(piece(words, 8000 + seed))]
    assert len(found) <= 0.08 * len(others), found


def test_a_patch_is_level_whatever_its_angle() -> None:
    """A frame that leans by 20 degrees fills its patch: both of its long sides lie along the edges."""
    mark = Image.new("RGB", (600, 400), "white")
    frame = stamp(np.random.default_rng(3), "KHẨN", FONT).resize((300, 110))
    mark.paste(frame.rotate(20, expand=True, fillcolor="white"), (120, 100))
    ((_box, patch),) = stamp_patches(mark, [], 200)
    assert patch.shape == (load(Stamps).patch.height, load(Stamps).patch.width)
    assert patch[:5].mean() > 0.2
    assert patch[-5:].mean() > 0.2


def test_words_that_were_read_are_no_patches() -> None:
    page = Image.new("RGB", (600, 300), "white")
    page.paste(
        stamp(np.random.default_rng(5), "KHẨN", FONT).convert("L").convert("RGB").resize((240, 90)), (100, 80)
    )
    box = Box(100 * 0.36, 80 * 0.36, 340 * 0.36, 170 * 0.36)
    assert list(stamp_patches(page, [], 200))
    assert not list(stamp_patches(page, [Line((Word("KHẨN", box, 0.9),))], 200))


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("words", "field", "seed", "lean"),
    [
        ("HỎA TỐC", "urgency", 11, -9.0),
        ("HOẢ TỐC", "urgency", 12, 17.0),
        ("THƯỢNG KHẨN", "urgency", 13, 6.0),
        ("KHẨN", "urgency", 14, -4.0),
        ("MẬT", "secrecy", 15, 10.0),
    ],
)
def test_a_leaning_stamp_on_a_scan_is_found(
    words: str, field: str, seed: int, lean: float, tmp_path: Path
) -> None:
    write_scan([page_with_stamp(words, seed, lean)], tmp_path / "a.pdf", 200, 60)
    header = process(tmp_path / "a.pdf").letter.header
    assert getattr(header, field) == words.replace("OẢ", "ỎA")
    assert header.evidence[field][0].page == 1


@pytest.mark.ocr
def test_a_stamp_put_into_a_letter_with_a_text_layer_is_found(tmp_path: Path) -> None:
    """Signing programs set the stamp as a picture beside the text, which is not read from the image then."""
    document = pypdfium2.PdfDocument(SAMPLES / "cong-van-ban-chi-dao.pdf")
    picture = pypdfium2.PdfImage.new(document)
    mark = stamp(np.random.default_rng(31), "HỎA TỐC", FONT).rotate(8, expand=True, fillcolor="white")
    picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(mark))
    picture.set_matrix(pypdfium2.PdfMatrix(95, 0, 0, 95 * mark.height / mark.width, 45, 590))
    page = document[0]
    page.insert_obj(picture)
    page.gen_content()
    document.save(tmp_path / "a.pdf")
    document.close()
    letter = process(tmp_path / "a.pdf").letter
    assert letter.page_notes[0].source == "layer"
    assert letter.header.urgency == "HỎA TỐC"


@pytest.mark.ocr
def test_a_letter_with_a_leaning_stamp_is_read_first(tmp_path: Path) -> None:
    write_scan([page_with_stamp("HỎA TỐC", 21, 14.0)], tmp_path / "a.pdf", 200, 60)
    assert is_urgent(tmp_path / "a.pdf", load_settings())
