"""PDFs become pages."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from make_files import (
    dark_corner,
    image_object,
    locked_pdf,
    page_objects,
    pdf_bytes,
    scan_pdf,
    sheet,
    stream,
    text_content,
    text_pdf,
)
from PIL import Image, ImageChops

from docproc.errors import (
    DamagedFile,
    InputError,
    NoPages,
    PasswordNeeded,
    TooLarge,
    TooManyPages,
    TooManyPixels,
)
from docproc.page import Line
from docproc.scan import ScannedPage, open_scan
from docproc.settings import Settings, load_settings


def first_page(path: Path, settings: Settings) -> tuple[ScannedPage, Image.Image, tuple[Line, ...]]:
    with open_scan(path, settings) as scan:
        page = next(scan.pages())
        return page, page.image(), page.layer_lines()


def test_born_digital_page_has_layer_font_and_no_picture(tmp_path: Path, settings: Settings) -> None:
    page, image, _lines = first_page(text_pdf(tmp_path / "a.pdf", (72, 700, "Van ban so 15")), settings)
    assert page.layer.strip() == "Van ban so 15"
    assert page.fonts == ("Times-Roman",)
    assert page.image_share == 0 and page.native_dpi is None
    assert (page.width, page.height) == (595, 842)
    assert image.mode == "RGB" and image.size == (round(595 * 200 / 72), round(842 * 200 / 72))


def test_scan_is_drawn_with_its_own_pixels(tmp_path: Path, settings: Settings) -> None:
    noise = Image.effect_noise((1655, 2340), 80)
    page, image, lines = first_page(scan_pdf(tmp_path / "a.pdf", image_object(noise)), settings)
    assert page.image_share == 1 and page.native_dpi == pytest.approx(200, abs=0.5)
    assert page.layer == "" and lines == ()
    assert image.size == noise.size
    assert ImageChops.difference(image.convert("L"), noise).getbbox() is None


@pytest.mark.parametrize(("scanned", "drawn"), [((4960, 7017), 240), ((827, 1170), 200), ((1655, 1170), 200)])
def test_resolution_outside_the_range_is_mended(
    tmp_path: Path, settings: Settings, scanned: tuple[int, int], drawn: int
) -> None:
    path = scan_pdf(tmp_path / "a.pdf", image_object(Image.new("L", scanned, 255)))
    _page, image, _lines = first_page(path, settings)
    assert image.info["dpi"] == pytest.approx((drawn, drawn))
    assert image.size == (round(595 * drawn / 72), round(842 * drawn / 72))


def test_image_share_of_half_a_page(tmp_path: Path, settings: Settings) -> None:
    path = scan_pdf(tmp_path / "a.pdf", image_object(sheet((300, 200))), place="595 0 0 421 0 0")
    page, _image, _lines = first_page(path, settings)
    assert page.image_share == pytest.approx(0.5, abs=0.02)


def test_picture_inside_a_form_is_seen(tmp_path: Path, settings: Settings) -> None:
    form = stream(b"/Im Do", "/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</Im 7 0 R>>>>")
    content = stream(b"q 595 0 0 842 0 0 cm /Fo Do Q")
    objects = page_objects([content], "", "/XObject<</Fo 6 0 R>>", (form, image_object(sheet((1655, 2340)))))
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(objects))
    page, _image, _lines = first_page(tmp_path / "a.pdf", settings)
    assert page.image_share == 1 and page.native_dpi == pytest.approx(200, abs=0.5)


@pytest.mark.parametrize(
    ("turn", "corner"),
    [(0, ("top", "left")), (90, ("top", "right")), (180, ("bottom", "right")), (270, ("bottom", "left"))],
)
def test_rotated_scan_is_drawn_as_seen(
    tmp_path: Path, settings: Settings, turn: int, corner: tuple[str, str]
) -> None:
    path = scan_pdf(tmp_path / "a.pdf", image_object(sheet((1655, 2340))), page=f"/Rotate {turn}")
    page, image, _lines = first_page(path, settings)
    assert (page.width > page.height) == (turn in (90, 270))
    assert (image.width > image.height) == (page.width > page.height)
    assert dark_corner(image) == corner


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("boxes", ["/MediaBox[0 0 595 842]", "/MediaBox[50 30 645 872]/CropBox[90 80 600 800]"])
def test_boxes_of_words_lie_on_their_ink(tmp_path: Path, settings: Settings, turn: int, boxes: str) -> None:
    path = text_pdf(tmp_path / "a.pdf", (200, 600, "HHHHHHHH"), page=f"{boxes}/Rotate {turn}")
    page, image, lines = first_page(path, settings)
    ink = ImageChops.invert(image.convert("L")).getbbox()
    assert ink is not None
    scale = page.width / image.width
    middle = ((ink[0] + ink[2]) / 2 * scale, (ink[1] + ink[3]) / 2 * scale)
    boxes_seen = [word.box for line in lines for word in line.words if word.box]
    if turn in (0, 180):
        assert len(boxes_seen) == 1
    assert any(
        box.x0 - 1 <= middle[0] <= box.x1 + 1 and box.y0 - 1 <= middle[1] <= box.y1 + 1 for box in boxes_seen
    )


def test_words_outside_the_visible_page_are_left_out(tmp_path: Path, settings: Settings) -> None:
    path = text_pdf(tmp_path / "a.pdf", (100, 700, "seen"), (100, 50, "hidden"), page="/CropBox[0 100 595 842]")
    _page, _image, lines = first_page(path, settings)
    assert [line.text for line in lines] == ["seen"]


def test_line_ends_at_a_wide_gap_and_not_between_words(tmp_path: Path, settings: Settings) -> None:
    path = text_pdf(
        tmp_path / "a.pdf",
        (72, 700, "left column here"),
        (340, 699, "right column"),
        (72, 680, "second line"),
    )
    _page, _image, lines = first_page(path, settings)
    assert sorted(line.text for line in lines) == ["left column here", "right column", "second line"]


def test_skewed_line_stays_whole(tmp_path: Path, settings: Settings) -> None:
    step = [(72 + 34 * i, 700 - 1.2 * i, f"word{i}") for i in range(10)]
    _page, _image, lines = first_page(text_pdf(tmp_path / "a.pdf", *step), settings)
    assert [line.text for line in lines] == [" ".join(f"word{i}" for i in range(10))]


@pytest.mark.parametrize(("subtype", "drawn"), [("Stamp", True), ("FreeText", False), ("Ink", False)])
def test_stamps_are_drawn_and_what_somebody_wrote_over_the_page_is_not(
    tmp_path: Path, settings: Settings, subtype: str, drawn: bool
) -> None:
    look = stream(b"0 0 0 rg 0 0 200 200 re f", "/Type/XObject/Subtype/Form/BBox[0 0 200 200]")
    note = f"<</Type/Annot/Subtype/{subtype}/Rect[100 100 300 300]/F 4/AP<</N 6 0 R>>>>".encode()
    objects = page_objects([stream(b" ")], "/Annots[7 0 R]", extra=(look, note))
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(objects))
    _page, image, _lines = first_page(tmp_path / "a.pdf", settings)
    assert image.convert("L").getextrema() == ((0, 255) if drawn else (255, 255))


def test_pages_of_mixed_sizes_keep_their_own(tmp_path: Path, settings: Settings) -> None:
    document = pypdfium2.PdfDocument.new()
    for size in ((595, 842), (842, 1191), (300, 200)):
        document.new_page(*size)
    document.save(tmp_path / "a.pdf")
    with open_scan(tmp_path / "a.pdf", settings) as scan:
        assert scan.page_count == 3 and scan.kind == "pdf"
        assert [(p.number, p.width, p.height) for p in scan.pages()] == [
            (1, 595, 842),
            (2, 842, 1191),
            (3, 300, 200),
        ]


def test_huge_sheet_is_drawn_coarser(tmp_path: Path, settings: Settings) -> None:
    path = text_pdf(tmp_path / "a.pdf", (72, 700, "x"), page="/MediaBox[0 0 14400 14400]")
    _page, image, _lines = first_page(path, replace(settings, drawn_megapixels=1))
    assert image.size == (1000, 1000) and image.info["dpi"] == pytest.approx((5, 5))


def test_signed_pdf_is_noticed(tmp_path: Path, settings: Settings) -> None:
    objects = page_objects([stream(text_content((72, 700, "x")))], "/Annots[6 0 R]")
    objects[0] = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/SigFlags 3>>>>"
    objects.append(b"<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/Rect[0 0 0 0]/V 7 0 R>>")
    objects.append(b"<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>/ByteRange[0 1 2 3]>>")
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(objects))
    with open_scan(tmp_path / "a.pdf", settings) as scan:
        assert scan.signed


def test_unsigned_pdf_is_not_signed(tmp_path: Path, settings: Settings) -> None:
    with open_scan(text_pdf(tmp_path / "a.pdf", (72, 700, "x")), settings) as scan:
        assert not scan.signed


def test_owner_lock_opens_with_layer_and_boxes(tmp_path: Path, settings: Settings) -> None:
    path = locked_pdf(tmp_path / "a.pdf", "locked but open", user=b"", owner=b"keeper")
    page, _image, lines = first_page(path, settings)
    assert page.layer.strip() == "locked but open"
    assert [line.text for line in lines] == ["locked but open"]


def test_password_is_asked_for(tmp_path: Path, settings: Settings) -> None:
    path = locked_pdf(tmp_path / "a.pdf", "secret", user=b"open me", owner=b"keeper")
    with pytest.raises(PasswordNeeded), open_scan(path, settings):
        pass


def test_pdf_without_pages(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([])))
    with pytest.raises(NoPages), open_scan(tmp_path / "a.pdf", settings):
        pass


def test_error_of_one_file_does_not_stick_to_the_next(tmp_path: Path, settings: Settings) -> None:
    locked = locked_pdf(tmp_path / "locked.pdf", "secret", user=b"open me", owner=b"keeper")
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([])))
    with pytest.raises(PasswordNeeded), open_scan(locked, settings):
        pass
    with pytest.raises(NoPages), open_scan(tmp_path / "a.pdf", settings):
        pass


def test_too_many_pages(tmp_path: Path, settings: Settings) -> None:
    path = text_pdf(tmp_path / "a.pdf", (72, 700, "x"), pages=501)
    with pytest.raises(TooManyPages) as caught, open_scan(path, settings):
        pass
    assert caught.value.details == {"pages": 501, "limit": 500}


@pytest.mark.parametrize("place", ["595 0 0 842 0 0", "1 0 0 1 0 0"])
def test_picture_bomb_is_not_unpacked_but_its_layer_is_read(
    tmp_path: Path, settings: Settings, place: str
) -> None:
    bomb = image_object(Image.new("L", (10, 10)), said=(30000, 30000))
    content = stream(f"q {place} cm /Im Do Q".encode() + b"\n" + text_content((72, 700, "still here")))
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([content], "", "/XObject<</Im 6 0 R>>", (bomb,))))
    with open_scan(tmp_path / "a.pdf", settings) as scan:
        page = next(scan.pages())
        assert page.layer.strip() == "still here"
        with pytest.raises(TooManyPixels) as caught:
            page.image()
    assert caught.value.details == {"page": 1, "megapixels": 900, "limit": "100"}


def test_jpeg_that_lies_about_its_size_is_not_unpacked(tmp_path: Path, settings: Settings) -> None:
    Image.new("L", (12000, 12000), 255).save(tmp_path / "big.jpg", quality=1)
    entries = "/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceGray/BitsPerComponent 8"
    image = stream((tmp_path / "big.jpg").read_bytes(), entries + "/Filter/DCTDecode", packed=False)
    with open_scan(scan_pdf(tmp_path / "a.pdf", image), settings) as scan:
        assert isinstance(next(scan.pages()).problem, TooManyPixels)


def test_packed_drawing_orders_are_measured_all_together(tmp_path: Path, settings: Settings) -> None:
    bomb = stream(b"0 0 m 9 9 l S\n" * (10_000_000 // 14))
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([bomb] * 20)))
    start = time.monotonic()
    with pytest.raises(TooLarge), open_scan(tmp_path / "a.pdf", settings):
        pass
    assert time.monotonic() - start < 5


def test_mask_bomb_is_refused(tmp_path: Path, settings: Settings) -> None:
    entries = "/Type/XObject/Subtype/Image/Width 9 /Height 9 /ColorSpace/DeviceGray/BitsPerComponent 8"
    image = stream(bytes(81), entries + "/SMask 7 0 R")
    mask = image_object(Image.new("L", (10, 10)), said=(30000, 30000))
    content = stream(b"q 595 0 0 842 0 0 cm /Im Do Q")
    objects = page_objects([content], "", "/XObject<</Im 6 0 R>>", (image, mask))
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(objects))
    with open_scan(tmp_path / "a.pdf", settings) as scan:
        assert isinstance(next(scan.pages()).problem, TooManyPixels)


def test_bad_page_does_not_take_the_others_with_it(tmp_path: Path, settings: Settings) -> None:
    objects = page_objects([stream(text_content((72, 700, f"page {n}"))) for n in (1, 2, 3)])
    objects[5] = b"(no page at all)"
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(objects))
    with open_scan(tmp_path / "a.pdf", settings) as scan:
        pages = list(scan.pages())
        assert [page.layer.strip() for page in pages] == ["page 1", "", "page 3"]
        with pytest.raises(DamagedFile):
            pages[1].image()


def test_nonsense_after_the_header_is_damage(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + random.Random(1).randbytes(3000))
    with pytest.raises(DamagedFile), open_scan(tmp_path / "a.pdf", settings):
        pass


@pytest.fixture(scope="module")
def whole_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "a.pdf"
    image = image_object(Image.effect_noise((400, 560), 60))
    content = stream(b"q 595 0 0 842 0 0 cm /Im Do Q\n" + text_content((72, 700, "Kinh gui")))
    objects = page_objects([content] * 3, "", "/XObject<</Im 10 0 R>>", (image,))
    path.write_bytes(pdf_bytes(objects))
    return path.read_bytes()


@pytest.mark.parametrize("seed", range(20))
def test_truncated_pdf_ends_in_pages_or_a_named_error(
    tmp_path: Path, settings: Settings, whole_pdf: bytes, seed: int
) -> None:
    cut = random.Random(seed).randrange(8, len(whole_pdf) if seed % 2 else 3000)
    (tmp_path / "a.pdf").write_bytes(whole_pdf[:cut])
    start = time.monotonic()
    try:
        with open_scan(tmp_path / "a.pdf", settings) as scan:
            pages = list(scan.pages())
            assert 1 <= len(pages) <= 3
            for page in pages:
                page.layer_lines()
                assert page.image().mode == "RGB"
    except InputError as error:
        assert error.message("en").startswith(str(tmp_path / "a.pdf"))
    assert time.monotonic() - start < 10


def test_original_is_not_altered(tmp_path: Path, settings: Settings) -> None:
    path = text_pdf(tmp_path / "a.pdf", (72, 700, "x"))
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    first_page(path, settings)
    assert path.read_bytes() == before and path.stat().st_mtime_ns == stamp


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings()


@pytest.mark.parametrize(
    ("entries", "like"),
    [
        ("/Rotate -90", "/Rotate 270"),
        ("/Rotate 450", "/Rotate 90"),
        ("/Rotate 810", "/Rotate 90"),
        ("/Rotate 90.0", "/Rotate 90"),
        ("/Rotate 6 0 R", "/Rotate 270"),
        ("/Rotate 45", ""),
        ("/Rotate (x)", ""),
        ("/MediaBox[595 842 0 0]", ""),
        ("/MediaBox[595 842 0 0]/Rotate -270", "/Rotate 90"),
        ("/MediaBox[0 0 595 842]/CropBox[1000 1000 1500 1800]", ""),
        ("/MediaBox[0 0 595 842]/CropBox[-100 -100 700 900]", ""),
        ("/MediaBox[0 0 595 842]/CropBox[0 0 5]", ""),
        ("/MediaBox[0 0 595 842]/CropBox[0 0 0 0]", ""),
    ],
)
def test_odd_boxes_and_rotations_are_heeded_as_they_are_drawn(
    tmp_path: Path, settings: Settings, entries: str, like: str
) -> None:
    texts = ((200, 600, "HHHHHHHH"), (200, 560, "IIII"))
    seen = []
    for name, page in (("odd.pdf", entries), ("plain.pdf", like)):
        content = stream(text_content(*texts))
        (tmp_path / name).write_bytes(pdf_bytes(page_objects([content], page, extra=(b"-90",))))
        scanned, image, lines = first_page(tmp_path / name, settings)
        seen.append(((scanned.width, scanned.height), image.tobytes(), lines))
    assert seen[0] == seen[1]
    assert [line.text for line in seen[0][2]] == ["HHHHHHHH", "IIII"]


def test_a_rotation_of_all_pages_holds_for_each(tmp_path: Path, settings: Settings) -> None:
    path = text_pdf(tmp_path / "a.pdf", (200, 600, "HHHHHHHH"))
    path.write_bytes(path.read_bytes().replace(b"/Type/Pages", b"/Type/Pages/Rotate -90"))
    page, _image, lines = first_page(path, settings)
    assert (page.width, page.height) == (842, 595)
    assert [(line.text, line.angle) for line in lines] == [("HHHHHHHH", 90)]


def test_words_of_a_page_in_large_units_stay_apart(tmp_path: Path, settings: Settings) -> None:
    content = text_content((7.2, 70, "first line"), (7.2, 68, "second line"), size=1.2)
    objects = page_objects([stream(content)], "/MediaBox[0 0 59.5 84.2]/UserUnit 10")
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(objects))
    _page, _image, lines = first_page(tmp_path / "a.pdf", settings)
    assert [line.text for line in lines] == ["first line", "second line"]
    assert [round(line.box.y0, 1) for line in lines if line.box] == [13.3, 15.3]


@pytest.mark.parametrize("size", [12, -12])
def test_a_font_of_negative_size_runs_the_other_way(tmp_path: Path, settings: Settings, size: int) -> None:
    sign = -1 if size < 0 else 1
    content = f"BT /F1 {size} Tf {sign} 0 0 {sign} 72 700 Tm (upright) Tj ET".encode()
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([stream(content)])))
    _page, _image, lines = first_page(tmp_path / "a.pdf", settings)
    assert [(line.text, line.angle) for line in lines] == [("upright", 0)]


def test_lines_of_a_skewed_layer_are_not_mixed(tmp_path: Path, settings: Settings) -> None:
    cos, sin = 0.9994, -0.0349  # 2 degrees: over a line it falls further than to the next
    texts = [" ".join(f"{name}{n}" for n in range(9)) for name in ("ab", "cd", "ef")]
    orders = [
        f"BT /F1 12 Tf {cos} {sin} {-sin} {cos} {72 + 14 * n * -sin} {700 - 14 * n} Tm ({text}) Tj ET"
        for n, text in enumerate(texts)
    ]
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([stream(" ".join(orders).encode())])))
    _page, _image, lines = first_page(tmp_path / "a.pdf", settings)
    assert [line.text for line in lines] == texts
