"""What happens to a printed line: rules, stamps and pens over it, then copier, scanner, fax or phone. Fast: the
pieces are small, and training wants millions of them.
"""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from docproc.rules import load
from docproc.synthesis.rules.lines import Lines

Rng = np.random.Generator
Levels = NDArray[np.float32]


def over_line(rng: Rng, image: Image.Image, span: tuple[float, float], base: float, size: float) -> None:
    """Draw on a line (its `span` of x, base line, size of type, in pixels) what comes over letters."""
    wear = load(Lines).wear
    draw = ImageDraw.Draw(image)
    if rng.random() < wear.rule:
        y = base + size * float(
            rng.choice([rng.uniform(-1.3, -0.95), rng.uniform(-0.6, 0.1), rng.uniform(0.15, 0.5)])
        )
        slope = float(rng.normal(0, 0.004)) * image.width
        draw.line(
            (0, y, image.width, y + slope),
            int(rng.integers(0, 140)),
            max(1, round(size * rng.uniform(0.02, 0.07))),
        )
    if rng.random() < wear.bars:
        for x in (span[0] - size * float(rng.uniform(0.1, 0.3)), span[1] + size * float(rng.uniform(0.1, 0.3))):
            draw.line(
                (x, 0, x, image.height), int(rng.integers(0, 120)), max(1, round(size * rng.uniform(0.02, 0.06)))
            )
    if rng.random() < wear.stamp:
        _press_stamp(rng, image, size)
    if rng.random() < wear.pen:
        _draw_pen(rng, draw, image, size)


def _press_stamp(rng: Rng, image: Image.Image, size: float) -> None:
    """Rings of a round stamp, or the edge of a square one, and the star or letters in it, red turned grey."""
    level = int(rng.integers(90, 215))
    mark = Image.new("L", image.size, 255)
    draw = ImageDraw.Draw(mark)
    x, y = float(rng.uniform(0, image.width)), float(rng.uniform(-2, 4)) * size
    radius = float(rng.uniform(2.5, 5.0)) * size
    pen = max(1, round(size * rng.uniform(0.05, 0.16)))
    if rng.random() < 0.75:
        for ring in (radius, radius * float(rng.uniform(0.85, 0.94)), radius * float(rng.uniform(0.5, 0.65))):
            draw.ellipse((x - ring, y - ring, x + ring, y + ring), outline=level, width=pen)
        for angle in np.arange(0, 2 * np.pi, float(rng.uniform(0.16, 0.3))):
            dx, dy = radius * 0.74 * np.cos(angle), radius * 0.74 * np.sin(angle)
            reach = size * float(rng.uniform(0.15, 0.4))
            turn = float(rng.uniform(0, 6))
            ends = (reach * np.cos(turn), reach * np.sin(turn))
            draw.line((x + dx - ends[0], y + dy - ends[1], x + dx + ends[0], y + dy + ends[1]), level, pen)
    else:
        wide = float(rng.uniform(3, 9)) * size
        draw.rectangle((x, y - size, x + wide, y + 1.2 * size), outline=level, width=pen)
    image.paste(ImageChops.multiply(image, mark))


def _draw_pen(rng: Rng, draw: ImageDraw.ImageDraw, image: Image.Image, size: float) -> None:
    """Strokes of a signature or of a tick, winding."""
    count = int(rng.integers(4, 12))
    xs = rng.uniform(0, image.width) + np.cumsum(rng.normal(0.3, 1.2, count)) * size
    ys = rng.uniform(0, image.height) + np.cumsum(rng.normal(0, 0.9, count)) * size
    at = np.linspace(0, count - 1, 8 * count)
    points = list(zip(np.interp(at, range(count), xs), np.interp(at, range(count), ys), strict=True))
    draw.line(
        points, int(rng.integers(20, 150)), max(1, round(size * float(rng.uniform(0.03, 0.1)))), joint="curve"
    )


