"""The program as a person calls it, in this process: arguments in; exit code, results and messages out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from docproc.cli.main import main
from docproc.messages import set_language

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


class Called(NamedTuple):
    code: int
    out: str
    err: str


Docproc = Callable[..., Called]


@pytest.fixture
def docproc(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Docproc]:
    """Call `docproc` with the given arguments; English unless --lang says otherwise."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("DOCPROC_SETTINGS", raising=False)

    def call(*arguments: str | Path) -> Called:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Called(code, captured.out, captured.err)

    yield call
    set_language(None)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A letter as a text file: one page of a sample."""
    file = tmp_path / "in" / "giay-moi.txt"
    file.parent.mkdir()
    file.write_text((SAMPLES / "giay-moi-hop.p1.txt").read_text(encoding="utf-8"), encoding="utf-8")
    return file


@pytest.fixture
def bad_file(tmp_path: Path) -> Path:
    file = tmp_path / "broken.pdf"
    file.write_bytes(b"%PDF-1.7 and nothing more")
    return file
