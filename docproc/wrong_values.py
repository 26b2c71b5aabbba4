"""What is wrong with a value from outside (pydantic's checks), in a few words of the language in force.

The checks of settings, of letters as JSON and of the command line name their findings by type; each type that can
come up has its words here; the rest keep those of the library in English (docs.pydantic.dev, Validation Errors).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from docproc.edited import not_well_formed
from docproc.messages import _, current_language, mark

_TEXT = mark("{place} must be a text in quotes")
_WHOLE = mark("{place} must be a whole number")
_NUMBER = mark("{place} must be a number")
_YES_NO = mark("{place} must be true or false")
_LIST = mark("{place} must be a list")
_TABLE = mark("{place} must be a table with names and values")
_DAY = mark("{place} must be a day")
_STRANGE = mark("{place} is written in a way that is not known")
ONE_OF = mark("{place} must be one of {expected}")
_WORDS = {
    "missing": mark("{place} is missing"),
    "extra_forbidden": mark("{place} is not known"),
    "string_type": _TEXT,
    "path_type": _TEXT,
    "string_unicode": mark("{place} holds signs that are no text"),
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": mark("{place}: the number is too large"),
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "bool_parsing": _YES_NO,
    "bool_type": _YES_NO,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "literal_error": ONE_OF,
    "enum": ONE_OF,
    "string_pattern_mismatch": _STRANGE,
    "greater_than_equal": mark("{place} must be at least {ge}"),
    "less_than_equal": mark("{place} must be at most {le}"),
}


def wrong_value(error: ValidationError, place: str = "") -> str:
    """The first thing that is wrong, with its place: `watch.0.folder must be a text in quotes`.

    `place`: what the value is called; else the names that lead to it.
    """
    first: Mapping[str, Any] = error.errors(include_url=False, include_input=False)[0]
    place = place or ".".join(map(str, first["loc"])) or _("the whole")
    context = dict(first.get("ctx", {}))
    if "expected" in context:  # 'a', 'b' or 'c'
        context["expected"] = context["expected"].replace(" or ", _(" or "))
    if first["type"] == "value_error":  # a check of docproc's own, whose words these are
        return f"{place}: {context['error']}"
    if first["type"] == "json_invalid":
        return _("it is no JSON: {error}", error=not_well_formed(context["error"]))
    words = _WORDS.get(first["type"])
    if words is None and current_language() == "en":
        return f"{place}: {first['msg']}"
    return _(words or _STRANGE, place=place, **context)
