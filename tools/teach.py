"""Make the models of extraction (models/extraction): from annotated letters and those written for teaching.

    python tools/teach.py FOLDER … [--issuers TABLE …] [--out FOLDER]

FOLDER holds letters with a NAME.json beside each. The same letters give the same bytes. Reading scans takes most
of the time; their pages are kept in out/pages.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).parent.parent
# Before what is installed: the models are taught by the code that they stand beside.
sys.path[:0] = [str(HERE), str(HERE / "benchmarks")]

from taught_letters import real_letters, taught_letters  # noqa: E402

from docproc.extract.roles.models.trained import shipped_folder  # noqa: E402
from docproc.teaching.fit import fit  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--issuers", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path, default=shipped_folder())
    asked = parser.parse_args()
    letters = taught_letters(real_letters(asked.folders, asked.issuers, _KEPT), _KEPT)
    print(f"{len(letters)} letters")
    fit(letters, asked.out, step=lambda: print(".", end="", flush=True))
    print(f" the models are in {asked.out}")


_KEPT = HERE / "out" / "pages"

if __name__ == "__main__":
    main()
