"""Picture files become pages."""

from __future__ import annotations

import io
import random
import struct
import time
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from make_files import dark_corner, sheet
from PIL import Image

from docproc.errors import DamagedFile, InputError, TooManyPages, TooManyPixels
from docproc.scan import ScannedPage, colours, open_scan
from docproc.scan.colours import rgb
from docproc.settings import Settings, load_settings


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings()


def first_page(path: Path, settings: Settings) -> tuple[ScannedPage, Image.Image]:
    with open_scan(path, settings) as scan:
        page = next(scan.pages())
        return page, page.image()


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.png", "1"), ("a.png", "L"), ("a.png", "P"), ("a.png", "RGBA"), ("a.png", "LA"), ("a.tif", "1"),
     ("a.tif", "CMYK"), ("a.tif", "RGB"), ("a.jpg", "CMYK"), ("a.jpg", "L"), ("a.jpg", "RGB")],
)  # fmt: skip
def test_every_colour_mode_comes_out_as_the_same_rgb_sheet(
    tmp_path: Path, settings: Settings, name: str, mode: str
) -> None:
    sheet((1654, 2339), mode).save(tmp_path / name, dpi=(200, 200))
    page, image = first_page(tmp_path / name, settings)
    assert image.mode == "RGB" and image.size == (1654, 2339)
    assert (page.width, page.height) == pytest.approx((595.4, 842.0), abs=0.2)
    assert dark_corner(image) == ("top", "left")
    assert min(image.getpixel((1600, 2300))) > 250 and max(image.getpixel((20, 20))) < 60


def test_sixteen_bits_keep_their_shades(tmp_path: Path, settings: Settings) -> None:
    grey = Image.new("I;16", (1654, 2339), 40000)
    grey.save(tmp_path / "a.tif", dpi=(200, 200))
    _page, image = first_page(tmp_path / "a.tif", settings)
    assert image.getpixel((5, 5)) == (156, 156, 156)


def test_thirty_two_bits_are_brought_to_greys() -> None:
    wide = Image.new("I", (2, 1), 100_000)
    wide.putpixel((0, 0), 0)
    assert [rgb(wide).getpixel((x, 0)) for x in (0, 1)] == [(0, 0, 0), (255, 255, 255)]


def test_transparency_is_white_paper(tmp_path: Path, settings: Settings) -> None:
    Image.new("RGBA", (1654, 2339), (0, 0, 0, 0)).save(tmp_path / "a.png", dpi=(200, 200))
    _page, image = first_page(tmp_path / "a.png", settings)
    assert image.getextrema() == ((255, 255),) * 3


def test_transparent_palette_is_white_paper(tmp_path: Path, settings: Settings) -> None:
    image = Image.new("P", (1654, 2339), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.save(tmp_path / "a.png", dpi=(200, 200), transparency=0)
    _page, drawn = first_page(tmp_path / "a.png", settings)
    assert drawn.getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("name", ["a.jpg", "a.tif"])
def test_orientation_mark_turns_the_page(tmp_path: Path, settings: Settings, name: str) -> None:
    exif = Image.Exif()
    exif[274] = 6  # the camera lay on its side: to be turned a quarter clockwise
    sheet((2339, 1654)).save(tmp_path / name, dpi=(200, 200), exif=exif)
    page, image = first_page(tmp_path / name, settings)
    assert page.height > page.width and image.size == (1654, 2339)
    assert dark_corner(image) == ("top", "right")


def test_tiff_of_three_pages_in_fax_packing(tmp_path: Path, settings: Settings) -> None:
    sheets = [sheet(size, "1") for size in ((1654, 2339), (2339, 1654), (1654, 2339))]
    sheets[0].save(
        tmp_path / "a.tif", save_all=True, append_images=sheets[1:], compression="group4", dpi=(200, 200)
    )
    with open_scan(tmp_path / "a.tif", settings) as scan:
        assert (scan.kind, scan.page_count, scan.signed) == ("image", 3, False)
        pages = list(scan.pages())
        assert [page.number for page in pages] == [1, 2, 3]
        # Asked for in any order: every page draws itself.
        assert [page.image().size for page in reversed(pages)] == [(1654, 2339), (2339, 1654), (1654, 2339)]
        assert pages[0].layer == "" and pages[0].layer_lines() == ()


def test_fax_with_two_resolutions_keeps_its_shape(tmp_path: Path, settings: Settings) -> None:
    sheet((1728, 1146), "1").save(tmp_path / "a.tif", dpi=(204, 98))
    page, image = first_page(tmp_path / "a.tif", settings)
    assert page.width / page.height == pytest.approx(image.width / image.height, rel=0.01)
    assert page.height == pytest.approx(842, rel=0.01)


@pytest.mark.parametrize("dpi", [None, (72, 72), (1, 1)])
def test_photo_without_believable_resolution_is_an_a4_sheet(
    tmp_path: Path, settings: Settings, dpi: tuple[int, int] | None
) -> None:
    sheet((3024, 4276)).save(tmp_path / "a.jpg", **({"dpi": dpi} if dpi else {}))
    page, image = first_page(tmp_path / "a.jpg", settings)
    assert (page.width, page.height) == pytest.approx((595.2, 841.7), abs=0.5)
    assert image.height == round(11.69 * 240)


def test_asked_resolution_is_given(tmp_path: Path, settings: Settings) -> None:
    sheet((1654, 2339)).save(tmp_path / "a.png", dpi=(200, 200))
    with open_scan(tmp_path / "a.png", settings) as scan:
        image = next(scan.pages()).image(dpi=100)
    assert image.size == (827, 1170) and image.info["dpi"] == (100, 100)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("size", "megapixels"), [((10001, 10000), 100), ((30000, 30000), 900)])
