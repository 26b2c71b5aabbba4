"""The tables of the settings file: where the store is, which folders are watched."""

from __future__ import annotations

from pathlib import Path

import pytest

from docproc.places import BOOK, checked_settings, data_folder, load_places
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


TEXT = "must be a text in quotes"
TABLE = "must be a table"
WHOLE_PATH = "must be a whole path"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[store]\nfolder = "x"', "unknown setting store.folder"),
        ("[store]\nspilt = true", "unknown setting store.spilt; did you mean split?"),
        ("[[watch]]\nbook = 'x'", "watch.0.folder is missing"),
        ("[[watch]]\nfolder = '/x'\nafter = 'delete'", "watch.0.after must be one of 'move' or 'stay'"),
        ("watch = 3", "watch must be a list"),
        ("watch = {}", "watch must be a list"),
        ('watch = "x"', "watch must be a list"),
        ("watch = [1]", f"watch.0 {TABLE}"),
        ("[[watch]]\nfolder = 3", f"watch.0.folder {TEXT}"),
        ('[[watch]]\nfolder = ""', "watch.0.folder: it must not be empty"),
        ('[[watch]]\nfolder = "in"', WHOLE_PATH),
        ('[[watch]]\nfolder = "/a\\u0000b"', "control characters"),
        ('[[watch]]\nfolder = "/in"\nbook = "a\\nb"', "watch.0.book: it holds control characters"),
        ("store = 5", f"store {TABLE}"),
        ("[[store]]\ndata = 'x'", f"store {TABLE}"),
        ('[store]\ndata = ""', "store.data: it must not be empty"),
        ('[store]\ndata = " "', "store.data: it must not be empty"),
        ('[store]\ndata = "./x"', WHOLE_PATH),
        ('[store]\ndata = "~nobody-at-all/x"', "there is no home folder"),
        ("[store]\ndata = 3", f"store.data {TEXT}"),
        ("[store]\ndata = nan", f"store.data {TEXT}"),
        ("[store]\ndata = 2024-05-14", f"store.data {TEXT}"),
        ('[store]\ndatabase = ""', "store.database: it must not be empty"),
        ("[store]\ndatabase = 5", f"store.database {TEXT}"),
        ('[store]\nsplit = "maybe"', "store.split must be true or false"),
        ('office = "x"', f"office {TABLE}"),
        ("office = [1]", f"office {TABLE}"),
        ("[office]\nname = 5", f"office.name {TEXT}"),
        ('[office]\nname = ""', "office.name: it must not be empty"),
        ('[office]\nname = "a\\u0000b"', "office.name: it holds control characters"),
        ('[office]\nname = "x"\ntemplates = "mau"', WHOLE_PATH),
    ],
)
def test_mistake_is_named_with_its_key(
    tmp_path: Path, text: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    with pytest.raises(SettingsFault) as caught:
        load_places(written(tmp_path, text))
    assert words in str(caught.value)


def test_the_home_folder_may_be_named_by_its_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    text = '[store]\ndata = "~/d"\n[[watch]]\nfolder = "~/in"\n[office]\nname = "x"\ntemplates = "~/m"\n'
    places = load_places(written(tmp_path, text))
    found = places.store.data, places.watch[0].folder, places.office.templates
    assert found == (tmp_path / "d", tmp_path / "in", tmp_path / "m")


@pytest.mark.parametrize("text", ['office = "x"', "store = 5", "watch = {}", "max_pages = 0"])
def test_every_command_looks_at_the_whole_file(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCPROC_SETTINGS", str(written(tmp_path, text)))
    with pytest.raises(SettingsFault):
        checked_settings()
