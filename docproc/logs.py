"""Logs for whoever runs docproc: one JSON object a line on standard error (plain lines on a terminal).

What is logged are events with ids, hashes, names of files and figures; never the text of a document.
"""

from __future__ import annotations

import logging
import os
import sys

import structlog

LEVEL = "DOCPROC_LOG"  # environment: debug, info, warning, error


def set_up_logs(default: str = "warning") -> None:
    """Set logging up for this process and those it will start: DOCPROC_LOG, else the level `default`."""
    chosen = os.environ.setdefault(LEVEL, default)
    number = logging.getLevelNamesMapping().get(chosen.upper(), logging.WARNING)
    end = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            end,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=lambda *_names: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
