"""PDF pages as scanners and offices pack them: colours of the press, fax codes, locks, mixed pages."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from make_files import dark_corner, page_objects, pdf_bytes, scan_pdf, sheet, stream, text_content, text_pdf
from PIL import Image, ImageOps, TiffImagePlugin
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from docproc.scan import open_scan
from docproc.settings import load_settings

SIZE = (827, 1170)
PICTURE = f"/Subtype/Image/Width {SIZE[0]}/Height {SIZE[1]}"


def first_image(path: Path) -> Image.Image:
    with open_scan(path, load_settings()) as scan:
        return next(scan.pages()).image()


def packed_as(image: Image.Image, kind: str, **how: object) -> bytes:
    packed = io.BytesIO()
    image.save(packed, kind, **how)
    return packed.getvalue()


def fax_code() -> bytes:
    """The sheet in one strip of CCITT Group 4. Pillow codes white as the black of the fax: so turned round."""
    negative = ImageOps.invert(sheet(SIZE, "1"))
    tiff = io.BytesIO(packed_as(negative, "TIFF", compression="group4", strip_size=1 << 20))
    with Image.open(tiff) as image:
        assert isinstance(image, TiffImagePlugin.TiffImageFile)
        (start,), (length,) = image.tag_v2[273], image.tag_v2[279]
    return tiff.getvalue()[start : start + length]


def raw_picture(entries: str, data: bytes) -> bytes:
    return stream(data, f"{PICTURE}{entries}", packed=False)


def jbig2() -> bytes:
    """A page of JBIG2 (ITU-T T.88) with one region coded as a fax is (MMR)."""
    code = fax_code()
    page = struct.pack(">IIIIBH", *SIZE, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", *SIZE, 0, 0, 0, 1) + code
    return b"".join(
        struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data
        for number, (kind, data) in enumerate([(48, page), (39, region)])
    )


BILEVEL = "/ColorSpace/DeviceGray/BitsPerComponent 1"
FAX = f"/K -1/Columns {SIZE[0]}/Rows {SIZE[1]}"
PRESS = "/ColorSpace/DeviceCMYK/BitsPerComponent 8"


@pytest.mark.parametrize(
    ("entries", "data"),
    [
        (f"{BILEVEL}/Filter/CCITTFaxDecode/DecodeParms<<{FAX}>>", fax_code),
        (f"{BILEVEL}/Decode[1 0]/Filter/CCITTFaxDecode/DecodeParms<<{FAX}/BlackIs1 true>>", fax_code),
        (f"{BILEVEL}/Filter/JBIG2Decode", jbig2),
        (f"{PRESS}/Filter/DCTDecode/Decode[1 0 1 0 1 0 1 0]", lambda: packed_as(sheet(SIZE, "CMYK"), "JPEG")),
        (PRESS, lambda: sheet(SIZE, "CMYK").tobytes()),
    ],
    ids=["fax", "fax-black-is-1", "jbig2", "cmyk-jpeg", "cmyk-raw"],
)
def test_the_sheet_is_seen_whatever_its_packing(tmp_path: Path, entries: str, data: Callable[[], bytes]) -> None:
    image = first_image(scan_pdf(tmp_path / "a.pdf", raw_picture(entries, data())))
    grey = image.convert("L")
    assert image.mode == "RGB" and dark_corner(image) == ("top", "left")
    assert grey.getpixel((grey.width // 4, grey.height // 20)) < 80
    assert grey.getpixel((grey.width // 2, grey.height // 2)) == 255


def test_the_red_of_a_seal_in_press_colours_stays_red(tmp_path: Path) -> None:
    red = Image.new("CMYK", SIZE, (0, 230, 230, 20))
    image = first_image(scan_pdf(tmp_path / "a.pdf", raw_picture(PRESS, red.tobytes())))
    shades = image.getpixel((9, 9))
    assert isinstance(shades, tuple) and shades[0] > 150 > 90 > max(shades[1:])


def test_a_modern_owner_lock_opens_with_layer_and_boxes(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "plain.pdf", (72, 700, "locked but open"))
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(path.read_bytes()), strict=False))
    writer.encrypt(owner_pass="keeper", user_pass="")  # AES, 256 bits
    with (tmp_path / "locked.pdf").open("wb") as file:
        writer.write(file)
    with open_scan(tmp_path / "locked.pdf", load_settings()) as scan:
        page = next(scan.pages())
        assert [line.text for line in page.layer_lines()] == [page.layer.strip()] == ["locked but open"]
        assert page.image().convert("L").getextrema()[0] < 100


def test_pages_of_mixed_sizes_and_kinds_are_drawn_each_for_itself(tmp_path: Path) -> None:
    picture = raw_picture(f"{BILEVEL}/Filter/CCITTFaxDecode/DecodeParms<<{FAX}>>", fax_code())
    contents = [stream(text_content((72, 700, "A4"))), stream(b"q 1191 0 0 842 0 0 cm /Im Do Q")]
    objects = page_objects(contents, "", "/XObject<</Im 8 0 R>>", (picture,))
    objects[5] = objects[5].replace(b"[0 0 595 842]", b"[0 0 1191 842]")
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(objects))
    with open_scan(tmp_path / "a.pdf", load_settings()) as scan:
        text, fax = scan.pages()
        assert (text.layer.strip(), round(text.image_share), text.image(100).size) == ("A4", 0, (826, 1169))
        assert (fax.layer, round(fax.image_share), fax.image(100).size) == ("", 1, (1654, 1169))
        assert dark_corner(fax.image()) == ("top", "left")
