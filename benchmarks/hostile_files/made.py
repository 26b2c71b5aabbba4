"""What a maker of hostile files gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

Made = tuple[str, bytes]
"""The ending of the name, with its full stop, and what the file holds."""

Maker = Callable[[random.Random], Made]
Makers = Mapping[str, Maker]


def with_ending(ending: str, makers: Mapping[str, Callable[[random.Random], bytes]]) -> dict[str, Maker]:
    """Makers of files that all have one ending."""

    def named(make: Callable[[random.Random], bytes]) -> Maker:
        return lambda chance: (ending, make(chance))

    return {kind: named(make) for kind, make in makers.items()}
