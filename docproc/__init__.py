"""docproc: official Vietnamese letters as scans in; tasks, deadlines and draft replies out."""

import os

__version__ = "0.1.0"

# onnxruntime from 1.29 on tells Microsoft what it is used for, and writes a number that stands for the computer
# into the home folder, as soon as it is loaded and unless this is set before (its Privacy.md). Here, at the
# beginning of everything, so that every process that docproc starts inherits it; whatever an environment says.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
