"""What a text is: good, damaged, stripped, in an old encoding, foreign. Shares are of the words with letters."""

from __future__ import annotations

from docproc.measures import Share
from docproc.rules import Checked, Rules


class Good(Checked):
    """Right words at least, odd ones at most."""

    right: Share
    odd: Share


class Stripped(Checked):
    """Right words at most, bare ones at least."""

    right: Share
    bare: Share


class Foreign(Checked):
    """Words right or bare: fewer are no Vietnamese."""

    known: Share


class Legacy(Checked):
    """Words with signs of old fonts at least, and how many words can be judged."""

    words: Share
    fewest_words: int


class Judge(Rules):
    """models/judge.toml: which shares of words make a text what it is."""

    file = "judge"
    fewest_letters: int
    good: Good
    stripped: Stripped
    foreign: Foreign
    legacy: Legacy
