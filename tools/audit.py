"""Ask whether holes are known in the locked dependencies, and write down what came of it.

    make audit

runs pip-audit over requirements-dev.lock (all that an office may install is in it) and writes down in
packaging/audit.toml: the locks that were asked about, when, about how many packages there was an answer, which
holes were named. It ends with 1 when a hole is named that nobody has accepted there, with 3 when there was no
answer about some package: an audit without answers is none. tests/test_audit.py needs no network: it fails when a
lock has changed since it was last asked about, and when a package lies below a version with a known hole.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "packaging" / "audit.toml"
LOCKS = ("requirements.lock", "requirements-dev.lock")
_LAST = re.compile(r"^\[last\]\n(?:.+\n)*", re.MULTILINE)  # to the first empty line


@dataclass(frozen=True, slots=True)
class Found:
    """What a service said: packages asked about, those that it did not know, and holes as `package: id`."""

    asked: int
    unanswered: tuple[str, ...]
    holes: tuple[str, ...]


def found_in(report: Mapping[str, Any]) -> Found:
    """The answer in pip-audit's own JSON."""
    packages = report["dependencies"]
    holes = [f"{one['name']}: {hole['id']}" for one in packages for hole in one.get("vulns", ())]
    return Found(
        len(packages), tuple(one["name"] for one in packages if "skip_reason" in one), tuple(sorted(holes))
    )


def not_accepted(found: Found, accepted: Sequence[Mapping[str, str]]) -> list[str]:
    """The holes that nobody has accepted with a reason."""
    known = {f"{one['package']}: {one['id']}" for one in accepted if one.get("why")}
    return [hole for hole in found.holes if hole not in known]


def hash_of(lock: str) -> str:
    """SHA-256 of a lock file, by which the record knows it."""
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def pinned(lock: str) -> dict[str, list[str]]:
    """The versions of each package in a lock file (several, for several versions of Python)."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)==([\w.!+]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE
    ):
        found.setdefault(name, []).append(version)
    return found


def record() -> dict[str, Any]:
    """What is written down."""
    return tomllib.loads(RECORD.read_text(encoding="utf-8"))


def says_less(found: Found, last: Mapping[str, Any]) -> bool:
    """Whether an answer about the same locks is written down already that left out fewer packages."""
    same = last.get("locks") == {lock: hash_of(lock) for lock in LOCKS}
    return same and found.asked - len(found.unanswered) < last["answered"]


def write_down(found: Found, tool: str, day: str) -> None:
    """Put the answer in the place of the last one; what people wrote stays."""
    lines = ["[last]", f'on = "{day}"', f'with = "{tool}"', f"asked = {found.asked}"]
    lines += [f"answered = {found.asked - len(found.unanswered)}", f"holes = {json.dumps(list(found.holes))}"]
    lines += [f'locks."{lock}" = "{hash_of(lock)}"' for lock in LOCKS]
    text = RECORD.read_text(encoding="utf-8")
    RECORD.write_text(_LAST.sub("\n".join(lines) + "\n", text), encoding="utf-8")


def main() -> int:
    program = sys.argv[1] if len(sys.argv) > 1 else "pip-audit"
    tool = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    command = [program, "-r", str(ROOT / LOCKS[1]), "--require-hashes", "--disable-pip", "--format", "json"]
    asked = subprocess.run([*command, "--progress-spinner", "off"], capture_output=True, text=True, check=False)
    try:
        found = found_in(json.loads(asked.stdout))
    except ValueError:
        print(f"{tool} gave no answer: {asked.stderr.strip()[-500:]}", file=sys.stderr)
        return 3
    if not says_less(found, record().get("last", {})):
        write_down(found, tool, datetime.now(UTC).date().isoformat())
    open_holes = not_accepted(found, record().get("accepted", ()))
    print(
        "\n".join(f"known hole, not accepted: {hole}" for hole in open_holes)
        or "no hole was named that is not accepted"
    )
    if found.unanswered:
        print(f"no answer about {len(found.unanswered)} of {found.asked} packages", file=sys.stderr)
    return 1 if open_holes else 3 if found.unanswered else 0


if __name__ == "__main__":
    sys.exit(main())
