"""A whole text judged and put right: old encodings converted, damage repaired, what is unsure counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docproc.language.judge import judge
from docproc.language.legacy import converted
from docproc.language.repair import RepairedWord, check_words, repair_words
from docproc.language.rules.repair import Repair
from docproc.messages import mark
from docproc.page import TextKind, Verdict
from docproc.rules import load

# What a text is, in words for a person.
KIND_WORDS = {
    TextKind.GOOD: mark("good Vietnamese"),
    TextKind.DAMAGED: mark("damaged Vietnamese"),
    TextKind.STRIPPED: mark("Vietnamese without its marks"),
    TextKind.LEGACY: mark("Vietnamese in an old encoding, converted"),
    TextKind.FOREIGN: mark("not Vietnamese, left as it is"),
    TextKind.EMPTY: mark("too short to judge"),
}
# So many lines are repaired at once: they help each other, and memory stays small.
_LINES = 120


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with as many lines as before. `changed` counts the words that are others now, `unsure` those with a
    second reading almost as likely; `names` are what may be people's names, changed or unsure, by line from 1.
    """

    text: str
    verdict: Verdict
    changed: int = 0
    unsure: int = 0
    names: tuple[tuple[int, str], ...] = ()


def mended(text: str, most: int | None = None) -> Mended:
    """Judge a text and put it right. Lines are split at line feeds.

    Raises TooMuchToRepair for one of more than `most` words and signs.
    """
    verdict = judge(text)
    if verdict.encoding:
        return Mended(converted(text, verdict.encoding), verdict)
    if verdict.kind is TextKind.FOREIGN:
        return Mended(text, verdict)
    check_words([text], most)
    least = load(Repair).weights.unsure_margin
    lines = [line for part in _parts(text.split("\n")) for line in repair_words(part)]
    words = [word for line in lines for word in line]
    return Mended(
        "\n".join("".join(word.text for word in line) for line in lines),
        verdict,
        sum(word.changed for word in words),
        sum(word.margin < least for word in words),
        tuple(_names(lines, least)),
    )


def _parts(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """The lines in parts, ended at a blank line where there is one."""
    begin = 0
    while begin < len(lines):
        end = min(len(lines), begin + _LINES)
        blanks = (at for at in range(end, begin + _LINES // 2, -1) if not lines[at - 1].strip())
        end = next(blanks, end) if end < len(lines) else end
        yield lines[begin:end]
        begin = end


def _names(lines: Sequence[Sequence[RepairedWord]], least: float) -> Iterator[tuple[int, str]]:
    """The line and the words of every name with a word that is changed or unsure."""
    for number, line in enumerate(lines, start=1):
        run: list[RepairedWord] = []
        for word in [*line, RepairedWord("", "", 0.0)]:
            if word.is_name or (run and word.text.isspace()):
                run.append(word)
                continue
            if any(w.is_name and (w.changed or w.margin < least) for w in run):
                yield number, "".join(w.text for w in run).strip()
            run = []
