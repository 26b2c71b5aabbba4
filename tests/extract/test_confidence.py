"""Calibrated confidences and the doubts that little confidence raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import FOOT, HEAD, boxed, page_of

from docproc.extract.assemble.confidence import calibrated, raw_confidence
from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.letter import Evidence

SHARES = st.floats(0, 1)


@given(SHARES, SHARES, st.booleans())
def test_surer_print_is_never_less_often_right(a: float, b: float, doubted: bool) -> None:
    low, high = sorted((a, b))
    assert 0 <= calibrated(low, doubted) <= calibrated(high, doubted) <= 1


@given(st.floats(0.6, 1))
def test_a_doubt_lowers_the_confidence(raw: float) -> None:
    assert calibrated(raw, True) < calibrated(raw, False)


def test_the_least_sure_place_counts() -> None:
    places = [Evidence(page=1, text="a", confidence=c) for c in (0.9, 0.4)]
    assert raw_confidence(places) == 0.4
    assert raw_confidence([]) == 1.0


def letter_read_with(confidence: float):
    head, foot = HEAD.splitlines(), FOOT.splitlines()
    lines = [boxed(text, 80, 60 + 16 * n, confidence=confidence) for n, text in enumerate(head)]
    order = "Đề nghị các phòng, ban báo cáo UBND huyện kết quả kiểm tra hồ chứa."
    lines.append(boxed(order, 80, 400, confidence=confidence))
    lines += [boxed(text, 80, 600 + 16 * n, confidence=confidence) for n, text in enumerate(foot)]
    return letter_from_pages([page_of(*lines)], "a.pdf", 1)


def test_every_value_has_a_confidence() -> None:
    letter = letter_read_with(0.95)
    assert {"doc_type", "number", "symbol", "issuer", "subject", "issue_date"} - {"doc_type"} <= set(
        letter.header.confidence
    )
    shown = [o.confidence for o in letter.addressees + letter.recipients] + [t.confidence for t in letter.tasks]
    assert all(0.9 <= confidence <= 1 for confidence in shown)
    assert set(letter.signer.confidence) == {"name", "position"}


@pytest.mark.parametrize(("confidence", "raised"), [(0.95, False), (0.4, True)])
def test_unclear_print_of_a_task_is_a_doubt(confidence: float, raised: bool) -> None:
    doubts = {(doubt.field, doubt.code) for doubt in letter_read_with(confidence).doubts}
    assert (("tasks[0].text", "low_confidence") in doubts) is raised
