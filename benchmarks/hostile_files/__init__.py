"""Files that do harm to who opens them carelessly, made from a seed: bombs, traps, damaged letters, odd names."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hostile_files import mutated, packages, pdf_bombs, pdf_traps, pictures, spliced, texts
from hostile_files.made import Makers
from hostile_files.names import NAMES, letter

NAME = "name"
MADE: Makers = pdf_bombs.KINDS | pdf_traps.KINDS | pictures.KINDS | packages.KINDS | texts.KINDS
CHANGED: Makers = mutated.KINDS | spliced.KINDS
KINDS = (*MADE, *CHANGED, NAME)
_SHARES = {
    "changed: PDF with text": 26, "changed: scan": 3, "changed: text": 9, "changed: Word": 12,
    "changed: picture": 18, "spliced: objects redirected": 24, "spliced: reference table": 8,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file to be made. `alone`: it may cost much, so it is read in a process of its own."""

    number: int
    kind: str
    seed: int

    @property
    def alone(self) -> bool:
        return self.kind not in CHANGED

    def made(self) -> tuple[bytes, bytes]:
        """The name and the content; the same from the same seed."""
        chance = random.Random(self.seed)
        if self.kind == NAME:
            return NAMES[self.number % len(NAMES)], letter(self.number)
        ending, content = (MADE | CHANGED)[self.kind](chance)
        return f"{self.number:04}-{_plain(self.kind)}{ending}".encode(), content


def planned(count: int, seed: int, kinds: Sequence[str] = KINDS) -> Iterator[Hostile]:
    """So many files: a third of them made up, of each kind as many as of every other (of few files, of some
    kinds); the rest are damaged letters.
    """
    chance = random.Random(seed)
    made = [kind for kind in kinds if kind in MADE]
    changed = [kind for kind in kinds if kind in CHANGED]
    chosen = [NAME] * min(len(NAMES), max(1, count // 30)) if NAME in kinds else []
    left = count - len(chosen)
    heavy = left if not changed else left * 35 // 100
    for start in range(0, heavy if made else 0, max(1, len(made))):
        chosen += chance.sample(made, min(len(made), heavy - start))
    if changed:
        weights = [_SHARES[kind] for kind in changed]
        chosen += chance.choices(changed, weights, k=count - len(chosen))
    for number, kind in enumerate(chosen):
        yield Hostile(number, kind, chance.randrange(2**31))


def _plain(kind: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in kind)
