"""Picture files as pages, through Pillow: TIFF, GIF, WebP and HEIC may hold several, PNG, JPEG, BMP one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PIL import Image, ImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from docproc.errors import InputError, PictureTooSlow, TooManyPages
from docproc.scan.colours import LYING, ORIENTATION, is_large, seen
from docproc.scan.guard import damage_named, silent
from docproc.scan.measure.jpegs import MOST_PASSED, jpeg_of
from docproc.scan.measure.packed_pictures import size_fault
from docproc.scan.pages import Scan, ScannedPage
from docproc.scan.resolution import POINTS, check_sheet, drawing_dpi
from docproc.settings import Settings

# Opened by its own class: Image.open would try all formats, and it has a pixel limit of its own.
_CLASSES: dict[str, type[ImageFile.ImageFile]] = {
    "PNG": PngImageFile,
    "JPEG": JpegImageFile,
    "TIFF": TiffImageFile,
    "BMP": BmpImageFile,
    "GIF": GifImageFile,
    "WebP": WebPImageFile,
}
PICTURES = frozenset({*_CLASSES, "HEIC"})


@contextmanager
def open_picture(path: Path, kind: str, settings: Settings) -> Iterator[Scan]:
    """The picture file as a Scan; only headers are read until an image is asked for.

    kind: `HEIC` or one of those of `_CLASSES`. Raises DamagedFile, TooManyPages, PictureTooSlow; TooManyPixels,
    PictureTooLong for a HEIC.
    """
    with damage_named(path):
        picture = _opened_heic(path, settings) if kind == "HEIC" else _CLASSES[kind](path)
        if kind == "JPEG":
            _refuse_slow(path)
    try:
        with damage_named(path):
            count = _frame_count(path, picture, settings)
        yield Scan(path, "image", count, make_pages=partial(_pages, path, picture, count, settings))
    finally:
        picture.close()


def _frame_count(path: Path, picture: ImageFile.ImageFile, settings: Settings) -> int:
    """Pages of the file, counted one by one: a long chain of headers is not followed beyond the limit."""
    if not isinstance(picture, TiffImageFile):
        count = int(getattr(picture, "n_frames", 1))
        if count > settings.max_pages:
            raise TooManyPages(path, pages=count, limit=settings.max_pages)
        return count
    for index in range(settings.max_pages + 1):
        try:
            picture.seek(index)
        except EOFError:
            return index
    raise TooManyPages(path, pages=f"> {settings.max_pages}", limit=settings.max_pages)


def _opened_heic(path: Path, settings: Settings) -> ImageFile.ImageFile:
    """Its pixels are counted first: the library makes room for a picture when it turns to its page."""
    import pi_heif  # a fifth of a second; few letters are photos of a telephone
    from pi_heif.as_plugin import HeifImageFile

    for index, found in enumerate(pi_heif.open_heif(path)):
        _refuse_size(path, found.size, index + 1, settings)
    opened: ImageFile.ImageFile = HeifImageFile(path)
    return opened


def _refuse_slow(path: Path) -> None:
    found = jpeg_of(path.read_bytes())
    if found is not None and found.passed > MOST_PASSED:
        raise PictureTooSlow(path, page=1, passes=found.passes)


def _refuse_size(path: Path, size: tuple[int, int], number: int, settings: Settings) -> None:
    fault = size_fault(path, size, settings)
    if fault is not None:
        raise fault(number)


def _pages(path: Path, picture: ImageFile.ImageFile, count: int, settings: Settings) -> Iterator[ScannedPage]:
    for index in range(count):
        size, dpi, problem = (0.0, 0.0), 0.0, None
        try:
            with damage_named(path):
                if not isinstance(picture, TiffImageFile):  # a GIF is unpacked when it turns to its next page
                    _refuse_size(path, picture.size, index + 1, settings)
                picture.seek(index)
                _refuse_size(path, picture.size, index + 1, settings)
                size, dpi = _sheet(picture, settings)
                check_sheet(path, index + 1, size)
        except InputError as error:
            problem = error
        yield ScannedPage(
            number=index + 1,
            width=size[0],
            height=size[1],
            layer="",
            image_share=1.0,
            native_dpi=dpi or None,
            fonts=(),
            problem=problem,
            draw=partial(_drawn, path, picture, index, size, dpi, settings),
            find_lines=tuple,
        )


def _sheet(picture: ImageFile.ImageFile, settings: Settings) -> tuple[tuple[float, float], float]:
    """Width and height in points as seen, and the finer of the two resolutions.

    A resolution that is missing or gives no sheet of paper (a telephone writes 72) is set aside, and the long
    side taken for that of A4.
    """
    width, height = picture.size
    across, down = _stated_dpi(picture)
    if across > 0 and down > 0:
        longest = max(width / across, height / down)
        if not settings.sheet_inches_min <= longest <= settings.sheet_inches_max:
            across = down = 0.0
    if across <= 0 or down <= 0:
        across = down = max(width, height) / settings.sheet_inches_guess
    size = (width / across * POINTS, height / down * POINTS)
    return (size[::-1] if _is_lying(picture) else size), max(across, down)


def _is_lying(picture: ImageFile.ImageFile) -> bool:
    """Whether the header says that the sheet lies on its side. Pillow has turned the size of a TIFF already;
    the method of the base class, because that of a PNG unpacks the picture.
    """
    if isinstance(picture, TiffImageFile):
        return False
    return Image.Image.getexif(picture).get(ORIENTATION) in LYING


def _stated_dpi(picture: ImageFile.ImageFile) -> tuple[float, float]:
    stated = picture.info.get("dpi", (0, 0))
    return float(stated[0]), float(stated[1])


def _drawn(
    path: Path,
    picture: ImageFile.ImageFile,
    index: int,
    size: tuple[float, float],
    native: float,
    settings: Settings,
    asked: float | None,
) -> Image.Image:
    dpi = drawing_dpi(asked, native, size, settings)
    wanted = (max(1, round(size[0] * dpi / POINTS)), max(1, round(size[1] * dpi / POINTS)))
    with damage_named(path), silent(), _turned_to(path, picture, index) as opened:
        image = seen(opened, wanted)
    image.info = {"dpi": (dpi, dpi)}
    return image


@contextmanager
def _turned_to(path: Path, picture: ImageFile.ImageFile, index: int) -> Iterator[ImageFile.ImageFile]:
    """The picture with the page `index` (from 0) before it. A large one that has no other page is opened once
    more for it, since a picture keeps its pixels for as long as it is open.
    """
    if is_large(picture.size) and type(picture) in _CLASSES.values() and getattr(picture, "n_frames", 1) == 1:
        with type(picture)(path) as again:
            yield again
    else:
        picture.seek(index)
        yield picture
