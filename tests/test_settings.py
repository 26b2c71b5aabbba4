"""Limits and choices, and how an office changes them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from docproc.rules import load
from docproc.rules.limits import LimitBounds, Limits
from docproc.settings import SettingsFault, load_settings, settings_path

LIMITS = load(Limits).model_dump()
BOUNDS = load(LimitBounds).model_dump()


@pytest.fixture(autouse=True)
def no_settings_of_this_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DOCPROC_SETTINGS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_settings_hold_without_a_users_file() -> None:
    assert asdict(load_settings()) == LIMITS


def test_users_file_changes_only_what_it_names(tmp_path: Path) -> None:
    changed = load_settings(written(tmp_path / "s.toml", "max_pages = 7\n"))
    assert asdict(changed) == LIMITS | {"max_pages": 7}


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
        ("max_pages = 2.5", "max_pages must be a whole number between 1 and 100000"),
        ("max_pages = true", "max_pages must be a whole number"),
        ("max_megabytes = 0", "max_megabytes must be a number between 0.1 and 4000"),
        ("dpi = inf", "dpi must be a number between 72 and 600"),
        ("dpi = nan", "dpi must be a number"),
        ('dpi = "200"', "dpi must be a number"),
        ("[dpi]\nlow = 3", "dpi must be a number"),
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


def as_toml(value: float) -> str:
    return str(value).replace("e+", "e")


def test_every_setting_has_bounds_and_lies_in_them() -> None:
    assert BOUNDS.keys() == LIMITS.keys()
    assert [key for key, (least, greatest) in BOUNDS.items() if not 0 < least <= LIMITS[key] <= greatest] == []


@pytest.mark.parametrize("key", LIMITS)
def test_no_setting_is_taken_that_would_make_docproc_useless(
    tmp_path: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    least, greatest = BOUNDS[key]
    wrong = ["0", "-1", as_toml(least / 2), as_toml(greatest * 2), "1" + "0" * 400, "1e300", "inf", "-inf", "nan"]
    wrong += ["true", '"5"', "[5]", "{ a = 5 }", "2024-05-14", "08:30:00"]
    for value in wrong:
        with pytest.raises(SettingsFault) as caught:
            load_settings(written(tmp_path / "s.toml", f"{key} = {value}"))
        assert f"{key} must be" in str(caught.value) and f"between {least} and {greatest}" in str(caught.value)


@pytest.mark.parametrize("key", LIMITS)
def test_the_ends_of_the_bounds_are_taken(tmp_path: Path, key: str) -> None:
    pairs = {"dpi_low": "dpi_high", "dpi_high": "dpi_low", "sheet_inches_min": "sheet_inches_max"}
    for value in BOUNDS[key]:
        lines = [f"{key} = {value}"]
        if key in pairs:  # the other must not lie on its wrong side
            lines.append(f"{pairs[key]} = {value}")
        if key == "sheet_inches_max":
            lines.append(f"sheet_inches_min = {BOUNDS['sheet_inches_min'][0]}")
        if all(BOUNDS[line.split()[0]][0] <= value <= BOUNDS[line.split()[0]][1] for line in lines):
            assert getattr(load_settings(written(tmp_path / "s.toml", "\n".join(lines))), key) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = " + "[" * 20_000, "lie in each other too deep"),
        ("dpi = 200\ndpi = 250", "Cannot overwrite a value"),
        ("dpi.low = 3", "dpi must be a number"),
        ("dpi = 1" + "0" * 5000, "the settings have a mistake"),
        ("# " + "x" * 11_000_000, "it is larger than 10 MB"),
    ],
    ids=["deep", "twice", "dotted", "endless", "huge"],
)
def test_what_is_no_settings_file_is_told(
    tmp_path: Path, text: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    with pytest.raises(SettingsFault) as caught:
        load_settings(written(tmp_path / "s.toml", text))
    assert words in str(caught.value)


def test_named_file_must_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCPROC_SETTINGS", str(tmp_path / "gone.toml"))
    with pytest.raises(SettingsFault):
        load_settings()
