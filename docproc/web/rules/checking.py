"""What a person is shown first when a letter is checked."""

from __future__ import annotations

from docproc.rules import Rules


class CheckingRules(Rules):
    """models/checking.toml: fields of the letter's JSON, N for any place in a list, the most harm first; and how
    many readings are offered in place of a doubtful one, and how much of the scan around it is shown, in points.
    """

    file = "checking"
    order: tuple[str, ...]
    most_choices: int
    around: float
    least_width: float
