"""Files that grow when they are unpacked are refused by name, in a moment and in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from make_bombs import file_bombs, page_bombs

SECONDS, MEGABYTES = 20, 1000
PAGES = {name: error for name, error, _make in page_bombs()}
FILES = {name: error for name, (error, _make) in file_bombs().items()}
# Opens each file as reading does, and tells what became of it. Its memory is measured, so no bomb is made here.
OPEN = """
import json, resource, sys, time
from pathlib import Path
from docproc.errors import InputError
from docproc.scan import open_scan
from docproc.settings import load_settings
found = {}
for path in map(Path, sys.argv[1:]):
    begun, said, dark = time.process_time(), [], []
    try:
        with open_scan(path, load_settings()) as scan:
            for page in scan.pages():
                said.append(type(page.problem).__name__)
                dark.append(page.problem is None and page.image().convert("L").getextrema()[0] < 100)
    except InputError as error:
        said.append(type(error).__name__)
        assert path.name in error.message("vi")
    found[path.name] = [said, dark, time.process_time() - begun]
# ru_maxrss of this process holds what pytest held when it started it; VmHWM begins anew with the program.
own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
peak = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
print(json.dumps({"files": found, "peak": peak}))
"""


@pytest.fixture(scope="module")
def became(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("bombs")
    for name, _error, make in page_bombs():
        (folder / f"{name}.pdf").write_bytes(make())
    for name, (_error, make) in file_bombs().items():
        (folder / name).write_bytes(make())
    command = [sys.executable, "-c", OPEN, *map(str, sorted(folder.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_refused_and_the_next_one_comes(became: dict[str, Any], name: str) -> None:
    errors, dark, seconds = became["files"][f"{name}.pdf"]
    assert errors == [PAGES[name], "NoneType"] and dark == [False, True]
    assert seconds < SECONDS


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_refused(became: dict[str, Any], name: str) -> None:
    errors, _dark, seconds = became["files"][name]
    assert errors == [FILES[name]]
    assert seconds < SECONDS


def test_none_takes_much_memory(became: dict[str, Any]) -> None:
    assert became["peak"] < MEGABYTES
