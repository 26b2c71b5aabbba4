"""Pages a second of `docproc batch` beside `ocrmypdf -l vie`: the same scans, the same number of workers.

    python benchmarks/side_by_side.py FOLDER [--files 8] [--workers 2] [--ocrmypdf PATH]

The two take turns over the same files on the same machine, so that the ratio holds even when others use it.
ocrmypdf makes a searchable PDF of each file (--force-ocr, no PDF/A), its jobs working on the pages of one file;
docproc reads the pages, takes the letters apart and writes them down.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from docproc.pipeline import page_count


def docproc(folder: Path, base: Path, workers: int) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-c", "from docproc.cli.main import run; run()", "batch", str(folder)]
    command += ["--out", str(base / "out"), "--workers", str(workers)]
    subprocess.run(command, check=False, capture_output=True)
    return time.perf_counter() - began


def ocrmypdf(program: str, folder: Path, base: Path, workers: int) -> float:
    """Seconds for the folder. Raises CalledProcessError for a file that it does not read: it would seem fast."""
    known = subprocess.run([program, "--help"], check=True, capture_output=True, text=True).stdout
    began = time.perf_counter()
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    options = ["-l", "vie", "-j", str(workers), "--force-ocr", "--output-type", "pdf", "--optimize", "0"]
    if "--invalidate-digital-signatures" in known:  # older ones overwrite signatures unasked
        options.append("--invalidate-digital-signatures")
    for file in sorted(folder.iterdir()):
        command = [program, *options, str(file), str(base / "out.pdf")]
        subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--ocrmypdf", default="ocrmypdf")
    given = parser.parse_args()
    files = sorted(given.folder.glob("*.pdf"))[: given.files]
    pages = sum(page_count(file) for file in files)
    with tempfile.TemporaryDirectory(prefix="docproc-side-") as folder:
        base = Path(folder)
        scans = base / "scans"
        scans.mkdir()
        for file in files:
            shutil.copy(file, scans)
        print(f"{len(files)} files, {pages} pages, {given.workers} workers")
        for _ in range(given.rounds):
            ours = docproc(scans, base, given.workers)
            theirs = ocrmypdf(given.ocrmypdf, scans, base, given.workers)
            shutil.rmtree(base / "out")
            print(
                f"docproc batch {pages / ours:.2f} pages a second, ocrmypdf {pages / theirs:.2f}; "
                f"ratio {theirs / ours:.2f}"
            )


if __name__ == "__main__":
    main()
