"""All routes of the desk, whoever added them: what they need, and a request that their fields let through."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast, get_args, get_origin
from urllib.parse import quote

from fastapi import FastAPI, UploadFile
from fastapi.dependencies.models import Dependant
from pydantic import BaseModel
from starlette.testclient import TestClient

from docproc.settings import load_settings
from docproc.store.people.rights import Right
from docproc.web.app import make_app
from docproc.web.desk import Desk
from docproc.web.visitor import visitor_of

SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class Place:
    """A route with one method."""

    method: str
    path: str
    dependant: Dependant

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"\{(\w+)", self.path)

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")

    def rights(self) -> set[Right | str]:
        """The rights that are asked for; `anyone` where it is enough to be logged in."""
        return set(_rights_in(self.dependant))

    def at(self, values: Mapping[str, object]) -> str:
        """Its address with these values in the path."""
        return re.sub(r"\{(\w+)(:\w+)?\}", lambda found: quote(str(values[found[1]]), safe=""), self.path)


def places() -> list[Place]:
    """Every route of the desk."""
    stub = cast(Desk, SimpleNamespace(settings=load_settings()))
    return list(_places_of(make_app(stub)))


def _places_of(app: FastAPI) -> Iterator[Place]:
    for route in app.routes:
        contexts = route.effective_route_contexts() if hasattr(route, "effective_route_contexts") else []
        for one in contexts:
            for method in sorted(one.methods):
                yield Place(method, one.path, one.dependant)


def _rights_in(dependant: Dependant) -> Iterator[Right | str]:
    for one in dependant.dependencies:
        if one.call is visitor_of:
            yield "anyone"
        elif one.call is not None and inspect.isfunction(one.call):
            right = inspect.getclosurevars(one.call).nonlocals.get("right")
            if isinstance(right, Right):
                yield right
        yield from _rights_in(one)


def ask(client: TestClient, place: Place, values: Mapping[str, object], csrf: str) -> Any:
    """The answer to a request with everything that the route needs, as plain as can be."""
    query = {
        one.alias: _value(one.field_info.annotation)
        for one in place.dependant.query_params
        if one.field_info.is_required()
    }
    headers = {"X-CSRF-Token": csrf}
    return client.request(place.method, place.at(values), params=query, headers=headers, **_body(place))


def _body(place: Place) -> dict[str, Any]:
    fields = [one for one in place.dependant.body_params if one.field_info.is_required()]
    if place.method in SAFE or not fields:
        return {}
    first = fields[0].field_info.annotation
    if len(fields) == 1 and isinstance(first, type) and issubclass(first, BaseModel):
        return {"json": _value(first)}
    files = {
        one.alias: ("a.pdf", b"%PDF-1.7") for one in fields if UploadFile in _kinds(one.field_info.annotation)
    }
    data = {one.alias: _value(one.field_info.annotation) for one in fields if one.alias not in files}
    return {"data": data, **({"files": files} if files else {})}


def _kinds(annotation: Any) -> tuple[Any, ...]:
    return (annotation, *(kind for one in get_args(annotation) for kind in _kinds(one)))


def _value(annotation: Any) -> Any:
    """Some value of a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        needed = {name: one for name, one in annotation.model_fields.items() if one.is_required()}
        return {name: _value(one.annotation) for name, one in needed.items()}
    if get_origin(annotation) is list:
        return [_value(get_args(annotation)[0])]
    kinds = _kinds(annotation)
    if bool in kinds or int in kinds or float in kinds:
        return 1
    return "1"
