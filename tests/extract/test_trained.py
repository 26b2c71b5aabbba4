"""The trained models: which are in use, and those that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from docproc.errors import ModelMissing
from docproc.extract.roles.models.trained import folders_in_force, label, models_in


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
