"""What a scanner does to a page: skew, blur, noise, light, specks, edge, few levels, JPEG. Deterministic."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from docproc.rules import load
from docproc.synthesis.rules.synthesis import Synthesis

Levels = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ScanCondition:
    """How a page is scanned; the meaning and unit of each value stands in models/synthesis.toml."""

    name: str
    dpi: int
    mode: str
    skew: float
    blur: float
    noise: float
    uneven: float
    speckle: int
    border: float
    white: int
    quality: int


def scan_condition(name: str) -> ScanCondition:
    """The condition [condition.NAME] of models/synthesis.toml. Raises KeyError for an unknown name."""
    return ScanCondition(name, **load(Synthesis).condition[name].model_dump())


def scan_page(image: Image.Image, condition: ScanCondition, seed: int) -> Image.Image:
    """The page as the scanner gives it: mode RGB, L or 1, same size; the same seed gives the same pixels."""
    rng = np.random.default_rng(seed)
    paper = image.convert("RGB" if condition.mode == "rgb" else "L")
    if condition.skew:
        white = "white" if paper.mode == "RGB" else 255
        paper = paper.rotate(-condition.skew, Image.Resampling.BICUBIC, fillcolor=white)
    if condition.blur:
        paper = paper.filter(ImageFilter.GaussianBlur(condition.blur))
    levels = np.array(paper, dtype=np.float32)  # a copy of our own, changed in place from here on
    light = _light(levels.shape[:2], condition.uneven, rng)
    if light is not None:
        levels *= _over_channels(light, levels)
    if condition.noise:
        noise = rng.standard_normal(levels.shape[:2], dtype=np.float32)
        noise *= np.float32(condition.noise)
        levels += _over_channels(noise, levels)
    _add_specks(levels, condition, rng)
    _add_border(levels, condition, rng)
    if condition.white < 255:
        levels *= np.float32(255 / condition.white)
    np.clip(levels, 0, 255, out=levels)
    scanned = Image.fromarray(levels.astype(np.uint8))
    return _as_sent(scanned, condition)


def _over_channels(plane: Levels, levels: Levels) -> Levels:
    return plane if levels.ndim == 2 else plane[:, :, np.newaxis]


def _light(shape: tuple[int, ...], loss: float, rng: np.random.Generator) -> Levels | None:
    """1 in the brightest corner, 1 - loss in the darkest, falling in a random direction."""
    if not loss:
        return None
    angle = rng.uniform(0, 2 * np.pi)
    down = np.linspace(-1, 1, shape[0], dtype=np.float32)[:, np.newaxis] * np.float32(np.sin(angle))
    across = np.linspace(-1, 1, shape[1], dtype=np.float32)[np.newaxis, :] * np.float32(np.cos(angle))
    slope: Levels = down + across
    light: Levels = 1 - np.float32(loss) * (slope - slope.min()) / (slope.max() - slope.min())
    return light


def _add_specks(levels: Levels, condition: ScanCondition, rng: np.random.Generator) -> None:
    if not condition.speckle:
        return
    height, width = levels.shape[:2]
    side = max(1, condition.dpi // 150)
    for y, x, grown in zip(
        rng.integers(0, height, condition.speckle),
        rng.integers(0, width, condition.speckle),
        rng.integers(0, 2, condition.speckle),
        strict=True,
    ):
        levels[y : y + side + grown, x : x + side] = rng.integers(20, 130)


def _add_border(levels: Levels, condition: ScanCondition, rng: np.random.Generator) -> None:
    """The dark edge where the lid stood open: on the left or right, and on top, slightly slanting."""
    if not condition.border:
        return
    height, width = levels.shape[:2]
    edge = condition.border / 25.4 * condition.dpi
    reach = np.linspace(edge, edge * rng.uniform(0.2, 0.8), height) + rng.normal(0, 0.6, height)
    dark = np.arange(width)[np.newaxis, :] < reach[:, np.newaxis]
    if rng.integers(0, 2):
        dark = dark[:, ::-1]
    dark[: round(edge * 0.4)] = True
    levels[dark] = np.float32(25)


def _as_sent(scanned: Image.Image, condition: ScanCondition) -> Image.Image:
    if condition.mode == "bilevel":
        return scanned.point(lambda level: 255 if level > 140 else 0).convert("1", dither=Image.Dither.NONE)
    packed = io.BytesIO()
    scanned.save(packed, "JPEG", quality=condition.quality)
    packed.seek(0)
    unpacked = Image.open(packed)
    unpacked.load()
    return unpacked
