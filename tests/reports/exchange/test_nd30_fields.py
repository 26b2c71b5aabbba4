from __future__ import annotations

import csv
import io
import json
from datetime import date

from docproc.letter import Signer
from docproc.reports.exchange.nd30_fields import Values, to_csv, to_json, values_of
from docproc.reports.rules.nd30_fields import Nd30Fields
from docproc.rules import load
from tests.reports.reply_letters import office, registered, water_letter


def _faults(values: Values) -> list[str]:
    """Where values break the decree's types and lengths."""
    faults = []
    for field in load(Nd30Fields).field:
        value = values.get(field.name)
        if value is None:
            continue
        if (field.type == "Number") is not isinstance(value, int):
            faults.append(f"{field.name}: {value!r} is no {field.type}")
        if field.length is not None and len(str(value)) > field.length:
            faults.append(f"{field.name}: longer than {field.length}")
    return faults


def test_the_fields_are_those_of_the_decree() -> None:
    names = [field.name for field in load(Nd30Fields).field]
    assert len(names) == 21 and list(values_of(registered(water_letter()))) == names


def test_a_letter_as_fields() -> None:
    letter = water_letter(signer=Signer(name="Trần Văn Mẫu", position="Chủ tịch"), recipients=[office("x")])
    values = values_of(registered(letter, given_to="Phòng A"))
    assert values["IssuedDate"] == "05/03/2024"
    assert values["ArrivalDate"] == "06/03/2024" and values["ArrivalNumber"] == 15
    assert values["OrganName"] == "Ủy ban nhân dân huyện Sông Mơ"
    assert (values["Position"], values["FullName"]) == ("Chủ tịch", "Trần Văn Mẫu")
    assert (values["Priority"], values["ToPlaces"], values["DueDate"]) == (0, "Phòng A", None)
    assert _faults(values) == []


def test_an_unregistered_letter_has_no_arrival() -> None:
    values = values_of(registered(water_letter(), registered=False))
    assert (values["ArrivalDate"], values["ArrivalNumber"]) == (None, None)


def test_a_value_that_is_too_long_is_cut_and_says_so() -> None:
    letter = water_letter()
    letter.header.subject = "kênh mương " * 100
    values = values_of(registered(letter))
    assert len(str(values["Subject"])) <= 500
    assert values["Description"] == "Đã rút gọn: Subject"
    assert _faults(values) == []


def test_the_check_finds_what_breaks_the_decree() -> None:
    values = {**values_of(registered(water_letter())), "PageAmount": "hai", "TypeName": "x" * 101}
    assert _faults(values) == [
        "TypeName: longer than 100",
        "PageAmount: 'hai' is no Number",
    ]


def test_json_has_the_groups_as_objects() -> None:
    [document] = json.loads(to_json([registered(water_letter())]))
    assert set(document["FileCode"]) == {"OrganId", "FileCatalog", "FileNotation"}
    assert set(document["SignerInfo"]) == {"Position", "FullName"}


def test_csv_has_a_line_a_letter_and_no_formula() -> None:
    letter = water_letter()
    letter.header.subject = '=HYPERLINK("http://x")'
    [row] = csv.DictReader(io.StringIO(to_csv([registered(letter, arrived_on=date(2024, 3, 6))])))
    assert row["Subject"] == '\'=HYPERLINK("http://x")'
    assert row["SignerInfo.FullName"] == ""
