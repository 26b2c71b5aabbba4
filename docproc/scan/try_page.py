"""The program of a trial: draws one page of a PDF and finds its words, only to see that it can be done."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from docproc.confined.limits import limit_memory
from docproc.errors import InputError, OutOfMemory
from docproc.scan.measure.trial import DRAWN
from docproc.scan.pdf import untried_page
from docproc.settings import load_settings


def main(path: Path, index: int) -> None:
    """Try page `index` (from 0); DRAWN on standard output tells that only its words are left to find."""
    settings = load_settings()
    limit_memory(settings.worker_megabytes / 2)  # the other half has whoever waits for it
    _limit_seconds(settings.draw_seconds + 1)  # should whoever waits for it be ended
    try:
        with untried_page(path, index, settings) as page:
            if page.problem is None:
                page.image()
            print(DRAWN, flush=True)
            page.layer_lines()
    except OutOfMemory:
        raise
    except InputError:
        return  # damage shows again, and is named, when the page is opened for good


def _limit_seconds(most: float) -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    limit = int(most) if hard == resource.RLIM_INFINITY else min(int(most), hard)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
