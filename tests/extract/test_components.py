"""Each component of the pipeline by itself: what it leaves in an analysed body."""

from __future__ import annotations

from datetime import date

import spacy

from docproc.extract.mentions.components import add_citations, add_dates, set_norms


def test_tokens_carry_their_form_without_marks() -> None:
    doc = set_norms(spacy.blank("xx").make_doc("Đề nghị các XÃ"))
    assert [token.norm_ for token in doc] == ["de", "nghi", "cac", "xa"]


def test_cited_documents_become_spans_with_their_type() -> None:
    doc = add_citations(spacy.blank("xx").make_doc("Thực hiện Công văn số 88/UBND-KT ngày 05/4/2024"))
    assert [span.label_ for span in doc.spans["citations"]] == ["Công văn"]


def test_days_are_reckoned_from_the_day_of_issue() -> None:
    doc = spacy.blank("xx").make_doc("báo cáo trước ngày 20/4")
    doc.user_data["issued"] = date(2024, 4, 5)
    assert [mention.due for mention in add_dates(doc).user_data["dates"]] == [date(2024, 4, 20)]
