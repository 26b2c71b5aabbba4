"""Every command is run once on letters that want something from the network: nothing is looked up or sent, and
nothing stays behind in the home or the temporary folder of whoever works here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import typer.main

from docproc.cli.commands import make_app
from tests.network.inputs import make_inputs
from tests.network.traced import asked, can_trace, made_outside, traced

ROOT = Path(__file__).resolve().parents[2]
TRACES = can_trace()
# Made by the system for processes that work together, and by LibreOffice, when root runs it, in its own folder.
SHARED = ("/dev/", "/proc/", "/var/spool/libreoffice/")


class Run(NamedTuple):
    folder: Path
    trace: Path
    codes: list[tuple[str, int]]


def new_places(folder: Path) -> dict[str, str]:
    """An environment with new, empty places for all that is kept for a user. No variable of the machine is passed
    on: onnxruntime is silent by itself where it sees that of a build server.
    """
    for name in ("home", "tmp", "work"):
        (folder / name).mkdir()
    (folder / "settings.toml").write_text("rest_seconds = 0.1\n", encoding="utf-8")
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "en_GB.UTF-8",
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "DOCPROC_SETTINGS": str(folder / "settings.toml"),
    }


def left_in(folder: Path) -> list[str]:
    """What lies in the places that have to stay empty."""
    places = (folder / "home", folder / "tmp", folder / "work")
    return sorted(str(path.relative_to(folder)) for place in places for path in place.rglob("*"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Every command, traced where that is allowed."""
    folder = tmp_path_factory.mktemp("every")
    make_inputs(folder / "in")
    command = [sys.executable, str(Path(__file__).with_name("every_command.py")), str(folder)]
    said = start(command, folder, new_places(folder))
    return Run(folder, folder / "trace", [(name, code) for name, code in json.loads(said.splitlines()[-1])])


def start(command: list[str], folder: Path, environment: Mapping[str, str]) -> str:
    if TRACES:
        return traced(command, folder / "trace", folder / "work", environment)
    return subprocess.run(
        command, cwd=folder / "work", env=dict(environment), stdout=subprocess.PIPE, text=True, check=True
    ).stdout


@pytest.mark.ocr
def test_every_command_is_run_and_does_its_work(run: Run) -> None:
    app = typer.main.get_command(make_app())
    groups = {name: getattr(command, "commands", {"": None}) for name, command in app.commands.items()}
    names = {f"{name} {part}".strip() for name, parts in groups.items() for part in parts}
    assert {name for name, _code in run.codes} == names
    assert [name for name, code in run.codes if code] == ["batch", "batch"], "all but those with a broken file"


@pytest.mark.ocr
@pytest.mark.skipif(not TRACES, reason="strace is not there, or may not be used here")
def test_nothing_is_looked_up_or_sent(run: Run) -> None:
    assert asked(run.trace) == []


@pytest.mark.ocr
@pytest.mark.skipif(not TRACES, reason="strace is not there, or may not be used here")
def test_nothing_is_made_outside_the_folders_given(run: Run) -> None:
    assert made_outside(run.trace, (str(run.folder), *SHARED)) == []


@pytest.mark.ocr
def test_nothing_stays_in_home_temporary_folder_and_where_it_was_started(run: Run) -> None:
    assert left_in(run.folder) == []


@pytest.mark.skipif(not TRACES, reason="strace is not there, or may not be used here")
@pytest.mark.parametrize(
    "script",
    [
        "import socket; socket.getaddrinfo('letters.example', 443)",
        "import socket; socket.gethostbyname('letters.example')",
        "import socket; socket.create_connection(('192.0.2.1', 443), timeout=0.1)",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "from docproc.confined.network import leave_network as go; go()\n"
        "import socket; socket.getaddrinfo('letters.example', 443)",
    ],
)
def test_the_trace_tells_what_is_asked(tmp_path: Path, script: str) -> None:
    quiet = "try:\n " + script.replace("\n", "\n ") + "\nexcept OSError: pass"
    traced([sys.executable, "-c", quiet], tmp_path / "trace", tmp_path, {**os.environ, "PYTHONPATH": str(ROOT)})
    assert asked(tmp_path / "trace")


@pytest.mark.skipif(not TRACES, reason="strace is not there, or may not be used here")
def test_the_trace_tells_what_is_made(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    script = (
        "import os; os.mkdir('../a'); open('../b', 'w'); os.rename('../b', '/proc/self/cwd/../c'); open('d', 'w')"
    )
    traced([sys.executable, "-c", script], tmp_path / "trace", here, os.environ)
    made = {Path(path).name for _command, path in made_outside(tmp_path / "trace", (str(here), "/dev/"))}
    assert {"b", "c"} <= made and "d" not in made
