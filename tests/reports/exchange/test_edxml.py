from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from docproc.errors import NotAnExchangeFile, NotForExchange, NotFound, TooLarge
from docproc.letter import Deadline, Header, Letter, Signer
from docproc.reports.exchange.edxml import answer_header, from_xml, header_of, letter_of, read_header, to_xml
from docproc.reports.exchange.edxml_header import Code, MessageHeader
from docproc.reports.names.office_names import key_of
from docproc.resources import models_dir
from tests.reports.reply_letters import doubted_letter, office, water_letter

DISTRICT_ID = "000.01.20.H99"
IDS = {key_of("UBND huyện Sông Mơ"): DISTRICT_ID}


def urgent_letter() -> Letter:
    letter = water_letter(
        signer=Signer(name="Trần Văn Mẫu", position="Phó Chủ tịch", authority=["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        recipients=[office("Như trên"), office("Lưu: VT")],
        report_due=Deadline(text="trước 20/3", last_day=date(2024, 3, 19)),
    )
    letter.header.urgency = "HỎA TỐC"
    return letter


def answered() -> MessageHeader:
    code = Code(code_number="15", code_notation="BC-UBND")
    return answer_header(water_letter(), "UBND xã Bến Lau", code, date(2024, 3, 18), "Kết quả", IDS, "Báo cáo")


@pytest.mark.parametrize("header", [header_of(urgent_letter(), IDS), header_of(water_letter(), {}), answered()])
def test_header_to_json_and_back_is_the_same_document(header: MessageHeader) -> None:
    xml = to_xml(header)
    back = MessageHeader.model_validate_json(from_xml(xml).to_json())
    assert back == header
    assert to_xml(back) == xml


def test_the_header_says_what_the_letter_says() -> None:
    header = header_of(urgent_letter(), IDS)
    assert header.document_id == f"{DISTRICT_ID},2024/03/05,07/UBND-KT&HT"
    assert header.due_date == date(2024, 3, 19)
    assert header.other_info is not None and header.other_info.priority == 3
    assert header.signer_info is not None and header.signer_info.competence == "KT. CHỦ TỊCH"


def test_days_are_written_as_the_standard_has_them() -> None:
    assert b"<edXML:PromulgationDate>2024/03/05</edXML:PromulgationDate>" in to_xml(
        header_of(water_letter(), IDS)
    )


def test_the_answer_names_what_it_answers() -> None:
    [response] = answered().response_for
    assert response.organ_id == DISTRICT_ID
    assert response.code == "07/UBND-KT&HT"
    assert response.document_id == f"{DISTRICT_ID},2024/03/05,07/UBND-KT&HT"
    assert [organ.organ_name for organ in answered().receivers] == ["Ủy ban nhân dân huyện Sông Mơ"]


def test_an_unknown_code_of_an_office_stays_empty_and_makes_no_document_id() -> None:
    header = header_of(water_letter(), {})
    assert (header.sender.organ_id, header.document_id) == ("", None)


def test_a_header_read_becomes_a_letter_again() -> None:
    letter = urgent_letter()
    back = letter_of(header_of(letter, IDS), "x.edxml")
    assert back.header.model_copy(update={"number": "7"}) == letter.header
    assert [o.name for o in back.addressees] == [o.name for o in letter.addressees]
    assert back.report_due is not None and back.report_due.last_day == date(2024, 3, 19)
    assert back.signer.name == "Trần Văn Mẫu"


def test_a_letter_that_lacks_a_needed_part_is_refused_with_its_name() -> None:
    letter = doubted_letter().model_copy(update={"header": Header(doc_type="Công văn", number="7")})
    with pytest.raises(NotForExchange) as raised:
        header_of(letter, IDS)
    assert "it lacks ký hiệu văn bản, cơ quan ban hành, ngày ban hành, trích yếu" in raised.value.message("en")


def test_a_long_subject_is_cut_to_what_the_exchange_takes() -> None:
    letter = water_letter()
    letter.header.subject = "về việc " * 100
    assert len(header_of(letter, IDS).subject) <= 500


@pytest.mark.parametrize("wrong", ["H99", "000.01.20.h99", "000.01.20.H9"])
def test_a_wrong_code_of_an_office_is_refused(wrong: str) -> None:
    with pytest.raises(NotForExchange):
        to_xml(header_of(water_letter(), {key_of("UBND huyện Sông Mơ"): wrong}))


def xml_of() -> str:
    return to_xml(header_of(water_letter(), IDS)).decode()


SPOILT = {
    "not XML": lambda xml: xml[:200],
    "another document": lambda _xml: "<a/>",
    "no number": lambda xml: xml.replace("<edXML:CodeNumber>07</edXML:CodeNumber>", ""),
    "wrong day": lambda xml: xml.replace("2024/03/05<", "05/03/2024<"),
    "day that does not exist": lambda xml: xml.replace("2024/03/05<", "2024/02/31<"),
    "unknown element": lambda xml: xml.replace("</edXML:Code>", "</edXML:Code><edXML:Gift>x</edXML:Gift>"),
    "document type": lambda xml: xml.replace("?>", '?><!DOCTYPE a [<!ENTITY x "y">]>', 1),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_file_that_is_not_right_is_refused(tmp_path: Path, how: str) -> None:
    file = tmp_path / "den.edxml"
    file.write_text(SPOILT[how](xml_of()), encoding="utf-8")
    with pytest.raises(NotAnExchangeFile) as raised:
        read_header(file)
    assert raised.value.path == str(file)


def test_the_refusal_names_line_and_element() -> None:
    with pytest.raises(NotAnExchangeFile, match=r"\d+: .*CodeNotation"):
        from_xml(SPOILT["no number"](xml_of()).encode())


@pytest.mark.parametrize(
    "entity", ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY a "aaaa"><!ENTITY x "&a;&a;&a;">']
)
def test_entities_are_never_resolved(entity: str) -> None:
    evil = xml_of().replace("?>", f"?><!DOCTYPE edXML [{entity}]>", 1).replace("Công văn", "&x;")
    with pytest.raises(NotAnExchangeFile):
        from_xml(evil.encode())


def test_a_file_over_the_limit_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "s.toml").write_text("max_text_megabytes = 0.1\n")
    monkeypatch.setenv("DOCPROC_SETTINGS", str(tmp_path / "s.toml"))
    (tmp_path / "den.edxml").write_text(xml_of() + 100_001 * "\n", encoding="utf-8")
    with pytest.raises(TooLarge):
        read_header(tmp_path / "den.edxml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_header(tmp_path / "none.edxml")


def test_signatures_bodies_and_traces_of_others_are_passed_over() -> None:
    trace = "<edXML:TraceHeaderList><edXML:TraceHeader><edXML:OrganId/><edXML:Timestamp>2024/03/05 10:00:00"
    trace += "</edXML:Timestamp></edXML:TraceHeader></edXML:TraceHeaderList>"
    signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature>'
    xml = xml_of().replace("</edXML:MessageHeader>", f"</edXML:MessageHeader>{trace}{signature}")
    xml = xml.replace("</edXML:edXMLHeader>", "</edXML:edXMLHeader><edXML:edXMLBody/>")
    assert from_xml(xml.encode()) == header_of(water_letter(), IDS)


def test_the_schema_has_an_element_for_every_field() -> None:
    schema = etree.parse(models_dir() / "edxml_header.xsd")
    names = {element.get("name") for element in schema.iter("{http://www.w3.org/2001/XMLSchema}element")}
    assert {field.alias for field in MessageHeader.model_fields.values()} <= names
