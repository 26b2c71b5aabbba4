"""What of the inbox is asked for, as it stands in the address of the page."""

from __future__ import annotations

from dataclasses import fields
from datetime import date as Date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query

from docproc.messages import _
from docproc.store.faults import WrongValue
from docproc.store.inbox import Due, Filters, State

_LONGEST = 200  # letters of what is looked for
_ANY = Literal[""]


async def asked_filters(  # async: it waits for nothing, and need not go to a thread
    words: Annotated[
        str,
        Query(
            max_length=_LONGEST,
            description='All must be there, "in quotes" side by side, with or without marks; the last may be the'
            " beginning of a word.",
        ),
    ] = "",
    state: Annotated[State | _ANY, Query(description="Waiting for checking, checked, struck out.")] = "",
    urgency: Annotated[str, Query(max_length=_LONGEST, description="A mark, as KHẨN, or `any`.")] = "",
    due: Annotated[
        Due | _ANY, Query(description="When the first of its tasks is due: `week` to Sunday, `month` in 30 days.")
    ] = "",
    book: Annotated[str, Query(max_length=_LONGEST, description="Register book.")] = "",
    issuer: Annotated[str, Query(max_length=_LONGEST, description="A part of the name.")] = "",
    doc_type: Annotated[str, Query(max_length=_LONGEST, description="As Công văn.")] = "",
    arrived_from: Annotated[str, Query(max_length=10, description="First day of arrival (ISO 8601).")] = "",
    arrived_to: Annotated[str, Query(max_length=10, description="Last day of arrival (ISO 8601).")] = "",
    doubts: Annotated[bool, Query(description="Only letters with doubts.")] = False,
) -> Filters:
    """The filters of a request. Raises WrongValue for a day that is none."""
    return Filters(
        words=words,
        state=state or None,
        urgency=urgency,
        due=due or None,
        book=book,
        issuer=issuer,
        doc_type=doc_type,
        arrived_from=_day(_("first day of arrival"), arrived_from),
        arrived_to=_day(_("last day of arrival"), arrived_to),
        doubts=doubts,
    )


Asked = Annotated[Filters, Depends(asked_filters)]


def address(path: str, filters: Filters, **more: object) -> str:
    """The address of a page with these filters; nothing in it that does not narrow."""
    given = {field.name: getattr(filters, field.name) for field in fields(filters)} | more
    query = urlencode({name: _written(value) for name, value in given.items() if value})
    return f"{path}?{query}" if query else path


def _written(value: Any) -> str:
    return "true" if value is True else str(value)


def _day(field: str, given: str) -> Date | None:
    try:
        return Date.fromisoformat(given) if given else None
    except ValueError as error:
        raise WrongValue(field=field, given=given, expected=_("a day as 2024-05-31")) from error