def test_pixel_bomb_is_refused_by_its_header(
    tmp_path: Path, settings: Settings, size: tuple[int, int], megapixels: int
) -> None:
    (tmp_path / "a.png").write_bytes(png_bomb(*size))
    with open_scan(tmp_path / "a.png", settings) as scan:
        page = next(scan.pages())
        assert isinstance(page.problem, TooManyPixels)
        assert page.problem.details["megapixels"] == megapixels
        with pytest.raises(TooManyPixels):
            page.image()


def test_largest_allowed_size_passes_the_header_check(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.png").write_bytes(png_bomb(10000, 10000))
    with open_scan(tmp_path / "a.png", settings) as scan:
        assert next(scan.pages()).problem is None


def test_too_many_frames(tmp_path: Path, settings: Settings) -> None:
    dot = Image.new("1", (1, 1))
    dot.save(tmp_path / "a.tif", save_all=True, append_images=[dot] * 500)
    with pytest.raises(TooManyPages), open_scan(tmp_path / "a.tif", settings):
        pass


def test_as_many_frames_as_allowed(tmp_path: Path, settings: Settings) -> None:
    dot = Image.new("1", (1, 1))
    dot.save(tmp_path / "a.tif", save_all=True, append_images=[dot] * 499)
    with open_scan(tmp_path / "a.tif", settings) as scan:
        assert scan.page_count == 500


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00", b"MM\x00*"])
def test_nonsense_after_the_magic_is_damage(tmp_path: Path, settings: Settings, head: bytes) -> None:
    (tmp_path / "a").write_bytes(head + random.Random(3).randbytes(500))
    with pytest.raises(DamagedFile), open_scan(tmp_path / "a", settings) as scan:
        next(scan.pages()).image()


@pytest.fixture(scope="module")
def whole_files() -> dict[str, bytes]:
    noise = Image.effect_noise((600, 850), 70)
    files = {}
    for kind in ("PNG", "JPEG", "TIFF"):
        out = io.BytesIO()
        extra = {"save_all": True, "append_images": [noise, noise]} if kind == "TIFF" else {}
        noise.save(out, kind, dpi=(100, 100), **extra)
        files[kind] = out.getvalue()
    return files


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("seed", range(20))
def test_truncated_picture_ends_in_pages_or_a_named_error(
    tmp_path: Path, settings: Settings, whole_files: dict[str, bytes], kind: str, seed: int
) -> None:
    whole = whole_files[kind]
    (tmp_path / "a").write_bytes(whole[: random.Random(seed).randrange(8, len(whole) if seed % 2 else 900)])
    start = time.monotonic()
    try:
        with open_scan(tmp_path / "a", settings) as scan:
            for page in scan.pages():
                assert page.image().mode == "RGB"
    except InputError as error:
        assert error.path == str(tmp_path / "a")
    assert time.monotonic() - start < 10


def test_half_a_jpeg_is_not_taken_for_a_page(
    tmp_path: Path, settings: Settings, whole_files: dict[str, bytes]
) -> None:
    whole = whole_files["JPEG"]
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedFile), open_scan(tmp_path / "a.jpg", settings) as scan:
        next(scan.pages()).image()


