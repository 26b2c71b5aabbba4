"""Files that the desk hands out: names that every system takes, headers that browsers keep to."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from docproc.filenames import cut, shown

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 150  # bytes: with its folder it has to fit into the 260 signs of old Windows programs
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


def file_name(words: str, ending: str) -> str:
    """A name for a file that is saved: the words without signs that Windows does not take, and the ending."""
    name = _NOT_IN_NAMES.sub("-", shown(words)).strip(" .-")
    return cut(" ".join(name.split()), _LONGEST) + ending


def attachment(name: str) -> dict[str, str]:
    """The headers of a file that is to be saved under a name, not shown (RFC 6266, 4.3; RFC 8187)."""
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "", plain)
    value = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {"Content-Disposition": value, "Content-Security-Policy": "sandbox; default-src 'none'"}
