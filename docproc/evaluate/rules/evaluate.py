"""From when on two texts are alike, and what counts as the same spelling."""

from __future__ import annotations

from pydantic import Field

from docproc.rules import Checked, Rules


class Alike(Checked):
    """How similar (0 to 100) two texts must be to count as the same."""

    task: float = Field(ge=0, le=100)
    name: float = Field(ge=0, le=100)
    subject: float = Field(ge=0, le=100)


class Evaluate(Rules):
    """models/evaluate.toml: how predicted letters are compared with annotated ones.

    `ends` are signs that do not count at the ends of a name; `same_sign` and `same_tone` give the one spelling
    that each sign and each place of a tone mark stands for.
    """

    file = "evaluate"
    alike: Alike
    ends: str
    same_sign: dict[str, str]
    same_tone: dict[str, str]
