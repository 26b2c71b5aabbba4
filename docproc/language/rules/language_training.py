"""How docproc train makes damaged pages and the tables of the language and confusion models."""

from __future__ import annotations

from docproc.measures import Dpi, Share, Times
from docproc.rules import Checked, Rules


class Pages(Checked):
    """What a damaged page is drawn from by lot: what stands twice is drawn twice as often."""

    fonts: tuple[str, ...]
    styles: tuple[str, ...]
    conditions: tuple[str, ...]
    dpi: tuple[Dpi, ...]
    page_modes: tuple[int, ...]
    paragraph_letters: tuple[int, int]
    fewest_paragraphs: int
    seed: int
    wrong_language: str


class Corpus(Checked):
    """How the language model is made from a corpus; what is `fewest` are occurrences."""

    weights: dict[str, Times]
    """What one occurrence counts, by the name of the file."""
    fewest: int
    fewest_foreign: int
    keep: int
    """Sequences of units."""
    fewest_acronyms: int
    acronym_share: Share


class Archive(Checked):
    """How a user's own archive is mixed into the model."""

    fewest: int
    fewest_foreign: int
    keep: int
    share: Share


class Outcomes(Checked):
    """What a letter becomes, as shares."""

    base: Share = 0.0
    western: Share
    other_mark: Share
    same: Share
    lost: Share
    other_case: Share
    look: Share
    split: Share
    any: Share


class SameShape(Checked):
    """Letters whose capital has the same shape, and the share of them that is read in the other case."""

    letters: str
    other_case: Share


class Engine(Checked):
    """Text layers of other engines: shares by the marks of a letter, and what letters look like."""

    marked: Outcomes
    twice_marked: Outcomes
    plain: Outcomes
    same_shape: SameShape
    looks: dict[str, tuple[str, ...]]


class LanguageTraining(Rules):
    """models/language_training.toml: pages, the model made anew, a user's own archive, other engines."""

    file = "language_training"
    pages: Pages
    language: Corpus
    archive: Archive
    engine: Engine
