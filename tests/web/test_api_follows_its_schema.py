"""The API answers whatever its schema lets somebody ask as the schema says, and what it forbids without tripping.

Schemathesis makes the requests from `/api/v1/openapi.json`, so that routes added later are tried, too. Each
operation is tried on a copy of the desk: an administrator may take away the key with which the rest is asked.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, openapi
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from walked_desk import key_of_administrator, walked_desk

from docproc.places import OfficeName
from docproc.settings import load_settings
from docproc.store import open_store
from docproc.web.app import make_app
from docproc.web.desk import Desk

_CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
_DRAWN = settings(
    max_examples=8,  # of each operation: some seconds for all of them
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


# Which operations there are does not depend on the desk; each test puts its own into the application.
APP = make_app(Desk(None, load_settings(), OfficeName()))  # type: ignore[arg-type]
OPERATIONS = {
    one.ok().label: one.ok() for one in openapi.from_asgi("/api/v1/openapi.json", APP).get_all_operations()
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, str]:
    """A desk with a letter in it, and a key of its administrator."""
    desk = walked_desk(tmp_path_factory.mktemp("api"))
    key = key_of_administrator(desk.store)
    desk.store.close()
    return desk, key


@pytest.fixture
def key(prepared: tuple[Desk, str], tmp_path: Path) -> Iterator[str]:
    """The key with which a copy of the desk is asked that the application has now."""
    desk, key = prepared
    shutil.copytree(desk.store.data, tmp_path / "data")
    opened = open_store(tmp_path / "data", patience=10, check_schema=False)
    APP.state.desk = replace(desk, store=opened)
    yield key
    opened.close()


@pytest.mark.parametrize("label", OPERATIONS)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
def test_an_operation_answers_as_its_schema_says(key: str, label: str, mode: GenerationMode) -> None:
    operation = OPERATIONS[label]
    if mode is GenerationMode.NEGATIVE and not (operation.body or list(operation.iter_parameters())):
        pytest.skip("nothing can be asked wrongly")

    @_DRAWN
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case) -> None:  # type: ignore[no-untyped-def]
        case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, checks=_CHECKS)

    ask()
