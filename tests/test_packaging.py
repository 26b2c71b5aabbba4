"""The unit of the watcher keeps to what docs/security.md says of it, and systemd finds it little exposed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[1] / "packaging"
UNIT = PACKAGING / "docproc-watch.service"
MOST_EXPOSED = 1.0  # of 10; systemd calls up to 2 safe

# What must be there, and the reason why it may not go.
_WANTED = {
    "PrivateNetwork": "yes",  # no letter leaves
    "RestrictAddressFamilies": "AF_UNIX",
    "IPAddressDeny": "any",
    "ProtectSystem": "strict",  # a file that takes a reader over changes nothing but the data
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "StateDirectoryMode": "0700",  # others on the machine do not read the letters
    "NoExecPaths": "/",  # what came in is never run
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "RestrictNamespaces": "yes",
    "SystemCallFilter": "@system-service seccomp ~@privileged @keyring",
    "MemoryDenyWriteExecute": "yes",
    "ProtectProc": "invisible",
}


def _directives(unit: Path) -> dict[str, str]:
    """The values of [Service], those of a key that comes again one after the other, as systemd adds them up."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    section = ""
    for line in unit.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and (found := re.match(r"(\w+)=(.*)", line)):
            values[found[1]].append(found[2].strip())
    return {key: " ".join(all_of) for key, all_of in values.items()}


@pytest.mark.parametrize("key", _WANTED)
def test_the_watcher_is_shut_in(key: str) -> None:
    assert _directives(UNIT).get(key) == _WANTED[key]


def test_only_the_data_and_the_watched_folders_can_be_written() -> None:
    found = _directives(UNIT)
    assert (found["StateDirectory"], found["ReadWritePaths"]) == ("docproc", "/srv/scans")


def test_a_server_elsewhere_opens_its_own_address_and_nothing_else() -> None:
    found = _directives(PACKAGING / "docproc-watch.server.conf")
    assert found.keys() == {"PrivateNetwork", "RestrictAddressFamilies", "IPAddressAllow"}
    assert "/" not in found["IPAddressAllow"] and "any" not in found["IPAddressAllow"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_the_watcher_little_exposed(tmp_path: Path) -> None:
    command = [
        "systemd-analyze",
        "security",
        "--offline=yes",
        "--no-pager",
        f"--threshold={MOST_EXPOSED * 10:.0f}",
    ]
    judged = subprocess.run([*command, str(UNIT)], capture_output=True, text=True, timeout=60, check=False)
    assert judged.returncode == 0, judged.stdout[-300:] + judged.stderr[-300:]


def test_a_wheel_holds_what_the_desk_shows(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=PACKAGING.parent, capture_output=True, timeout=120, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    package = PACKAGING.parent / "docproc"
    folders = [package / name for name in ("web/templates", "web/static", "locale")]
    shown = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    wanted = {str(path.relative_to(package.parent)) for path in shown}
    assert {"docproc/locale/vi.po", "docproc/web/static/desk.css"} <= wanted
    assert wanted - inside == set()