def worn_line(rng: Rng, image: Image.Image, dpi: int) -> Image.Image:
    """The piece as a scanner gives it, of the same size: leaning, soft, noisy, in few levels, packed."""
    wear = load(Lines).wear
    if rng.random() < wear.through:
        image = _shone_through(rng, image)
    if rng.random() < wear.lean:
        image = _leaning(image, float(rng.normal(0, wear.lean_degrees)))
    if rng.random() < wear.blur:
        image = image.filter(
            ImageFilter.GaussianBlur(float(rng.uniform(0.15, 0.6 if dpi < 170 else 1.1)) * max(1.0, dpi / 200))
        )
    if rng.random() < wear.coarse:
        image = _coarse(rng, image)
    levels = np.asarray(image, dtype=np.float32)
    if rng.random() < wear.strokes:
        # Copiers make strokes thinner or fuller: blurred ink cut off at a lighter or darker level.
        middle, steep = np.float32(rng.uniform(70, 215)), np.float32(rng.uniform(1.2, 5.0))
        levels = np.clip((levels - middle) * steep + 128, 0, 255)
    levels = _lit(rng, levels)
    if rng.random() < wear.noise:
        noise = rng.standard_normal(levels.shape, dtype=np.float32)
        levels = levels + noise * np.float32(rng.uniform(2, 22))
    image = Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
    if rng.random() < wear.specks:
        _speckle(rng, image)
    at = rng.random()
    if at < wear.bilevel:
        cut = int(rng.integers(95, 190))
        image = image.point(lambda level: 255 if level > cut else 0)
    elif at < wear.bilevel + wear.dither:
        image = image.convert("1").convert("L")
    return _packed(rng, image) if rng.random() < wear.jpeg else image


def _shone_through(rng: Rng, image: Image.Image) -> Image.Image:
    """The piece with print on the back of the paper: its own, mirrored, is as good as another."""
    strength = float(rng.uniform(0.08, 0.3))
    back = ImageChops.offset(
        image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        int(rng.integers(0, image.width)),
        int(rng.integers(0, image.height)),
    )
    back = back.filter(ImageFilter.GaussianBlur(1.2))
    return ImageChops.multiply(image, back.point([round(255 - strength * (255 - level)) for level in range(256)]))


def _leaning(image: Image.Image, degrees: float) -> Image.Image:
    """The piece leaning about its middle."""
    rise = float(np.tan(np.radians(degrees)))
    return image.transform(
        image.size,
        Image.Transform.AFFINE,
        (1, 0, 0, rise, 1, -rise * image.width / 2),
        Image.Resampling.BILINEAR,
        fillcolor=255,
    )


def _coarse(rng: Rng, image: Image.Image) -> Image.Image:
    """The piece as sent at a low resolution and made larger again."""
    share = float(rng.uniform(0.45, 0.85))
    small = image.resize(
        (max(8, round(image.width * share)), max(8, round(image.height * share))), Image.Resampling.BOX
    )
    return small.resize(image.size, Image.Resampling.NEAREST if rng.random() < 0.4 else Image.Resampling.BILINEAR)


def _lit(rng: Rng, levels: Levels) -> Levels:
    """The levels with the paper's shade, pale ink, light that falls off to one side."""
    wear = load(Lines).wear
    if rng.random() < 0.5:
        paper, ink = rng.uniform(150, 255), rng.uniform(0, 90)
        if rng.random() < wear.shade:
            paper, ink = rng.uniform(110, 180), rng.uniform(0, 50)
        levels = levels * np.float32((paper - ink) / 255) + np.float32(ink)
    if rng.random() < wear.light:
        across = np.linspace(1, float(rng.uniform(0.55, 1)), levels.shape[1], dtype=np.float32)
        levels = levels * (across if rng.random() < 0.5 else across[::-1])
    return levels


def _speckle(rng: Rng, image: Image.Image) -> None:
    """Dots of dust, dark mostly."""
    draw = ImageDraw.Draw(image)
    for _ in range(int(rng.integers(1, 2 + image.width // 20))):
        x, y, side = rng.uniform(0, image.width), rng.uniform(0, image.height), rng.uniform(0, 2.2)
        draw.ellipse((x, y, x + side, y + side), fill=int(rng.choice([0, 40, 90, 255])))


def _packed(rng: Rng, image: Image.Image) -> Image.Image:
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=int(rng.integers(18, 75)))
    packed.seek(0)
    unpacked = Image.open(packed)
    unpacked.load()
    return unpacked
