"""How `docproc show` tells of letters that belong together."""

from __future__ import annotations

from datetime import date

from docproc.cli.register_tables import link_data, link_words
from docproc.store.letters.links import Link, Tie


def test_a_link_is_a_line_with_the_id_to_show() -> None:
    link = Link(Tie.CITES, 12, "05/KH-UBND", "Kế hoạch", "UBND huyện Suối Vàng", date(2024, 3, 4), True)
    assert link_words(link) == "Cites: Kế hoạch 05/KH-UBND, 04/03/2024, UBND huyện Suối Vàng, id 12"


def test_what_may_not_be_meant_is_told_as_perhaps() -> None:
    assert link_words(Link(Tie.CITED_BY, 3, "", None, None, None, False)) == "Cited by: ?, id 3 (perhaps)"


def test_a_link_as_data() -> None:
    assert link_data(Link(Tie.SAME, 3, "5/KH", None, None, date(2024, 3, 4), False)) == {
        "tie": "same",
        "id": 3,
        "number": "5/KH",
        "doc_type": None,
        "issuer": None,
        "issue_date": "2024-03-04",
        "is_sure": False,
    }
