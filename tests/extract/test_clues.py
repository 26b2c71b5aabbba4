"""What speaks for and against a value: clues of print, of words, of what the rest of the letter says."""

from __future__ import annotations

import math
from datetime import date

import pytest

from docproc.extract.assemble.clues.letter import values_of
from docproc.extract.assemble.clues.value import Surroundings, print_clues
from docproc.extract.assemble.clues.words import office_clues, word_clues
from docproc.letter import (
    Citation,
    Deadline,
    DigitalSignature,
    Doubt,
    Evidence,
    Header,
    Letter,
    Office,
    PageNote,
    Signer,
    Task,
)


def clues_of(letter: Letter) -> dict[str, dict[str, float]]:
    return {value.path: value.clues for value in values_of(letter)}


def letter_of(**parts: object) -> Letter:
    return Letter.model_validate({"file": "a.pdf", "pages": 1} | parts)


def doubt(field: str, code: str) -> Doubt:
    return Doubt(field=field, code=code, message="why")


def test_print_is_as_unclear_as_its_least_sure_place() -> None:
    clues = print_clues([Evidence(page=1, text="abc", confidence=0.5), Evidence(page=1, text="abc")])
    assert (clues["unclear"], clues["unclear_mean"], clues["hardly_read"]) == (0.5, 0.25, 1.0)
    assert print_clues([]) == {"read_nowhere": 1.0}


def test_doubts_are_clues_on_parts_and_on_the_whole() -> None:
    doubts = [doubt("tasks[1].lead", "lead_inferred"), doubt("citations", "number_unreadable")]
    around = Surroundings(letter_of(doubts=doubts))
    assert around.doubts_on("tasks[1]") == ["lead_inferred"]
    assert around.doubts_on("tasks[1].lead[0]") == ["lead_inferred"]
    assert around.doubts_on("tasks[11].lead") == []
    assert around.doubts_on("citations[0].number") == ["number_unreadable"]
    assert around.common("tasks[1].lead", [])["doubt:lead_inferred"] == 1


def test_the_page_tells_where_its_words_came_from() -> None:
    note = PageNote(page=1, source="ocr", reason="no layer: OCR", confidence=0.75)
    around = Surroundings(letter_of(page_notes=[note], header={"doc_type": "Kế hoạch"}))
    clues = around.common("recipients[0]", [Evidence(page=1, text="a")])
    assert (clues["from_image"], clues["letter:Kế hoạch"]) == (1, 1)
    assert clues["missing_in_letter"] == 8


@pytest.mark.parametrize(
    ("text", "clue", "value"),
    [
        ("Sở Y tế và", "ends_open", 1),
        ("Sở Y tế", "ends_open", 0),
        ("Sở (Y tế", "odd_brackets", 1),
        ("(đôi", "begins_with_sign", 1),
        ("xã Bản Mây", "begins_small", 1),
        ("Sở Yx tếq", "strange_words", 2 / 3),
        ("SởY tế", "mixed_case", 1),
        ("", "short", 1),
    ],
)
def test_damaged_and_wrongly_cut_words(text: str, clue: str, value: float) -> None:
    assert word_clues(text)[clue] == pytest.approx(value)


@pytest.mark.parametrize(
    ("name", "clue", "value"),
    [
        ("Phòng Nội vụ", "office_word", 1),
        ("thời tiết đẹp", "office_word", 0),
        ("các sở, ban, ngành", "class_word", 1),
        ("UBND tỉnh Lai Châu", "office_known", 1),
        ("UBND tỉnh Lai Châu", "place_known", 1),
        ("UBND tỉnh Lai Chàu", "place_unknown", 1),
        ("Sở Y tế; Sở Nội vụ", "parts", 1),
        ("VPCP: PCN", "colon", 1),
        ("UBND tỉnh (báo cáo)", "bracket_at_end", 1),
    ],
)
def test_names_of_offices(name: str, clue: str, value: float) -> None:
    assert office_clues(name)[clue] == value


@pytest.mark.parametrize(
    ("head", "fits"),
    [
        ({"number": "642"}, True),
        ({"number": "05"}, True),
        ({"number": "20/2019"}, True),
        ({"number": "6 4 2"}, False),
        ({"symbol": "UBND-NN", "issuer": "UBND huyện Suối Vàng"}, True),
        ({"symbol": "STNMT-VP", "issuer": "Sở Tài nguyên và Môi trường"}, True),
        ({"symbol": "XQW-VP", "issuer": "Sở Y tế"}, False),
        ({"symbol": "ubnd nn", "issuer": "UBND huyện Suối Vàng"}, False),
        ({"doc_type": "Kế hoạch", "symbol": "KH-UBND"}, True),
        ({"doc_type": "Kế hoạch", "symbol": "TB-UBND"}, False),
        ({"doc_type": "Công văn", "symbol": "TB-UBND"}, False),
        ({"doc_type": "Công văn", "symbol": "UBND-NN"}, True),
        ({"place": "Lai Châu"}, True),
        ({"place": "Lai Chàu"}, False),
    ],
)
def test_fields_that_fit_their_form_and_each_other(head: dict[str, str], fits: bool) -> None:
    field = next(iter(head))
    assert clues_of(letter_of(header=head))[f"header.{field}"][f"{field}.fits"] == fits


