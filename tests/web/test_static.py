"""The files that browsers load are those of the packages named beside them; all that pages ask for is there."""

from __future__ import annotations

import hashlib
import re

from docproc.web.pages import STATIC, templates
from docproc.web.pages import icon as drawn

VENDOR = STATIC / "vendor"


def test_files_of_packages_are_unchanged() -> None:
    told = (VENDOR / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \|.*`([0-9a-f]{64})`", told, re.MULTILINE)
    hashes = {
        name: hashlib.sha256(b"".join(path.read_bytes() for path in sorted(VENDOR.glob(name)))).hexdigest()
        for name, _hash in rows
    }
    assert hashes == dict(rows)
    beside = {"README.md", "bootstrap.LICENSE", "htmx.LICENSE"}
    assert {path.name for path in VENDOR.iterdir() if path.is_file()} - beside == {
        name for name, _hash in rows if "/" not in name
    }


def test_every_icon_that_a_template_shows_is_there() -> None:
    loader = templates().loader
    assert loader is not None
    named: set[str] = set()
    for template in loader.list_templates():
        source, _path, _fresh = loader.get_source(templates(), template)
        named |= set(re.findall(r'icon\("([a-z0-9-]+)"\)', source))
    assert named
    for name in named:
        assert "<svg" in drawn(name)
