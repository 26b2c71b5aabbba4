"""What the roles of units depend on, taken from the rest of the letter."""

from __future__ import annotations

from printed import body_of

from docproc.extract.assemble.facts import LetterFacts, Text, setting_of
from docproc.extract.mentions.nlp import analyse
from docproc.letter import Office

FACTS = LetterFacts("UBND huyện Suối Vàng", "Công văn", [Office(name="UBND các xã")], "Kiểm tra hồ chứa")


def text(annex: bool = False) -> Text:
    body = body_of("Các xã báo cáo.")
    return Text(analyse(body.text, None), body, annex)


def test_a_setting_says_who_wrote_what_to_whom_about_what() -> None:
    setting = setting_of(FACTS, text())
    assert (setting.doc_type, setting.issuer, setting.subject) == (
        "Công văn",
        "UBND huyện Suối Vàng",
        "Kiểm tra hồ chứa",
    )
    assert setting.addressees == ("UBND các xã",)


def test_a_setting_says_whether_the_text_is_an_annex() -> None:
    assert not setting_of(FACTS, text()).annex
    assert setting_of(FACTS, text(annex=True)).annex
