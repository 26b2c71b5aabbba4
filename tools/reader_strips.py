"""Strips of lines to train the line reader on: drawn ones, and files of them. Without PyTorch."""

from __future__ import annotations

import lzma
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from docproc.reading.strips import strip_of
from docproc.rules import load
from docproc.rules.reader import Reader as Rules
from docproc.synthesis.line_texts import Texts
from docproc.synthesis.lines import find_faces, some_line

RULES = load(Rules)
NUMBERS = {letter: n + 1 for n, letter in enumerate(RULES.letters)}
A_FILE = 500  # strips
_WIDEST = 1200


class Sample(NamedTuple):
    """A strip in 256 steps of ink (`packed`), its text, and where the middles of the letters stand (pixels); of
    real strips nobody knows where.
    """

    strip: np.ndarray
    text: str
    places: np.ndarray


def packed(strip: np.ndarray) -> np.ndarray:
    """Ink from -0.5 to 1 in one byte."""
    return np.clip((strip + 0.5) * 170, 0, 255).astype(np.uint8)


def fits(sample: Sample) -> bool:
    """Whether the frames suffice for the text: CTC wants one a letter, and one between two of the same."""
    text = sample.text
    wanted = len(text) + sum(a == b for a, b in pairwise(text))
    return (
        bool(text) and wanted <= sample.strip.shape[1] // RULES.strip.frame and sample.strip.shape[1] <= _WIDEST
    )


def save_samples(file: Path, samples: Sequence[Sample]) -> None:
    """Write strips side by side; the file appears whole."""
    passing = file.with_suffix(".part")
    with passing.open("wb") as out:
        np.savez(
            out,
            strips=np.concatenate([sample.strip for sample in samples], axis=1),
            widths=np.array([sample.strip.shape[1] for sample in samples], np.int32),
            texts=np.array([sample.text for sample in samples]),
            places=np.concatenate([sample.places for sample in samples]).astype(np.int16),
            placed=np.array([len(sample.places) for sample in samples], np.int32),
        )
    passing.replace(file)


def load_samples(file: Path) -> list[Sample]:
    """The strips of a file; letters that the network does not know are none."""
    with np.load(file) as held:
        ends = np.cumsum(held["widths"])
        strips = np.split(held["strips"], ends[:-1], axis=1)
        places = np.split(held["places"], np.cumsum(held["placed"])[:-1])
        return [
            Sample(strip, text, at)
            for strip, text, at in zip(strips, held["texts"].tolist(), places, strict=True)
            if set(text) <= NUMBERS.keys()
        ]


def draw(
    out: Path, corpus: Sequence[Path], fonts: Sequence[Path], seed: int, count: int, held_back: bool
) -> None:
    """Write so many files of drawn strips into a folder; those that are there already stay."""
    out.mkdir(parents=True, exist_ok=True)
    texts = Texts([line for file in corpus for line in _paragraphs(file)])
    faces = find_faces(fonts, held_back)
    print(len(texts.corpus), "paragraphs;", ", ".join(faces.files), flush=True)
    for number in range(count):
        file = out / f"{seed:03d}-{number:05d}.npz"
        if file.exists():
            continue
        rng = np.random.default_rng([seed, number])
        samples: list[Sample] = []
        while len(samples) < A_FILE:
            piece = some_line(rng, texts, faces)
            strip = strip_of(piece.image, piece.box, piece.dpi, float(rng.uniform(0.9, 1.12)))
            if strip is None:
                continue
            places = (np.array(piece.places) * piece.dpi / 72 - strip.left) / strip.step
            if fits(sample := Sample(packed(strip.pixels), piece.text, places)):
                samples.append(sample)
        save_samples(file, samples)


def _paragraphs(file: Path) -> list[str]:
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        return [text for line in lines if len(text := line.strip()) > 10]
