"""What a sheet has gone through before it is scanned: punched for a folder, thin paper. Deterministic."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

# ISO 838: two holes 6 mm wide, 80 mm apart, their middles 12 mm from the edge.
_WIDE, _APART, _FROM_EDGE = 6.0, 80.0, 12.0
_INCH = 25.4


def punched(image: Image.Image, dpi: int) -> Image.Image:
    """The page image (RGB) with two holes at its left edge, black as under an open lid."""
    image = image.copy()
    draw = ImageDraw.Draw(image)
    x, radius = _FROM_EDGE / _INCH * dpi, _WIDE / 2 / _INCH * dpi
    for side in (-1, 1):
        y = image.height / 2 + side * _APART / 2 / _INCH * dpi
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(20, 20, 20))
    return image


def shone_through(image: Image.Image, back: Image.Image, strength: float) -> Image.Image:
    """The page image (RGB) with the print on its back, an image of the same size, seen through the paper.

    strength: how dark black print comes through, 0 to 1.
    """
    seen = ImageOps.mirror(back).filter(ImageFilter.GaussianBlur(1.0))
    return ImageChops.multiply(
        image, seen.point([round(255 - strength * (255 - level)) for level in range(256)] * 3)
    )
