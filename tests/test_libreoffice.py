"""LibreOffice hears and says nothing, is limited, and ends with whoever started it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_word import reaching

from docproc import libreoffice as by_libreoffice
from docproc.libreoffice import libreoffice, pdf_by_libreoffice
from docproc.settings import load_settings

needs_libreoffice = pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")


class Listener:
    """A server on this machine that remembers who came."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(0.1)
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self.heard: list[bytes] = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while not self._done.is_set():
            try:
                caller, _address = self._server.accept()
            except TimeoutError:
                continue
            with caller:
                self.heard.append(caller.recv(100))

    def stop(self) -> None:
        self._done.set()
        self._thread.join()
        self._server.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.stop()


_ODT = "application/vnd.oasis.opendocument.text"


def odt(path: Path, address: str) -> Path:
    """A text of OpenDocument with a linked picture and a linked section."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible")
        )
    )  # fmt: skip
    link = f'xlink:href="{address}/a.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    content = (
        f'<office:document-content{names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f'<office:body><office:text><text:p>x<draw:frame svg:width="2cm" svg:height="2cm"><draw:image {link}/>'
        f'</draw:frame></text:p><text:section text:name="s"><text:section-source xlink:href="{address}/s.odt"/>'
        "<text:p>x</text:p></text:section></office:text></office:body></office:document-content>"
    )
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f"{entry.format('/', _ODT)}{entry.format('content.xml', 'text/xml')}</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", _ODT)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return path


@needs_libreoffice
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_libreoffice_fetches_nothing(
    tmp_path: Path, listener: Listener, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not even where the profile does not forbid it and no proxy stands in the way.
    monkeypatch.setattr(by_libreoffice, "_CHOICES", ())
    monkeypatch.setattr(by_libreoffice, "_NOWHERE", "")
    path = tmp_path / f"a.{kind}"
    file = (
        odt(path, listener.address) if kind == "odt" else reaching(path, "linked picture", listener.address, "x")
    )
    (tmp_path / "made").mkdir()
    assert isinstance(pdf_by_libreoffice(str(libreoffice()), file, tmp_path / "made", load_settings()), Path)
    assert listener.heard == []


def test_where_it_cannot_be_cut_off_libreoffice_does_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_libreoffice, "leave_network", lambda: False)
    said = pdf_by_libreoffice(stand_in(tmp_path, "touch started"), tmp_path / "a.rtf", tmp_path, load_settings())
    assert "network" in str(said) or "mạng" in str(said)
    assert not (tmp_path / "started").exists()


def stand_in(folder: Path, script: str) -> str:
    """A program that stands in for LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\ncd {folder}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


PARENT = """
import sys
from pathlib import Path
from docproc import libreoffice
from docproc.settings import load_settings
libreoffice.pdf_by_libreoffice(sys.argv[1], Path("a.rtf"), Path(sys.argv[2]), load_settings())
"""


def test_what_was_started_ends_when_docproc_is_killed(tmp_path: Path) -> None:
    script = "(sleep 60 & echo $! > inner; echo $$ > outer; mv outer all; wait)"
    command = [sys.executable, "-c", PARENT, stand_in(tmp_path, script), str(tmp_path)]
    parent = subprocess.Popen(command)
    wait_for(lambda: (tmp_path / "all").exists())
    pids = [int((tmp_path / name).read_text(encoding="ascii")) for name in ("inner", "all")]
    assert all(map(runs, pids))
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    wait_for(lambda: not any(map(runs, pids)))


def runs(pid: int) -> bool:
    """Whether a process is there and no corpse."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition: object) -> None:
    """Wait until it holds; fail after ten seconds."""
    until = time.monotonic() + 10
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.05)


def test_one_that_takes_memory_without_end_is_ended(tmp_path: Path) -> None:
    script = f"exec {sys.executable} -c 'x = bytearray(10**9)'"
    said = pdf_by_libreoffice(stand_in(tmp_path, script), tmp_path / "a.rtf", tmp_path, load_settings())
    assert isinstance(said, str) and "MemoryError" in said
