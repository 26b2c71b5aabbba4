"""Which office a name typed without marks means."""

from __future__ import annotations

import pytest

from docproc.reports.names.meant_office import meant_office

NAMED = ["UBND xã Bản Mây", "Phòng Nội vụ huyện Suối Vàng"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("ubnd xa ban may", "UBND xã Bản Mây"),
        ("Uy ban nhan dan xa Ban May", "UBND xã Bản Mây"),
        ("UBND xã Bản Máy", "UBND xã Bản Mây"),
        ("Phòng Nội vụ huyện Suối Vàngg", "Phòng Nội vụ huyện Suối Vàng"),
        ("UBND XÃ BẢN MÂY", None),
        ("Ủy ban nhân dân xã Bản Mây", None),
        ("Sở Y tế", None),
    ],
)
def test_meant_office(given: str, meant: str | None) -> None:
    assert meant_office(given, NAMED) == meant
