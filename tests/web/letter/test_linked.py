"""The panel of letters that belong to one, and the same for programs."""

from __future__ import annotations

from datetime import date

from desk_people import LogIn
from sqlalchemy.orm import Session

from docproc.letter import Citation, Header, Letter
from docproc.store import Store
from docproc.store.register import Entry, register
from docproc.store.schema import File

_DAY = date(2024, 3, 4)
_WORDS = "Thực hiện Kế hoạch số 05/KH-UBND ngày 04/3/2024"


def _add(store: Store, letter: Letter, *pages: str) -> int:
    def write(session: Session) -> int:
        file = File(sha256=letter.file.ljust(64, "0"), size=1, name=letter.file, kept=False)
        session.add(file)
        session.flush()
        return register(session, letter, pages, Entry(file.id, "Đến", date(2024, 5, 6))).id

    return store.write(write)


def _two(store: Store, secrecy: str | None = None) -> tuple[int, int]:
    """A plan and a letter that cites it."""
    plan = Header(doc_type="Kế hoạch", number="05", symbol="KH-UBND", issuer="UBND <b>xã</b>", issue_date=_DAY)
    cited = Letter(file="k.pdf", pages=1, header=plan.model_copy(update={"secrecy": secrecy}))
    citing = Letter(file="b.pdf", pages=1, citations=[Citation(number="05/KH-UBND", date=_DAY)])
    return _add(store, cited), _add(store, citing, _WORDS)


def test_the_panel_leads_to_the_letter_that_is_cited(store: Store, log_in: LogIn) -> None:
    cited, citing = _two(store)
    shown = log_in("minh", role="officer").client.get(f"/letters/{citing}/links").text
    assert "Viện dẫn:" in shown and f'href="/letters/{cited}"' in shown and "05/KH-UBND" in shown
    assert "<b>xã" not in shown and "có thể" not in shown


def test_a_letter_alone_says_so(store: Store, log_in: LogIn) -> None:
    alone = _add(store, Letter(file="a.pdf", pages=1))
    assert "Không có văn bản nào" in log_in("minh", role="officer").client.get(f"/letters/{alone}/links").text


def test_who_may_not_see_a_letter_is_not_told_that_it_is_cited(store: Store, log_in: LogIn) -> None:
    cited, citing = _two(store, secrecy="MẬT")
    client = log_in("minh", role="officer").client
    assert "05/KH-UBND" not in client.get(f"/letters/{citing}/links").text
    assert client.get(f"/letters/{cited}/links").status_code == 404
    assert client.get(f"/api/v1/letters/{citing}/links").json() == []


def test_programs_are_told_the_same(store: Store, log_in: LogIn) -> None:
    cited, citing = _two(store)
    (link,) = log_in("minh", role="officer").client.get(f"/api/v1/letters/{cited}/links").json()
    assert (link["tie"], link["letter_id"], link["is_sure"]) == ("cited_by", citing, True)
