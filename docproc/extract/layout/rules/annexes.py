"""Which annexes of a letter may assign work, and where one begins."""

from __future__ import annotations

from docproc.extract.layout.rules.words import FoldedWithWords
from docproc.rules import FoldedExpressions, Rules


class Annexes(Rules):
    """models/annexes.toml."""

    file = "annexes"
    title_rows: int
    longest_below_name: int
    wide_share: float
    begins: FoldedExpressions
    titled: FoldedWithWords
    refusing: FoldedWithWords