def test_pictures_of_windows_and_of_the_web_come_out_as_the_same_sheet(
    tmp_path: Path, settings: Settings
) -> None:
    for name in ("a.bmp", "a.webp", "a.gif"):
        sheet((827, 1169)).save(tmp_path / name, dpi=(100, 100))
        page, image = first_page(tmp_path / name, settings)
        assert (image.mode, dark_corner(image)) == ("RGB", ("top", "left"))
        assert (page.width, page.height) == pytest.approx((595.4, 841.7), abs=0.5)


@pytest.mark.parametrize("name", ["a.gif", "a.webp"])
def test_every_picture_of_a_file_is_a_page(tmp_path: Path, settings: Settings, name: str) -> None:
    turned = sheet().rotate(180)
    sheet().save(tmp_path / name, save_all=True, append_images=[turned, sheet()])
    with open_scan(tmp_path / name, settings) as scan:
        pages = list(scan.pages())
        corners = [dark_corner(page.image()) for page in reversed(pages)]
    assert (scan.page_count, corners) == (3, [("top", "left"), ("bottom", "right"), ("top", "left")])


@pytest.mark.parametrize("name", ["a.gif", "a.webp"])
def test_a_file_of_too_many_pictures_is_refused(tmp_path: Path, settings: Settings, name: str) -> None:
    frames = [Image.new("L", (9, 9), n * 20) for n in range(6)]
    frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:])
    with pytest.raises(TooManyPages), open_scan(tmp_path / name, replace(settings, max_pages=5)):
        pass


@pytest.mark.parametrize("name", ["a.bmp", "a.webp", "a.gif"])
def test_a_picture_of_too_many_pixels_is_named(tmp_path: Path, settings: Settings, name: str) -> None:
    sheet().save(tmp_path / name)
    with open_scan(tmp_path / name, replace(settings, max_megapixels=0.5)) as scan:
        (page,) = scan.pages()
    assert isinstance(page.problem, TooManyPixels)


HEIC = Path(__file__).parent / "files" / "two-pictures.heic"


def test_a_photo_of_a_telephone_becomes_pages(settings: Settings) -> None:
    with open_scan(HEIC, settings) as scan:
        first, second = scan.pages()
        assert dark_corner(first.image(20)) == ("top", "left")
        assert second.image(20).convert("L").getextrema()[0] > 200


def test_a_photo_of_too_many_pixels_is_refused_before_it_is_unpacked(settings: Settings) -> None:
    with pytest.raises(TooManyPixels), open_scan(HEIC, replace(settings, max_megapixels=0.03)):
        pass


@pytest.mark.parametrize("length", range(12, 700, 40))
def test_a_photo_that_breaks_off_ends_in_pages_or_a_named_error(
    tmp_path: Path, settings: Settings, length: int
) -> None:
    (tmp_path / "a.heic").write_bytes(HEIC.read_bytes()[:length])
    try:
        with open_scan(tmp_path / "a.heic", settings) as scan:
            for page in scan.pages():
                page.image()
    except InputError as error:
        assert "a.heic" in error.message("vi")


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.png", "RGB"), ("a.png", "RGBA"), ("a.png", "P"), ("a.png", "1"), ("a.png", "I;16"), ("a.jpg", "RGB"),
     ("a.jpg", "CMYK"), ("a.tif", "RGB"), ("a.tif", "F")],
)  # fmt: skip
def test_a_large_picture_brought_down_in_steps_is_the_same_sheet(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str, mode: str
) -> None:
    monkeypatch.setattr(colours, "_LARGE", 1_000_000)
    monkeypatch.setattr(colours, "_BAND", 100_000)
    shades = sheet((3400, 4400)).convert("I;16") if mode == "I;16" else sheet((3400, 4400)).convert(mode)
    (shades.point(lambda value: value * 257) if mode == "I;16" else shades).save(tmp_path / name, dpi=(400, 400))
    with open_scan(tmp_path / name, settings) as scan:
        page = next(scan.pages())
        for _time in range(2):  # the picture is opened anew
            image = page.image(100)
            assert (image.size, image.mode, dark_corner(image)) == ((850, 1100), "RGB", ("top", "left"))
            assert min(image.getpixel((800, 1000))) > 250 and max(image.getpixel((20, 20))) < 10


def test_a_large_picture_on_its_side_is_turned(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(colours, "_LARGE", 1_000_000)
    exif = Image.Exif()
    exif[274] = 6
    sheet((3400, 2400)).save(tmp_path / "a.jpg", dpi=(300, 300), exif=exif)
    page, image = first_page(tmp_path / "a.jpg", settings)
    assert image.height > image.width and page.height > page.width
    assert dark_corner(image) == ("top", "right")
