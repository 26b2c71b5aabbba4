"""Letters that belong together: what one cites, what cites it, and the same letter again."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Citation, Header, Letter
from docproc.store import Store
from docproc.store.letters.links import Link, Tie, links_of
from docproc.store.schema import StoredLetter

PLAN = Header(
    doc_type="Kế hoạch",
    number="05",
    symbol="KH-UBND",
    issuer="Ủy ban nhân dân huyện Suối Vàng",
    issue_date=date(2024, 3, 4),
)
WORDS = "Thực hiện Kế hoạch số 05/KH-UBND ngày 04/3/2024 của UBND huyện"


def plan(**changed: object) -> Letter:
    return Letter(file="k.pdf", pages=1, header=PLAN.model_copy(update=changed))


def citing(letter: Letter, number: str, day: date | None) -> Letter:
    return letter.model_copy(update={"citations": [Citation(number=number, type="Kế hoạch", date=day)]})


def links(store: Store, letter_id: int) -> list[Link]:
    with store.reading() as session:
        return links_of(session, letter_id)


def told(store: Store, letter_id: int) -> list[tuple[Tie, int, bool]]:
    return [(one.tie, one.letter_id, one.is_sure) for one in links(store, letter_id)]


@pytest.mark.parametrize("written", ["05/KH-UBND", "5/KH-UBND", "05/kh-ubnd"])
def test_a_citation_links_both_letters(store: Store, letter: Letter, written: str) -> None:
    cited = add_letter(store, plan())
    other = add_letter(
        store, citing(letter, written, PLAN.issue_date), pages=(WORDS.replace("05/KH-UBND", written),)
    )
    assert told(store, other) == [(Tie.CITES, cited, True)]
    assert told(store, cited) == [(Tie.CITED_BY, other, True)]


def test_a_link_tells_which_letter_it_is(store: Store, letter: Letter) -> None:
    cited = add_letter(store, plan())
    other = add_letter(store, citing(letter, "05/KH-UBND", PLAN.issue_date), pages=(WORDS,))
    assert links(store, other) == [
        Link(
            Tie.CITES, cited, "05/KH-UBND", "Kế hoạch", "Ủy ban nhân dân huyện Suối Vàng", date(2024, 3, 4), True
        )
    ]


def test_a_citation_without_a_day_may_mean_the_letter(store: Store, letter: Letter) -> None:
    cited = add_letter(store, plan())
    other = add_letter(store, citing(letter, "05/KH-UBND", None), pages=(WORDS,))
    assert told(store, other) == [(Tie.CITES, cited, False)]
    assert told(store, cited) == [(Tie.CITED_BY, other, False)]


@pytest.mark.parametrize(
    ("changed", "cited_on"),
    [
        ({"issue_date": date(2023, 3, 4)}, date(2024, 3, 4)),
        ({"issue_date": date(2024, 6, 1)}, None),
        ({"number": "105"}, date(2024, 3, 4)),
        ({"symbol": "KH-HĐND"}, date(2024, 3, 4)),
    ],
    ids=["another day", "issued after it was cited", "another number", "another symbol"],
)
def test_another_letter_is_not_meant(
    store: Store, letter: Letter, changed: dict[str, object], cited_on: date | None
) -> None:
    cited = add_letter(store, plan(**changed))
    other = add_letter(store, citing(letter, "05/KH-UBND", cited_on), pages=(WORDS,))
    assert told(store, other) == told(store, cited) == []


def test_a_paper_of_the_party_has_a_dash_after_its_number(store: Store, letter: Letter) -> None:
    cited = add_letter(store, plan(number="41", symbol="CTr/HU"))
    other = add_letter(store, citing(letter, "41-CTr/HU", PLAN.issue_date), pages=("Căn cứ số 41-CTr/HU",))
    assert told(store, other) == [(Tie.CITES, cited, True)]
    assert told(store, cited) == [(Tie.CITED_BY, other, True)]


def test_a_letter_scanned_twice_is_the_same_surely_when_its_text_is_alike(store: Store, letter: Letter) -> None:
    first = add_letter(store, letter, pages=("Chủ động phòng cháy, chữa cháy rừng mùa khô",))
    again = add_letter(store, letter, pages=("Chủ động phòng chảy, chữa cháy rừng mùa khô",))
    reply = add_letter(store, letter, pages=("Quyết định về việc khen thưởng",))
    assert told(store, first) == [(Tie.SAME, again, True), (Tie.SAME, reply, False)]
    assert told(store, again) == [(Tie.SAME, first, True), (Tie.SAME, reply, False)]


def test_a_letter_that_was_struck_out_is_told_nowhere(store: Store, letter: Letter) -> None:
    cited = add_letter(store, plan())
    other = add_letter(store, citing(letter, "05/KH-UBND", PLAN.issue_date), pages=(WORDS,))

    def strike(session: Session) -> None:
        session.get_one(StoredLetter, cited).void_reason = "nhầm"

    store.write(strike)
    assert told(store, other) == []


def test_letters_that_may_not_be_seen_are_left_out(store: Store, letter: Letter) -> None:
    add_letter(store, plan(secrecy="MẬT"))
    other = add_letter(store, citing(letter, "05/KH-UBND", PLAN.issue_date), pages=(WORDS,))
    with store.reading() as session:
        assert [one.tie for one in links_of(session, other)] == [Tie.CITES]
        assert links_of(session, other, StoredLetter.secrecy.is_(None)) == []
