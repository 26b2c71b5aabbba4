"""Names that people write: kept, offered again, and later letters are read by them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Evidence, Letter, PageNote
from docproc.store import Store, registered_letter
from docproc.store.audit import add_user
from docproc.store.entered.corrections import correct_value
from docproc.store.known_names import suggestions
from docproc.store.schema import KnownName, User


def correct(store: Store, letter_id: int, field: str, value: str) -> None:
    store.write(lambda s: correct_value(s, letter_id, field, value, add_user(s, "lan")))


def known(store: Store) -> dict[str, int]:
    with store.reading() as session:
        return {row.name: row.times for row in session.scalars(select(KnownName).order_by(KnownName.id))}


def test_names_that_a_person_writes_are_kept_and_counted(store: Store, registered: int) -> None:
    correct(store, registered, "header.issuer", "UBND huyện Suối Vàng")
    correct(store, registered, "tasks[0].lead", "Hạt Kiểm lâm huyện; Công an xã Bản Mây; UBND các xã")
    correct(store, registered, "tasks[1].lead", "Công an xã Bản Mây")
    correct(store, registered, "header.symbol", "UBND-LN")
    correct(store, registered, "header.subject", "bảo vệ rừng")
    assert known(store) == {"UBND huyện Suối Vàng": 1, "Công an xã Bản Mây": 2, "UBND-LN": 1}


def test_a_value_that_is_only_confirmed_is_no_new_name(store: Store, registered: int) -> None:
    correct(store, registered, "header.symbol", "UBND-NN")
    assert known(store) == {}


def test_nothing_is_learnt_from_a_confidential_letter(store: Store, letter: Letter) -> None:
    letter.header.secrecy = "MẬT"
    correct(store, add_letter(store, letter), "header.issuer", "Công an huyện Suối Vàng")
    assert known(store) == {}


def test_a_later_letter_is_read_by_them_with_a_doubt(store: Store, registered: int, letter: Letter) -> None:
    correct(store, registered, "header.issuer", "UBND huyện Suối Vàng")
    letter.header.issuer = "UBND huyện Suối Vàngg"
    letter.header.evidence["issuer"] = [Evidence(page=1, text="UBND HUYỆN SUỐI VÀNGG")]
    letter.page_notes = [PageNote(page=1, source="ocr", reason="x", confidence=0.8)]
    second = add_letter(store, letter)
    with store.reading() as session:
        found = registered_letter(session, second).letter
    assert found.header.issuer == "UBND huyện Suối Vàng"
    assert "known_name" in [doubt.code for doubt in found.doubts]


def test_what_is_typed_finds_names_whatever_the_marks_those_that_people_wrote_first(
    store: Store, registered: int
) -> None:
    correct(store, registered, "tasks[0].lead", "Công an huyện Suối Vàng")

    def found(session: Session, field: str, typed: str) -> list[str]:
        return suggestions(session, field, typed, session.scalars(select(User)).one())

    with store.reading() as session:
        assert found(session, "tasks[3].lead", "huyen suoi") == [
            "Công an huyện Suối Vàng",
            "Ủy ban nhân dân huyện Suối Vàng",
        ]
        assert found(session, "header.symbol", "ubnd") == ["UBND-NN"]
        assert found(session, "header.issuer", "%") == []
        assert found(session, "header.subject", "rừng") == []
        assert found(session, "header.issuer", " ") == []


def test_names_of_letters_that_one_may_not_see_are_not_offered(store: Store, letter: Letter) -> None:
    letter.header.secrecy = "MẬT"
    add_letter(store, letter)
    lan = store.write(lambda session: add_user(session, "lan"))
    with store.reading() as session:
        assert suggestions(session, "header.issuer", "Suối Vàng", lan) == []
