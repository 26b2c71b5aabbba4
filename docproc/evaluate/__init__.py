"""How well letters were read: the program's answers against annotated letters, the user's own too.

A gold folder holds NAME.json (the letter as it should be, in the shape of docproc.letter) and NAME.p1.txt …
(the text of the pages, one printed line a line, left column before right column). A folder of predictions
holds files of the same names, as `docproc process --out` and `docproc read --out` write them.

`gold` is what is compared of a letter, `normalise` one spelling for both; `letters` compares fields and `text`
pages, `tally` counts, `sureness` is how far what carries no doubt can be trusted, by the values that are
`judged` right; `words` are the names of what is measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docproc.errors import NotFound
from docproc.evaluate.letters import annotated, count_letter
from docproc.evaluate.sureness import Sureness, SurenessTally
from docproc.evaluate.tally import Figure, Tally
from docproc.evaluate.text import PageCounts, TextFigure, pages_of, score_text, text_figures
from docproc.evaluate.words import measured_words
from docproc.messages import _

__all__ = [
    "Figure",
    "Figures",
    "Sureness",
    "TextFigure",
    "evaluate",
    "evaluate_folders",
    "figure_lines",
    "score_letters",
    "score_text",
]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one comparison: `letters` by field, `sureness` by field (how far what carries no doubt can
    be trusted), `text` by page file and for ALL pages together, and every difference in words.
    """

    letters: dict[str, Figure]
    sureness: dict[str, Sureness]
    text: dict[str, TextFigure]
    misses: tuple[str, ...]


def evaluate(gold_dir: Path, predicted_dir: Path) -> Figures:
    """Compare a folder of predictions with a gold folder; what was not predicted counts as missed.

    Raises NotFound when the gold folder is missing or holds nothing to compare, DamagedFile for a file that
    cannot be parsed.
    """
    return evaluate_folders([(gold_dir, predicted_dir)])


def evaluate_folders(folders: Sequence[tuple[Path, Path]]) -> Figures:
    """The figures of several pairs of gold folder and predictions, counted together; of several, page files are
    named with their folder. Raises as `evaluate`, also when one of the folders holds nothing to compare.
    """
    tally, sureness = Tally(), SurenessTally()
    pages: dict[str, PageCounts] = {}
    for gold_dir, predicted_dir in folders:
        letters = _count_letters(gold_dir, predicted_dir, tally, sureness)
        found = pages_of(gold_dir, predicted_dir)
        if not letters and not any(page.words for page in found.values()):
            raise NotFound(gold_dir / "*.json")
        folder = f"{gold_dir.name}/" if len(folders) > 1 else ""
        pages |= {folder + name: counts for name, counts in found.items()}
    return Figures(tally.figures(), sureness.figures(), text_figures(pages), tuple(tally.misses))


def _count_letters(gold_dir: Path, predicted_dir: Path, tally: Tally, sureness: SurenessTally) -> int:
    """Add the letters of a folder to the counts; how many values its annotations hold."""
    before = tally.gold.total()
    for name, gold, predicted in annotated(gold_dir, predicted_dir):
        if predicted is None:
            tally.misses.append(_("{letter}: nothing was read", letter=name))
        count_letter(name, gold, predicted or {}, tally)
        sureness.add(gold, predicted or {})
    return tally.gold.total() - before


def score_letters(gold_dir: Path, predicted_dir: Path) -> dict[str, Figure]:
    """Precision, recall and F1 of every field of the letters. Raises as `evaluate`."""
    tally = Tally()
    _count_letters(gold_dir, predicted_dir, tally, SurenessTally())
    return tally.figures()


def figure_lines(figures: Figures) -> Iterator[str]:
    """The figures as lines to print, in the language in force: the fields of the letters, what is wrong without a
    doubt, the text.
    """
    yield from (_field_line(measured_words(name), figure) for name, figure in figures.letters.items())
    yield from (_sureness_line(measured_words(name), sure) for name, sure in figures.sureness.items())
    yield from (_text_line(measured_words(name), text) for name, text in figures.text.items())


def _field_line(field: str, figure: Figure) -> str:
    line = _(
        "{field}: annotated {gold}, precision {precision}, recall {recall}, F1 {f1}",
        field=field,
        gold=figure.gold,
        precision=f"{figure.precision:.4f}",
        recall=f"{figure.recall:.4f}",
        f1=f"{figure.f1:.4f}",
    )
    if figure.alike is None:
        return line
    return line + _(" (F1 {alike} when what is only alike counts)", alike=f"{figure.alike:.4f}")


def _sureness_line(field: str, sure: Sureness) -> str:
    return _(
        "{field}: without a doubt {sure}, wrong of these {wrong} ({wrong_count}), right {right}, doubted of "
        "these {doubted} ({doubted_count})",
        field=field,
        sure=sure.sure,
        wrong=f"{sure.wrong_of_sure:.4f}",
        wrong_count=sure.sure_wrong,
        right=sure.right,
        doubted=f"{sure.doubted_of_right:.4f}",
        doubted_count=sure.doubted_right,
    )


def _text_line(page: str, text: TextFigure) -> str:
    return _(
        "{page}: words {words}, line WER {line_wer}, line CER {line_cer}, WER {wer}, CER {cer}, words found "
        "{found}, words right {right}",
        page=page,
        words=text.words,
        line_wer=f"{text.line_wer:.4f}",
        line_cer=f"{text.line_cer:.4f}",
        wer=f"{text.wer:.4f}",
        cer=f"{text.cer:.4f}",
        found=f"{text.bag_recall:.4f}",
        right=f"{text.bag_precision:.4f}",
    )
