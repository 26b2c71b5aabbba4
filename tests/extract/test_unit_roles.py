"""Which units are tasks, by what the models say of them and whether they set a deadline."""

from __future__ import annotations

import pytest
from roled import SETTING, read

from docproc.extract.roles import unit_roles
from docproc.extract.roles.models.labelled import Labelled

_DUE = "Ý kiến gửi về Phòng Y tế trước ngày 15/4/2024."
_NOT_DUE = "Ý kiến được gửi về Phòng Y tế."


def _kinds(monkeypatch: pytest.MonkeyPatch, text: str, *shares: dict[str, float]) -> str:
    likeliest = [max(of_unit, key=of_unit.__getitem__) for of_unit in shares]
    monkeypatch.setattr(unit_roles, "label", lambda _model, _clues: Labelled(likeliest, list(shares)))
    doc, body = read(text)
    return "".join(role.kind for role in unit_roles.roles_of(doc, body, SETTING))


@pytest.mark.parametrize(
    ("text", "begins", "kind"),
    [(_DUE, 0.3, "B"), (_DUE, 0.2, "O"), (_NOT_DUE, 0.3, "O"), (_NOT_DUE, 0.6, "B")],
)
def test_a_unit_that_sets_a_deadline_is_a_task_sooner(
    monkeypatch: pytest.MonkeyPatch, text: str, begins: float, kind: str
) -> None:
    assert _kinds(monkeypatch, text, {"B": begins, "I": 0.0, "O": 1 - begins}) == kind


def test_it_goes_on_with_a_task_where_that_is_likelier(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Các xã rà soát hộ nghèo. " + _DUE
    assert _kinds(monkeypatch, text, {"B": 0.9, "I": 0.0, "O": 0.1}, {"B": 0.1, "I": 0.3, "O": 0.6}) == "BI"


def test_where_nothing_stands_before_it_begins_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Xã đã có báo cáo. " + _DUE
    assert _kinds(monkeypatch, text, {"B": 0.1, "I": 0.0, "O": 0.9}, {"B": 0.1, "I": 0.3, "O": 0.6}) == "OB"
