"""The torture of benchmarks/torture_desk.py in a short form: real processes, really killed."""

from __future__ import annotations

import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


def test_what_the_desk_said_it_took_is_there_once_when_everything_is_killed(tmp_path: Path) -> None:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        from torture_desk import torture
    finally:
        sys.path.remove(str(BENCHMARKS))
    outcome = torture(tmp_path, uploads=10, kills=4, seed=7)
    assert outcome.faults == []
    assert (outcome.letters, sum(outcome.kills.values())) == (10, 4)
    assert outcome.corrections > 0
