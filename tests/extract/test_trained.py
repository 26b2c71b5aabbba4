"""The trained models: which are in use, and those that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from docproc.errors import ModelMissing
from docproc.extract.roles.models.labelled import Labelled
from docproc.extract.roles.models.trained import FROM_OFFICE, folders_in_force, label, models_in, weighted


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    with models_in(tmp_path), pytest.raises(ModelMissing):
        label("roles", [["kind=item"]])


def test_models_of_a_folder_are_used_for_a_while_only(tmp_path: Path) -> None:
    before = folders_in_force()
    with models_in(tmp_path):
        assert folders_in_force() == (tmp_path,)
    assert folders_in_force() == before


def test_no_places_have_no_labels() -> None:
    assert label("roles", []).labels == []


def test_clues_of_a_letter_from_an_office_count_as_those_of_such_letters_too() -> None:
    assert weighted([["kind=item", FROM_OFFICE], ["kind=item"]]) == [
        dict.fromkeys(["kind=item", FROM_OFFICE, "office kind=item", f"office {FROM_OFFICE}"], 1.0),
        {"kind=item": 1.0},
    ]


def test_clues_count_once_on_top_of_another_model() -> None:
    below = Labelled(["O"], [{"O": 0.5}])
    assert weighted([["kind=item", FROM_OFFICE]], below) == [{"kind=item": 1.0, FROM_OFFICE: 1.0, "below O": 0.0}]
