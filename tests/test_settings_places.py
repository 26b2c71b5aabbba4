"""The tables of the settings file: where the store is, which folders are watched."""

from __future__ import annotations

from pathlib import Path

import pytest

from docproc.places import BOOK, data_folder, load_places
from docproc.settings import SettingsFault, load_settings


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_folders_come_with_what_is_usual(tmp_path: Path) -> None:
    path = written(tmp_path, 'max_pages = 7\n[store]\ndata = "/data"\n[[watch]]\nfolder = "/in"\n')
    places = load_places(path)
    (one,) = places.watch
    assert (one.folder, one.book, one.subfolders, one.after, one.looking) == (
        Path("/in"), BOOK, "tags", "move", "auto",
    )  # fmt: skip
    assert data_folder(places) == Path("/data")
    assert load_settings(path).max_pages == 7


def test_without_a_file_the_store_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOCPROC_SETTINGS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    places = load_places()
    assert places.watch == () and data_folder(places) == tmp_path / "share" / "docproc"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_folder(places) == tmp_path / ".local" / "share" / "docproc"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[store]\nfolder = "x"', "store.folder: Extra inputs"),
        ("[[watch]]\nbook = 'x'", "watch.0.folder: Field required"),
        ("[[watch]]\nfolder = 'x'\nafter = 'delete'", "watch.0.after"),
        ("watch = 3", "watch"),
    ],
)
def test_mistake_is_named_with_its_key(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsFault) as caught:
        load_places(written(tmp_path, text))
    assert words in str(caught.value)
