"""Units and container keep to what docs/security.md says of them; systemd finds the units little exposed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[1] / "packaging"
WATCH, SERVE = PACKAGING / "docproc-watch.service", PACKAGING / "docproc-serve.service"
MOST_EXPOSED = {WATCH: 1.0, SERVE: 1.4}  # of 10; systemd calls up to 2 safe. The desk has a network: this machine

# What must be there, and the reason why it may not go.
_OF_WATCHER = {
    "PrivateNetwork": "yes",  # no letter leaves
    "RestrictAddressFamilies": "AF_UNIX",
}
_OF_DESK = {
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "IPAddressAllow": "localhost",  # the proxy in front of the desk is on this machine
    "SocketBindDeny": "any",
    "SocketBindAllow": "tcp:8040",
}
_OF_BOTH = {
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


_WANTED = [(WATCH, key, value) for key, value in (_OF_WATCHER | _OF_BOTH).items()]
_WANTED += [(SERVE, key, value) for key, value in (_OF_DESK | _OF_BOTH).items()]


@pytest.mark.parametrize(("unit", "key", "value"), _WANTED, ids=lambda given: getattr(given, "stem", given))
def test_a_service_is_shut_in(unit: Path, key: str, value: str) -> None:
    assert _directives(unit).get(key) == value


@pytest.mark.parametrize(("unit", "folders"), [(WATCH, "/srv/scans"), (SERVE, "-/srv/scans")])
def test_only_the_data_and_the_watched_folders_can_be_written(unit: Path, folders: str) -> None:
    found = _directives(unit)
    assert (found["StateDirectory"], found["ReadWritePaths"]) == ("docproc", folders)


@pytest.mark.parametrize("unit", [WATCH, SERVE], ids=lambda unit: unit.stem)
def test_a_service_counts_the_days_of_the_office(unit: Path) -> None:
    assert "TZ=Asia/Ho_Chi_Minh" in _directives(unit)["Environment"].split()


def test_the_container_counts_the_days_of_the_office() -> None:
    said = (PACKAGING / "Containerfile").read_text(encoding="utf-8")
    assert re.search(r"^ENV .*TZ=Asia/Ho_Chi_Minh", said, re.MULTILINE)
    assert "tzdata" in said  # without it the name of a zone means UTC


def test_the_desk_as_a_service_listens_for_this_machine_only() -> None:
    started = _directives(SERVE)["ExecStart"]
    assert "--host 127.0.0.1" in started
    assert "--port 8040" in started


def test_a_server_elsewhere_opens_its_own_address_and_nothing_else() -> None:
    found = _directives(PACKAGING / "docproc-watch.server.conf")
    assert found.keys() == {"PrivateNetwork", "RestrictAddressFamilies", "IPAddressAllow"}
    assert "/" not in found["IPAddressAllow"] and "any" not in found["IPAddressAllow"]
    desk = _directives(PACKAGING / "docproc-serve.server.conf")
    assert desk == {"IPAddressAllow": found["IPAddressAllow"]}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("unit", MOST_EXPOSED, ids=lambda unit: unit.stem)
def test_systemd_finds_a_service_little_exposed(unit: Path) -> None:
    most = f"--threshold={MOST_EXPOSED[unit] * 10:.0f}"
    command = ["systemd-analyze", "security", "--offline=yes", "--no-pager", most, str(unit)]
    judged = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert judged.returncode == 0, judged.stdout[-300:] + judged.stderr[-300:]


CONTAINER = PACKAGING / "Containerfile"


def _instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile with what they are given, in order."""
    text = CONTAINER.read_text(encoding="utf-8")
    lines = re.sub(r"\\\n", " ", "\n".join(line for line in text.splitlines() if not line.startswith("#")))
    return [
        (word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines.splitlines() if line)
    ]


def _given(name: str) -> list[str]:
    return [rest for word, rest in _instructions() if word == name]


def test_what_the_container_is_built_from_is_there_and_let_in() -> None:
    sources = [source for rest in _given("COPY") for source in rest.split()[:-1]]
    assert "docproc" in sources
    assert [source for source in sources if not (PACKAGING.parent / source).exists()] == []
    let_in = (PACKAGING / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert [source for source in sources if f"!{source}" not in let_in] == []


def test_the_container_installs_by_hashes_and_does_not_run_as_root() -> None:
    installs = [part for rest in _given("RUN") for part in rest.split("&&") if "pip install" in part]
    assert installs
    assert all("--require-hashes" in part or "--no-deps --no-build-isolation ." in part for part in installs)
    words = [word for word, _rest in _instructions()]
    assert _given("USER") == ["docproc"]
    assert words.index("USER") < words.index("CMD")
    assert "RUN" not in words[words.index("USER") :]


def test_the_container_takes_its_optional_readers_from_the_lock() -> None:
    (beside,) = [rest.partition("=")[2].strip('"') for rest in _given("ARG") if rest.startswith("BESIDE")]
    lock = (PACKAGING.parent / "requirements-dev.lock").read_text(encoding="utf-8")
    assert [name for name in beside.split("|") if f"\n{name}==" not in f"\n{lock}"] == []


def test_the_container_keeps_its_letters_in_a_volume_and_says_how_it_is() -> None:
    settings = tomllib.loads((PACKAGING / "container.toml").read_text(encoding="utf-8"))
    assert json.loads(_given("VOLUME")[0]) == [settings["store"]["data"]]
    (port,) = _given("EXPOSE")
    assert f":{port}/healthz" in _given("HEALTHCHECK")[0]
    assert json.loads(_given("CMD")[0])[-2:] == ["--port", port]


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
