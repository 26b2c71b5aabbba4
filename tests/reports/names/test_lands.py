from __future__ import annotations

import pytest

from docproc.reports.names.lands import land_of
from tests.reports.golden import words_of


@pytest.mark.parametrize(("name", "places"), words_of("lands").items())
def test_the_places_in_a_name_are_of_their_grades(name: str, places: dict[str, str]) -> None:
    assert land_of(name) == places
