"""What the readers have not settled: the stretches of lines that are worth showing to one more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from docproc.page import Line, Word
from docproc.reading.align import Group, Reading, groups_of
from docproc.reading.decide import decisions, is_usual, settled, shipped_language
from docproc.reading.rules.reading import ReadingRules, WorthShowing
from docproc.reading.search import Chosen
from docproc.rules import load

Groups = list[Group]


def doubtful_parts(readings: Sequence[Sequence[Reading]], names: Sequence[str], reader: str) -> list[list[Line]]:
    """For each line, of which the readers `names` saw `readings`, the stretches worth showing to `reader`.

    The words of a stretch have boxes as high as the line: the recognisers want lines of one height.
    """
    rules = load(ReadingRules).worth.reader[reader]
    lines = [groups_of(line) for line in readings]
    decided = decisions(lines, names, shipped_language())
    return [
        [_part(groups, line, rules.beyond) for wanted, groups in stretches_of(line, chosen, rules) if wanted]
        for line, chosen in zip(lines, decided, strict=True)
    ]


def stretches_of(line: Groups, chosen: Sequence[Chosen], rules: WorthShowing) -> Iterator[tuple[bool, Groups]]:
    """The line in stretches, each with whether it is worth another reading.

    A word in doubt is shown with neighbours, as many before and after it as `rules` say: cut out alone, it is
    read worse. A line that holds what the expression `whole` of the rules finds is shown whole.
    """
    if rules.whole and any(rules.whole.regex.search(best.text) for best in chosen):
        yield True, line
        return
    following = [*(best.text for best in chosen[1:]), ""]
    doubtful = [
        _is_doubtful(group, best, after, rules)
        for group, best, after in zip(line, chosen, following, strict=True)
    ]
    before, after = rules.before, rules.after
    near = [any(doubtful[max(0, n - after) : n + before + 1]) for n in range(len(line))]
    for wanted, numbers in groupby(range(len(line)), key=near.__getitem__):
        yield wanted, [line[n] for n in numbers]


def _is_doubtful(group: Group, chosen: Chosen, following: str, rules: WorthShowing) -> bool:
    """Whether the readers did not settle what stands at a place; `following` is the next word of the line."""
    if chosen.margin < rules.margin:
        return True
    seen = [words for words in group if words]
    texts = [" ".join(word.text for word in words) for words in seen]
    if (
        rules.unread and chosen.text not in texts
    ):  # what nobody read: the language would have it so, and knows few names
        return True
    if any(settled(text, texts) for text in texts):
        return False
    unsure = min(word.confidence for words in seen for word in words) < rules.confidence
    figures = any(c.isdigit() for text in texts for c in text)
    # A full stop inside a sentence is a comma more often than not, and a comma inside a word a speck.
    stops = chosen.text.endswith(".") and following[:1].islower()
    marks = stops or load(ReadingRules).worth.glued.regex.search(chosen.text) is not None
    return unsure or figures or marks or not is_usual(chosen.text, shipped_language(), rules.usual)


def _part(groups: Groups, line: Groups, beyond: float) -> Line:
    """The words of a stretch, all as high as the line; at its ends they reach `beyond` it (points)."""
    boxes = [word.box for group in line for words in group for word in words or () if word.box]
    top, bottom = min(box.y0 for box in boxes), max(box.y1 for box in boxes)
    seen = [word for group in groups for word in next(words for words in group if words) if word.box]
    shown = [replace(word, box=word.box._replace(y0=top, y1=bottom)) for word in seen if word.box]
    if groups[0] is line[0]:
        shown[0] = _wider(shown[0], -beyond, 0)
    if groups[-1] is line[-1]:
        shown[-1] = _wider(shown[-1], 0, beyond)
    return Line(tuple(shown))


def _wider(word: Word, left: float, right: float) -> Word:
    assert word.box is not None  # those without are left out
    return replace(word, box=word.box._replace(x0=max(0, word.box.x0 + left), x1=word.box.x1 + right))
