"""The torture of benchmarks/torture.py in a short form: real processes, really killed."""

from __future__ import annotations

import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


def test_nothing_is_lost_or_doubled_when_everything_is_killed(tmp_path: Path) -> None:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        from torture import torture
    finally:
        sys.path.remove(str(BENCHMARKS))
    outcome = torture(tmp_path, files=30, kills=4, writers=3, seed=7)
    assert outcome.faults == []
    assert outcome.letters + outcome.failed > 20
    assert sum(outcome.kills.values()) == 4
