"""Each word of models/capitals.toml has a name in words/capitals.toml that is spelt wrong without it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from docproc.extract.mentions.capitals import usual_spelling
from docproc.extract.mentions.names import as_in_text

NAMES = tomllib.loads((Path(__file__).parent / "words" / "capitals.toml").read_text("utf-8"))


@pytest.mark.parametrize(("printed", "written"), NAMES["usual"].items())
def test_a_name_is_spelt_as_in_running_text(printed: str, written: str) -> None:
    assert usual_spelling(printed) == written


@pytest.mark.parametrize(("printed", "written"), NAMES["misread"].items())
def test_a_misread_word_of_a_known_phrase_is_put_right(printed: str, written: str) -> None:
    assert as_in_text(printed, "") == written
