"""The locks are those that were asked about, and no package has fallen behind a known hole (tools/audit.py)."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        return importlib.import_module("audit")
    finally:
        sys.path.remove(str(ROOT / "tools"))


def test_the_locks_are_those_that_were_asked_about(audit: ModuleType) -> None:
    asked = audit.record()["last"]["locks"]
    assert {lock: audit.hash_of(lock) for lock in audit.LOCKS} == asked, "a lock has changed: make audit"


def test_every_hole_that_was_named_is_accepted_with_a_reason(audit: ModuleType) -> None:
    record = audit.record()
    found = audit.Found(record["last"]["asked"], (), tuple(record["last"]["holes"]))
    assert audit.not_accepted(found, record.get("accepted", ())) == []


def test_no_package_lies_below_a_version_with_a_known_hole(audit: ModuleType) -> None:
    floors = audit.record()["floors"]
    for lock in audit.LOCKS:
        for name, versions in audit.pinned(lock).items():
            for version in versions:
                assert name not in floors or Version(version) >= Version(floors[name]["version"]), (lock, name)
    assert floors.keys() <= audit.pinned(audit.LOCKS[1]).keys(), "a floor for what is no longer locked"


def test_every_package_of_a_lock_has_one_version_and_hashes(audit: ModuleType) -> None:
    for lock in audit.LOCKS:
        entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())
        loose = [
            entry.split()[0]
            for entry in entries
            if not re.match(r"[\w.-]+==\S+[^\n]*\\\n +--hash=sha256:", entry)
        ]
        assert loose == []


def test_an_audit_without_answers_is_told_from_one_without_holes(audit: ModuleType) -> None:
    report = {
        "dependencies": [
            {"name": "a", "version": "1", "vulns": []},
            {"name": "b", "version": "1", "vulns": [{"id": "GHSA-1"}, {"id": "GHSA-2"}]},
            {"name": "c", "skip_reason": "not found"},
        ]
    }
    found = audit.found_in(report)
    assert found == audit.Found(3, ("c",), ("b: GHSA-1", "b: GHSA-2"))
    assert audit.not_accepted(found, [{"package": "b", "id": "GHSA-1", "why": "never called"}]) == ["b: GHSA-2"]
    assert audit.not_accepted(found, [{"package": "b", "id": "GHSA-1", "why": ""}]) == ["b: GHSA-1", "b: GHSA-2"]


def test_an_answer_that_says_less_does_not_take_the_place_of_one_that_says_more(audit: ModuleType) -> None:
    locks = {lock: audit.hash_of(lock) for lock in audit.LOCKS}
    nothing, all_of = audit.Found(3, ("a", "b", "c"), ()), audit.Found(3, (), ())
    assert audit.says_less(nothing, {"locks": locks, "answered": 3})
    assert not audit.says_less(all_of, {"locks": locks, "answered": 3})
    assert not audit.says_less(nothing, {"locks": locks | {audit.LOCKS[0]: "changed"}, "answered": 3})


def test_a_new_answer_takes_the_place_of_the_last_one_and_leaves_the_rest(
    audit: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "audit.toml"
    copy.write_text(audit.RECORD.read_text(encoding="utf-8"), encoding="utf-8")
    before = audit.record()
    monkeypatch.setattr(audit, "RECORD", copy)
    for _ in range(2):
        audit.write_down(audit.Found(3, ("c",), ("b: GHSA-1",)), "pip-audit 9", "2031-01-02")
    after = audit.record()
    assert after["floors"] == before["floors"]
    assert after["last"] | {"locks": {}} == {
        "on": "2031-01-02", "with": "pip-audit 9", "asked": 3, "answered": 2, "holes": ["b: GHSA-1"], "locks": {},
    }  # fmt: skip
