"""How well letters were read: the program's answers against annotated letters, the user's own too.

A gold folder holds NAME.json (the letter as it should be, in the shape of docproc.letter) and NAME.p1.txt …
(the text of the pages, one printed line a line, left column before right column). A folder of predictions
holds files of the same names, as `docproc process --out` and `docproc read --out` write them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docproc.errors import NotFound
from docproc.evaluate.letters import letter_tally
from docproc.evaluate.tally import Figure
from docproc.evaluate.text import ALL, TextFigure, score_text

__all__ = ["Figure", "Figures", "TextFigure", "evaluate", "figure_lines", "score_letters", "score_text"]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one comparison: `letters` by field, `text` by page file and for ALL pages together,
    and every difference in words.
    """

    letters: dict[str, Figure]
    text: dict[str, TextFigure]
    misses: tuple[str, ...]


def evaluate(gold_dir: Path, predicted_dir: Path) -> Figures:
    """Compare a folder of predictions with a gold folder; what was not predicted counts as missed.

    Raises NotFound when the gold folder is missing or holds nothing to compare, DamagedFile for a file that
    cannot be parsed.
    """
    tally = letter_tally(gold_dir, predicted_dir)
    text = score_text(gold_dir, predicted_dir)
    if not tally.gold and not text[ALL].words:
        raise NotFound(gold_dir / "*.json")
    return Figures(tally.figures(), text, tuple(tally.misses))


def score_letters(gold_dir: Path, predicted_dir: Path) -> dict[str, Figure]:
    """Precision, recall and F1 of every field of the letters. Raises as `evaluate`."""
    return letter_tally(gold_dir, predicted_dir).figures()


def figure_lines(figures: Figures) -> Iterator[str]:
    """The figures as lines to print, first the fields of the letters, then the text of the pages."""
    for name, figure in figures.letters.items():
        yield (
            f"{name}: gold {figure.gold}, precision {figure.precision:.4f}, recall {figure.recall:.4f}, "
            f"F1 {figure.f1:.4f}"
        )
    for name, text in figures.text.items():
        yield (
            f"{name}: words {text.words}, line WER {text.line_wer:.4f}, line CER {text.line_cer:.4f}, "
            f"WER {text.wer:.4f}, CER {text.cer:.4f}, words found {text.bag_recall:.4f}, "
            f"words right {text.bag_precision:.4f}"
        )
