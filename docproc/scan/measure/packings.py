"""How a stream of a PDF is packed, by its dictionary as QPDF reads it (ISO 32000-1, 7.3.8)."""

from __future__ import annotations

from typing import Any

import pikepdf

# pdfminer takes the filters of a file that lies elsewhere (/F) for those of the stream itself.
_FILTERS, _PARAMETERS = ("/Filter", "/F"), ("/DecodeParms", "/DP", "/FDecodeParms")


def chains_of(stream: pikepdf.Stream) -> list[list[str]]:
    """The names of its filters without their slash, in the order they are undone: as they are meant, and as
    pdfminer takes them where it takes others.
    """
    chains: list[list[str]] = []
    for key in _FILTERS:
        names = [str(one)[1:] for one in _several(stream.get(key)) if isinstance(one, pikepdf.Name)]
        if names or not chains:
            chains.append(names)
    return chains


def filters_of(stream: pikepdf.Stream) -> list[str]:
    """The names of its filters as they are meant."""
    return chains_of(stream)[0]


def columns_of(stream: pikepdf.Stream) -> list[int]:
    """Bytes in a row of each predictor that has to be undone; none without one."""
    found = [one for key in _PARAMETERS for one in _several(stream.get(key))]
    return [
        _number(one, "/Columns", 1) * _number(one, "/Colors", 1) * _number(one, "/BitsPerComponent", 8) // 8
        for one in found
        if isinstance(one, pikepdf.Dictionary) and _number(one, "/Predictor", 1) > 1
    ]


def grows_early(stream: pikepdf.Stream) -> bool:
    """Whether the codes of LZW grow one code early, as they do where nothing is said."""
    found = [one for key in _PARAMETERS for one in _several(stream.get(key))]
    return all(_number(one, "/EarlyChange", 1) != 0 for one in found if isinstance(one, pikepdf.Dictionary))


def sides_said(stream: pikepdf.Stream) -> tuple[int, int]:
    """Width and height of a picture in pixels, 0 where they are not said."""
    return _number(stream, "/Width", 0), _number(stream, "/Height", 0)


def bytes_of(stream: pikepdf.Stream) -> bytes:
    """What is packed, as it stands in the file, but for a lock."""
    return stream.read_raw_bytes()


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else [] if value is None else [value]


def _number(holder: pikepdf.Object, key: str, otherwise: int) -> int:
    value = holder.get(key, otherwise)
    return int(value) if isinstance(value, int | float) or hasattr(value, "as_integer_ratio") else otherwise
