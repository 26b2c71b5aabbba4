"""Labels of what is learned, and how sure they are."""

from __future__ import annotations

from docproc.extract.roles.models.labelled import BEGINS, GOES_ON, OTHER, log_odds


def test_roles_are_those_letters() -> None:
    assert (BEGINS, GOES_ON, OTHER) == ("B", "I", "O")


def test_log_odds_are_finite_at_the_ends() -> None:
    assert log_odds(0.5) == 0
    assert 13 < log_odds(1.0) < 14
    assert -14 < log_odds(0.0) < -13
