"""Make the language model that docproc ships: python -m docproc.language.training CORPUS FOLDER."""

from __future__ import annotations

import sys
from pathlib import Path

from docproc.language.training.build import build_model

if __name__ == "__main__":
    built = build_model(Path(sys.argv[1]), Path(sys.argv[2]))
    print(f"{built.words} units, {built.sequences} sequences")
