"""What hands put on the printed page: the red seal, the blue signature, the stamp "ĐẾN"."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from docproc.rules import load
from docproc.synthesis.fonts import font_family
from docproc.synthesis.render import RenderedPage
from docproc.synthesis.rules.synthesis import Colour, Synthesis
from docproc.synthesis.source import ScanPlan


def marked(page: RenderedPage, plan: ScanPlan) -> RenderedPage:
    """The page with the marks of the plan that belong on it; ink lets the print below show through."""
    rules = load(Synthesis).marks
    image = page.image
    if plan.arrival and page.below_number is not None:
        stamp = arrival_stamp(plan.arrival, page.dpi, plan.seed)
        place = (
            round(rules.arrival.left_mm / 25.4 * page.dpi),
            round((page.below_number + 4) / 72 * page.dpi),
        )
        image = _inked(image, stamp, place)
    if plan.seal is not None and page.signature is not None:
        scale = page.dpi / 72
        room = page.signature
        x, y = (room.centre_x + 10) * scale, (room.y0 + room.y1) / 2 * scale
        ink = _signature(page.dpi, rules.ink_colour, plan.seed)
        image = _inked(image, ink, _corner(ink, x, y))
        seal = seal_mark(plan.seal, page.dpi, plan.seed)
        # Nghị định 30/2020/NĐ-CP, Điều 33: the seal covers about a third of the signature, on its left.
        image = _inked(image, seal, _corner(seal, x - ink.width / 3, y + 7 * scale))
    return replace(page, image=image)


def _corner(mark: Image.Image, x: float, y: float) -> tuple[int, int]:
    return round(x - mark.width / 2), round(y - mark.height / 2)


def _inked(image: Image.Image, mark: Image.Image, place: tuple[int, int]) -> Image.Image:
    layer = Image.new("RGB", image.size, "white")
    layer.paste(mark, place)
    return ImageChops.multiply(image, layer)


def seal_mark(text: str, dpi: int, seed: int) -> Image.Image:
    """Two rings, the text round the inside, a star: the form of seals of offices."""
    rules = load(Synthesis).marks
    colour = rules.seal_colour
    side = round(rules.seal_mm / 25.4 * dpi)
    seal = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(seal)
    thin = max(1, dpi // 100)
    draw.ellipse((thin, thin, side - thin, side - thin), outline=colour, width=2 * thin)
    inset = side * 0.22
    draw.ellipse((inset, inset, side - inset, side - inset), outline=colour, width=thin)
    draw.polygon(_star(side / 2, side * 0.17), fill=colour)
    font = font_family("termes").at("bold", side * 0.1)
    _write_round(seal, text.upper(), font, side * 0.385, colour)
    turn = float(np.random.default_rng(seed).uniform(-12, 12))
    return seal.rotate(turn, Image.Resampling.BICUBIC, fillcolor="white")


def _star(middle: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.4
        angle = math.pi / 5 * corner - math.pi / 2
        points.append((middle + reach * math.cos(angle), middle + reach * math.sin(angle)))
    return points


def _write_round(
    seal: Image.Image, text: str, font: ImageFont.FreeTypeFont, radius: float, colour: Colour
) -> None:
    middle = seal.width / 2
    span = min(2 * math.pi * 0.92, font.getlength(text) * 1.15 / radius)
    step = span / max(1, len(text))
    tile_side = round(font.size * 2)
    for index, letter in enumerate(text):
        angle = -math.pi / 2 - span / 2 + step * (index + 0.5)
        tile = Image.new("L", (tile_side, tile_side), 0)
        ImageDraw.Draw(tile).text((tile_side / 2, tile_side / 2), letter, 255, font, anchor="mm")
        tile = tile.rotate(-math.degrees(angle) - 90, Image.Resampling.BICUBIC)
        place = (
            round(middle + radius * math.cos(angle) - tile_side / 2),
            round(middle + radius * math.sin(angle) - tile_side / 2),
        )
        seal.paste(colour, place, tile)


def _signature(dpi: int, colour: Colour, seed: int) -> Image.Image:
    """A scribble of a few loops and a last stroke."""
    rng = np.random.default_rng(seed + 1000)
    width, height = round(48 / 25.4 * dpi), round(20 / 25.4 * dpi)
    ink = Image.new("RGB", (width, height), "white")
    time = np.linspace(0, 1, 160)
    loops = rng.uniform(3.5, 6)
    x = width * (0.12 + 0.62 * time + 0.09 * np.sin(2 * np.pi * loops * time + rng.uniform(0, 6)))
    y = height * (0.5 + 0.38 * (1 - 0.6 * time) * np.cos(2 * np.pi * loops * time))
    stroke = [(float(a), float(b)) for a, b in zip(x, y, strict=True)]
    stroke.append((width * 0.96, height * float(rng.uniform(0.2, 0.9))))
    ImageDraw.Draw(ink).line(stroke, fill=colour, width=max(2, dpi // 60), joint="curve")
    return ink


def arrival_stamp(fields: tuple[str, ...], dpi: int, seed: int) -> Image.Image:
    """The stamp of Phụ lục IV: office, ĐẾN, then number, day and desk with what was written in by hand."""
    rules = load(Synthesis).marks
    shape, colour = rules.arrival, rules.arrival.colour
    width, height = (round(side / 25.4 * dpi) for side in (shape.width_mm, shape.height_mm))
    stamp = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(stamp)
    thin = max(1, dpi // 100)
    draw.rectangle((thin, thin, width - 2 * thin, height - 2 * thin), outline=colour, width=2 * thin)
    family = font_family("termes")
    office = fields[0].upper()
    fitting = width * 0.9 / family.width(office, "bold", 1)
    small, big = family.at("bold", min(height * 0.1, fitting)), family.at("bold", height * 0.17)
    draw.text((width / 2, height * 0.12), office, colour, small, anchor="mm")
    draw.text((width / 2, height * 0.32), shape.title, colour, big, anchor="mm")
    plain, hand = family.at("regular", height * 0.12), family.at("italic", height * 0.16)
    ink = rules.ink_colour
    for index, label in enumerate(shape.fields):
        y = height * (0.53 + 0.18 * index)
        draw.text((width * 0.06, y), f"{label} ....................", colour, plain, anchor="ls")
        written = fields[index + 1] if index + 1 < len(fields) else ""
        draw.text((width * 0.36, y - thin), written, ink, hand, anchor="ls")
    turn = float(np.random.default_rng(seed + 2000).uniform(-3, 3))
    return stamp.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
