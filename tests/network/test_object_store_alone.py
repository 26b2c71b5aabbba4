"""docproc batch s3://… talks to the object store that was configured, and to nobody else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.network.test_nothing_leaves import TRACES, left_in, new_places
from tests.network.traced import asked, traced
from tests.remote.object_store import BUCKET, object_store, put

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "giay-moi-hop.p1.txt"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[dict[str, str]]:
    with object_store(tmp_path) as environment:
        put(BUCKET, "2019/letter.txt", SAMPLE.read_bytes())
        yield environment


@pytest.mark.skipif(not TRACES, reason="strace is not there, or may not be used here")
def test_an_archive_in_a_store_asks_that_store_alone(store: dict[str, str], tmp_path: Path) -> None:
    batch = ["batch", "s3://archive/2019", "--out", "s3://results/2019", "--ledger", str(tmp_path / "ledger")]
    command = [sys.executable, "-c", "from docproc.cli.main import run; run()", *batch, "--workers", "1"]
    traced(command, tmp_path / "trace", tmp_path, new_places(tmp_path) | store)
    port = store["AWS_ENDPOINT_URL"].rpartition(":")[2]
    calls = [call for _command, call in asked(tmp_path / "trace") if call.startswith(("connect", "send", "open"))]
    assert calls
    assert [
        call for call in calls if f'sin_port=htons({port}), sin_addr=inet_addr("127.0.0.1")' not in call
    ] == []
    assert left_in(tmp_path) == []
