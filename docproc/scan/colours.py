"""A picture of any kind as an RGB sheet of the size asked for, the way up it is seen, in little more memory than
it needs itself: the 70 million pixels of an A3 sheet at 600 dpi are 280 MB.
"""

from __future__ import annotations

from PIL import Image, ImageFile

ORIENTATION = 274  # EXIF and TIFF tag
# What undoes each orientation (EXIF 2.32, 4.6.4).
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
LYING = (5, 6, 7, 8)  # orientations of a sheet on its side
# Pixels above which memory is more precious than the last shade of grey; A4 at 600 dpi has 35 million.
_LARGE = 40_000_000
_BAND = 4_000_000  # pixels that are brought to RGB at a time
_THROUGH = ("LA", "PA", "RGBA", "La", "RGBa")  # modes with transparency
_WIDE = ("I", "F")  # 32 bits


def is_large(size: tuple[int, int]) -> bool:
    """Whether a picture of this width and height is brought down in steps."""
    return size[0] * size[1] > _LARGE


def seen(picture: ImageFile.ImageFile, wanted: tuple[int, int]) -> Image.Image:
    """The page that a picture has been turned to, as it is seen, `wanted` pixels wide and high, in RGB."""
    turn = _turn(picture)
    size = wanted[::-1] if turn in LYING else wanted
    large = is_large(picture.size)
    if large:
        picture.draft(None, size)  # libjpeg unpacks a half, a quarter, an eighth of the sides at once
    picture.load()
    image = _on_paper(picture, _times(picture.size, size) if large else 1)
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    if turn in _UPRIGHT:
        image = image.transpose(_UPRIGHT[turn])
    return image.copy() if image is picture and image.mode == "RGB" else _in_mode(image, "RGB")


def _turn(picture: ImageFile.ImageFile) -> int:
    """How the sheet lies. Pillow turns a TIFF by itself; the method of the base class, because that of a PNG
    unpacks the picture.
    """
    return 1 if picture.format == "TIFF" else int(Image.Image.getexif(picture).get(ORIENTATION, 1))


def _times(size: tuple[int, int], wanted: tuple[int, int]) -> int:
    return max(1, min(size[0] // wanted[0], size[1] // wanted[1]))


def _on_paper(image: Image.Image, times: int) -> Image.Image:
    """The picture in RGB or grey on white paper, its sides divided by `times`; one that is so as it is."""
    clear = "transparency" not in image.info
    if clear and image.mode in ("1", "L", "RGB"):
        plain = _in_mode(image, "L") if image.mode == "1" else image
        return plain.reduce(times) if times > 1 else plain
    extremes = _extremes(image)
    paper = Image.new("RGB", (-(-image.width // times), -(-image.height // times)))
    rows = max(1, _BAND // image.width // times) * times
    for top in range(0, image.height, rows):
        band = image.crop((0, top, image.width, min(top + rows, image.height)))
        band.info = {} if clear else {"transparency": image.info["transparency"]}
        paper.paste(rgb(band, extremes).reduce(times), (0, top // times))
    return paper


def _in_mode(image: Image.Image, mode: str) -> Image.Image:
    return image if image.mode == mode else image.convert(mode)


def rgb(image: Image.Image, extremes: tuple[float, float] | None = None) -> Image.Image:
    """The picture as RGB on white paper: palettes, transparency, 16 bits and CMYK resolved. `extremes` are its
    darkest and its lightest shade where it is part of another.
    """
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256, "L")
    elif image.mode in _WIDE:
        image = _stretched(image, extremes or _extremes(image))
    if image.mode in _THROUGH or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        image = Image.alpha_composite(paper, layer)
    return _in_mode(image, "RGB")


def _extremes(image: Image.Image) -> tuple[float, float]:
    """The darkest and the lightest of 32-bit or floating point greys; of others it does not matter."""
    low, high = image.getextrema() if image.mode in _WIDE else (0, 255)
    assert isinstance(low, int | float) and isinstance(high, int | float)
    return float(low), float(high)


def _stretched(image: Image.Image, extremes: tuple[float, float]) -> Image.Image:
    """A picture of 32-bit or floating point grey in 256 greys, its darkest black and its lightest white."""
    low, high = extremes
    if high <= low:
        return Image.new("L", image.size, "white")
    scale, shift = 255 / (high - low), -low * 255 / (high - low)
    return image.convert("F").point(lambda value: value * scale + shift).convert("L")
