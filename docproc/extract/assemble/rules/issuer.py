"""When the office that speaks in the text is the one of a letterhead badly read."""

from __future__ import annotations

from docproc.rules import Rules


class Issuer(Rules):
    """models/issuer.toml: how alike the names must be, how far before the directing verb the office begins."""

    file = "issuer"
    same_office: float
    longest_name: int
