"""Limits and choices, and how an office changes them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from docproc.resources import load_rules
from docproc.settings import SettingsFault, load_settings, settings_path


@pytest.fixture(autouse=True)
def no_settings_of_this_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DOCPROC_SETTINGS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_settings_hold_without_a_users_file() -> None:
    assert asdict(load_settings()) == load_rules("limits")


def test_users_file_changes_only_what_it_names(tmp_path: Path) -> None:
    changed = load_settings(written(tmp_path / "s.toml", "max_pages = 7\n"))
    assert asdict(changed) == {**load_rules("limits"), "max_pages": 7}


def test_file_of_the_environment_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCPROC_SETTINGS", str(written(tmp_path / "s.toml", "dpi = 250")))
    assert load_settings().dpi == 250


def test_file_in_the_configuration_folder_is_taken(tmp_path: Path) -> None:
    written(tmp_path / "none" / "docproc" / "settings.toml", "dpi = 240")
    assert load_settings().dpi == 240


def test_home_is_the_last_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert settings_path() == tmp_path / ".config" / "docproc" / "settings.toml"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("max_pagess = 7", "did you mean max_pages?"),
        ("colour = 7", "unknown setting colour"),
        ("max_pages = 2.5", "max_pages must be a number above 0"),
        ("max_pages = true", "max_pages must be a number above 0"),
        ("max_megabytes = 0", "max_megabytes must be a number above 0"),
        ("dpi = inf", "dpi must be a number above 0"),
        ("dpi = nan", "dpi must be a number above 0"),
        ('dpi = "200"', "dpi must be a number above 0"),
        ("[dpi]\nlow = 3", "dpi must be a number above 0"),
        ("dpi_low = 301", "dpi_low is above dpi_high"),
        ("dpi = ", "Invalid value"),
    ],
)
def test_mistake_is_named(tmp_path: Path, text: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    path = written(tmp_path / "s.toml", text)
    with pytest.raises(SettingsFault) as caught:
        load_settings(path)
    assert str(path) in str(caught.value) and words in str(caught.value)


def test_named_file_must_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCPROC_SETTINGS", str(tmp_path / "gone.toml"))
    with pytest.raises(SettingsFault):
        load_settings()
