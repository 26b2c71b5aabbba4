"""A name in a letter whose abbreviations stand for words of our office's name, written out: `Phòng TC-KH`.

Offices abbreviate as they like; what no table knows is told by the initials of the words it stands for.
"""

from __future__ import annotations

import re
from functools import lru_cache

_JOINERS = ("và", "-", "&", ",")
_SHORTEST = 2  # letters of an abbreviation
_TOKENS = re.compile(r"\w+|[^\w\s]")


@lru_cache(maxsize=8192)
def spelled_out(written: str, office: str) -> str:
    """The name with each abbreviation in capitals written out that stands where our office's name has words with
    these initials; the name as it is where nothing fits.
    """
    words = [found for found in _TOKENS.finditer(office) if found[0].lower() not in _JOINERS]
    at, parts, end = 0, [], 0
    for token in _TOKENS.finditer(written):
        meant = _meant(token[0], words, at)
        if meant:
            parts += [written[end : token.start()], office[meant[0].start() : meant[-1].end()]]
            at, end = at + len(meant), token.end()
        elif at < len(words) and token[0].lower() == words[at][0].lower():
            at += 1
    return "".join([*parts, written[end:]])


def _meant(token: str, words: list[re.Match[str]], at: int) -> list[re.Match[str]]:
    """The words of our name, from one on, whose initials are the letters of a token; none when they are not."""
    meant = words[at : at + len(token)]
    if len(token) < _SHORTEST or not token.isupper() or "".join(word[0][0] for word in meant).upper() != token:
        return []
    return meant if len(meant) == len(token) else []
