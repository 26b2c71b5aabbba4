"""What holds for all tests: quick ones first, so that a mistake shows before Tesseract has begun."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("ocr") is not None)
