"""Which office may be meant by a name that no letter has: typed without marks, or with a letter wrong."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from docproc.language.normalise import fold
from docproc.reports.names.office_names import full_form, key_of

_ALIKE = 0.9  # one wrong letter in ten; two communes of a district are less alike


def meant_office(given: str, names: Iterable[str]) -> str | None:
    """The one of `names` that `given` may be, marks and a slip of the fingers aside; None when none is near, or
    when `given` is one of them as it is.
    """
    known = {_letters(name): name for name in names if name}
    near = get_close_matches(_letters(given), known, n=1, cutoff=_ALIKE)
    meant = known[near[0]] if near else None
    return meant if meant is None or key_of(meant) != key_of(given) else None


def _letters(name: str) -> str:
    """A name for comparison: without marks, abbreviations alike ("ubnd" is Ủy ban nhân dân)."""
    return fold(full_form(name.replace("ubnd", "UBND")))
