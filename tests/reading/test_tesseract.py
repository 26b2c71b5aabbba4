"""Tesseract is ended when its time is up, and leaves nothing behind."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest
from PIL import Image

from docproc.reading import tesseract
from docproc.reading.tesseract import ReadingTimeout, languages, read_image


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Tesseract that sleeps; it writes its process number into the file `pid`."""
    program = tmp_path / "tesseract"
    script = f'case "$1" in --version) echo tesseract 5.3.0;; *) echo $$ > "{tmp_path}/pid"; exec sleep 60;; esac'
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    languages()  # asked of the real one before
    monkeypatch.setattr(tesseract.pytesseract.pytesseract, "tesseract_cmd", str(program))
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    return tmp_path


def test_a_tesseract_that_hangs_is_ended_and_leaves_no_files(slow: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(ReadingTimeout):
        read_image(Image.new("L", (50, 50), 255), 200, timeout=1)
    assert time.monotonic() - begun < 10
    number = (slow / "pid").read_text(encoding="utf-8").strip()
    assert not Path(f"/proc/{number}").exists()
    assert list((slow / "temp").iterdir()) == []
