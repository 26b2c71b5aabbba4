"""The one door to onnxruntime, and that it is silent behind it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docproc.cli import health
from docproc.cli.silence import Silence, listen
from docproc.reading.networks import open_network
from docproc.resources import models_dir

ROOT = Path(__file__).resolve().parents[2]
IMPORT = re.compile(r"^\s*(?:import|from)\s+onnxruntime\b", re.M)
# What onnxruntime would be if it could not be silenced.
REPORTER = """
import pathlib, socket
(pathlib.Path.home() / "device").write_text("1")
try:
    socket.getaddrinfo("reports.example", 443)
except OSError:
    pass
class SessionOptions: pass
def disable_telemetry_events(): pass
def InferenceSession(*_arguments, **_more): pass
"""


def test_nothing_else_loads_it() -> None:
    files = [file for room in ("docproc", "tools", "benchmarks") for file in (ROOT / room).rglob("*.py")]
    found = [file.name for file in files if IMPORT.search(file.read_text(encoding="utf-8"))]
    assert found == ["networks.py"]


def test_it_is_kept_silent_whatever_the_environment_says() -> None:
    script = "import docproc, os; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    environment = os.environ | {"ORT_DISABLE_TELEMETRY": "0", "PYTHONPATH": str(ROOT)}
    said = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "1"


def test_the_networks_leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "GITHUB_ACTIONS", "TF_BUILD"):  # on build servers it is silent by itself
        monkeypatch.delenv(name, raising=False)
    assert listen() == Silence(refused=True, traces=())


def test_doctor_names_what_a_library_left_and_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "onnxruntime.py").write_text(REPORTER, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{ROOT}")
    finding = health._network()
    assert finding.state is health.State.MISSING
    assert "device, socket.getaddrinfo" in finding.note


def test_a_network_is_opened_on_the_processor_with_one_thread() -> None:
    session = open_network(next((models_dir() / "stamps").glob("*.onnx")))
    assert session.get_providers() == ["CPUExecutionProvider"]
    assert session.get_session_options().intra_op_num_threads == 1
