"""Files that people write in an editor: the byte order mark of Windows is accepted, other encodings are named."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from docproc import resources
from docproc.cli.exchange import read_organ_ids
from docproc.cli.faults import BadTable
from docproc.cli.own_office import own_office
from docproc.cli.sources import letter_from_file
from docproc.edited import WrongEncoding, edited_text
from docproc.errors import NotALetterFile
from docproc.evaluate import evaluate
from docproc.extract.mentions.aliases import AliasFault, canonical_name
from docproc.language.training.corpus import lines_of
from docproc.places import load_places
from docproc.rules import read_rules
from docproc.rules.workdays import Workdays
from docproc.settings import SettingsFault, load_settings

BOM = b"\xef\xbb\xbf"
SAVED_BY_NOTEPAD = Path(__file__).parent / "edited" / "settings-with-bom.toml"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "settings.toml"
    monkeypatch.setenv("DOCPROC_SETTINGS", str(path))
    return path


def test_settings_saved_by_notepad_are_accepted(settings: Path) -> None:
    settings.write_bytes(SAVED_BY_NOTEPAD.read_bytes())
    assert load_settings() and load_places()
    assert own_office(None).name == "UBND xã Bản Phố"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_settings_in_utf16_are_refused_with_what_to_do(settings: Path, encoding: str) -> None:
    settings.write_bytes('[office]\nname = "UBND xã Mẫu"\n'.encode(encoding))
    with pytest.raises(SettingsFault, match=r"saved as UTF-16.*save it as UTF-8"):
        load_settings()


def test_settings_in_an_old_code_page_name_the_line(settings: Path) -> None:
    settings.write_bytes(b'max_pages = 10\n[office]\nname = "S\xf4"\n')
    with pytest.raises(SettingsFault, match="line 3 is not in UTF-8"):
        load_settings()


def test_own_names_of_offices_may_have_a_mark(settings: Path) -> None:
    aliases = settings.with_name("aliases.toml")
    aliases.write_bytes(BOM + '[names]\r\n"PNV" = "Phòng Nội vụ"\r\n'.encode())
    assert canonical_name("PNV") == "Phòng Nội vụ"


def test_own_names_in_utf16_are_refused(settings: Path) -> None:
    settings.with_name("aliases.toml").write_bytes('[names]\n"A" = "B"\n'.encode("utf-16"))
    with pytest.raises(AliasFault, match="UTF-16"):
        canonical_name("PNV")


def test_codes_of_offices_may_have_a_mark_or_not(tmp_path: Path) -> None:
    table = tmp_path / "codes.csv"
    rows = '"Phòng Nội vụ",H01.02\r\nVăn phòng,H01.03\r\n'.encode()
    for content in (rows, BOM + rows):
        table.write_bytes(content)
        assert sorted(read_organ_ids(table).values()) == ["H01.02", "H01.03"]
    table.write_bytes(rows.decode().encode("utf-16"))
    with pytest.raises(BadTable, match="UTF-16"):
        read_organ_ids(table)


def test_rules_that_an_office_changed_may_have_a_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b'saturday = "morning"\r\ndays_off = ["2024-04-29"]\r\nworking_days = []\r\n'
    (tmp_path / "workdays.toml").write_bytes(BOM + lines)
    monkeypatch.setattr(resources, "models_dir", lambda: tmp_path)
    assert read_rules(Workdays).saturday == "morning"


def test_letter_and_annotation_may_have_a_mark(tmp_path: Path) -> None:
    letter = {"file": "a.pdf", "pages": 1, "header": {"number": "12"}}
    (tmp_path / "a.json").write_bytes(BOM + json.dumps(letter).encode())
    (tmp_path / "a.p1.txt").write_bytes(BOM + "Kính gửi\n".encode())
    assert letter_from_file(tmp_path / "a.json").header.number == "12"
    figures = evaluate(tmp_path, tmp_path)
    assert figures.letters["header.number"].f1 == 1.0
    assert figures.text["ALL"].cer == 0.0
    assert edited_text(tmp_path / "a.p1.txt") == "Kính gửi\n"


def test_text_to_learn_from_may_have_a_mark(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BOM + "Căn cứ Luật\n".encode())
    lines = [*lines_of(tmp_path / "a.txt"), *lines_of(tmp_path / "a.txt", held_out=True)]
    assert lines == ["Căn cứ Luật"]


def test_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    with pytest.raises(WrongEncoding, match="no ordinary file"):
        edited_text(tmp_path / "a.json")
    with pytest.raises(NotALetterFile):
        letter_from_file(tmp_path / "a.json")
    assert edited_text(Path(os.devnull)) == ""
