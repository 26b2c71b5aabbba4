"""The units of the numbers in rule files, so that a class of rules says what each of its numbers counts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Share = Annotated[float, Field(ge=0.0, le=1.0)]
"""A part of something, 0 to 1: of the page's width, of the words, of the light of the paper."""

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]
"""How sure a reader or a network is, 0 to 1."""

Natural = float
"""A natural logarithm: of a probability, below 0; of how much likelier one thing is than another, above."""

Points = float
"""1/72 inch, as PDF counts."""

Inches = float

Millimetres = float

Degrees = float

Dpi = int
"""Pixels an inch."""

Pixels = int

Heights = float
"""So many times as high as a line or a word is."""

Times = float
"""So many times as much as something else."""
