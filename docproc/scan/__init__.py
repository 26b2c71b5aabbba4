"""The scan room: a file becomes pages, each with its image, its text layer and what tells a scan apart."""

from __future__ import annotations

from docproc.scan.opening import open_scan
from docproc.scan.pages import Scan, ScannedPage

__all__ = ["Scan", "ScannedPage", "open_scan"]
