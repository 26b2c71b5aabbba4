"""The one door to onnxruntime, which runs the networks: silent, on the processor, with one thread.

That it does not report to its maker is set in docproc/__init__.py, before it can be loaded. Nothing else imports
it (tests/reading/test_networks.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any


def open_network(weights: Path) -> Any:
    """The network in a file `.onnx`, ready to run: an onnxruntime.InferenceSession."""
    import onnxruntime

    # Comes after a first report; so it only helps where another program loaded onnxruntime before docproc.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # a plan for each width of strip: 130 MB for nothing
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