def test_a_letter_cites_no_later_one() -> None:
    cited = [Citation(number="7/KH-UBND", date=date(2024, 6, 1)), Citation(number="8/KH-UBND")]
    clues = clues_of(letter_of(header=Header(issue_date=date(2024, 5, 6)), citations=cited))
    assert clues["header.issue_date"]["issue_date.fits"] == 0
    assert [clues[f"citations[{n}].number"]["later"] for n in (0, 1)] == [1, 0]
    assert clues["citations[0].number"]["same_symbol"] == pytest.approx(math.log(2))


def test_the_signature_confirms_the_signer() -> None:
    signer = Signer(name="Lò Văn Khải", position="Phó Chủ tịch", authority=["KT. CHỦ TỊCH"])
    signed = DigitalSignature(signer="LÒ VĂN KHẢI")
    clues = clues_of(letter_of(signer=signer, signatures=[signed]))
    assert clues["signer.name"]["name.certified"] == clues["signer.position"]["position.known"] == 1
    assert clues["signer.position"]["position.deputy_unlike_authority"] == 0
    other = clues_of(letter_of(signer=signer.model_copy(update={"authority": []}), signatures=[signed]))
    assert other["signer.position"]["position.deputy_unlike_authority"] == 1
    assert other["signer.position"]["position.said_of_another"] == 0
    head = Signer(position="Cục trưởng", authority=["TL. CỤC TRƯỞNG"])
    assert clues_of(letter_of(signer=head))["signer.position"]["position.said_of_another"] == 1


def test_entries_of_a_list_are_seen_together() -> None:
    names = ["Như trên", "Sở: Y tế", "Nội vụ", "H", "Lưu: VT", "Sở Y tế"]
    lines = ["- Như trên;", "- Sở: Y tế,", "Nội vụ;", "- H;", "- Lưu: VT.", "- Sở Y tế"]
    offices = [Office(name=n, evidence=[Evidence(page=1, text=t)]) for n, t in zip(names, lines, strict=True)]
    found = clues_of(letter_of(recipients=offices, addressees=offices[2:3]))
    clues = [found[f"recipients[{n}]"] for n in range(6)]
    assert [one["without_dash"] for one in clues] == [0, 0, 1, 0, 0, 0]
    assert [one["before_one_without_dash"] for one in clues] == [0, 1, 0, 0, 0, 0]
    assert [one["filed"] for one in clues] == [0, 0, 0, 0, 1, 0]
    assert [one["after_filed"] for one in clues] == [0, 0, 0, 0, 0, 1]
    assert clues[0]["odd_in_list"] == pytest.approx(1 / 6)
    assert found["addressees[0]"]["without_dash"] == found["addressees[0]"]["copy"] == 0


def test_tasks_are_seen_with_the_letter() -> None:
    due = Deadline(text="trước ngày 10/5/2024", date=date(2024, 5, 10), inclusive=False)
    task = Task(
        id="1",
        page=1,
        text="Đề nghị Phòng Y tế báo cáo trước ngày 10/5/2024",
        lead=[Office(name="Phòng Y tế")],
        coordinate=[Office(name="Công an huyện")],
        deadline=due,
    )
    header = Header(issue_date=date(2024, 5, 6))
    letter = letter_of(header=header, tasks=[task, task], addressees=[Office(name="Phòng Y tế")], report_due=due)
    clues = clues_of(letter)
    assert (clues["tasks[0].text"]["text_twice"], clues["tasks[0].text"]["lead_agrees"]) == (1, 1)
    assert (clues["tasks[0].lead"]["in_text"], clues["tasks[0].lead"]["addressed"]) == (1, 1)
    assert clues["tasks[0].coordinate[0]"]["in_text"] == 0
    assert clues["tasks[0].deadline"]["in_text"] == clues["tasks[0].deadline"]["before"] == 1
    assert clues["tasks[0].deadline"]["ahead"] == pytest.approx(math.log1p(4))
    assert clues["report_due"]["for_all"] == 1


def test_what_the_role_of_a_block_was_decided_by_is_a_clue() -> None:
    class Decided(Task):
        margin: float | None = None
        lead_from: str | None = None

    task = Decided(id="1", page=1, text="báo cáo", margin=2.5, lead_from="heading")
    clues = clues_of(letter_of().model_copy(update={"tasks": [task]}))["tasks[0].text"]
    assert (clues["margin"], clues["margin_known"], clues["lead_from:heading"]) == (2.5, 1, 1)


def test_every_value_knows_what_it_hangs_on() -> None:
    task = Task(id="1", page=1, text="báo cáo", lead=[], coordinate=[Office(name="Sở Y tế")])
    hangs = {value.path: value.task for value in values_of(letter_of(tasks=[task]))}
    assert hangs == {
        "tasks[0].text": None,
        "tasks[0].lead": "tasks[0].text",
        "tasks[0].coordinate[0]": "tasks[0].text",
    }
