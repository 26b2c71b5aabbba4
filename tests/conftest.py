"""For all tests: messages in English; quick tests first, so that mistakes show before Tesseract runs."""

from __future__ import annotations

import os

import pytest

# Messages follow the environment; the tests look for the English ones wherever they run.
os.environ["LC_ALL"] = "en_GB.UTF-8"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("ocr") is not None)
