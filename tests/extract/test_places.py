"""Places before and after 1 July 2025, and offices' canonical names."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed import plain, scanned_row

from docproc.extract.assemble.letterhead import place_of
from docproc.extract.mentions.aliases import AliasFault, canonical_name
from docproc.extract.mentions.names import as_in_text, as_running_text
from docproc.extract.mentions.office_names import named
from docproc.extract.mentions.places import (
    are_two_places,
    name_since_2025,
    office_place_written,
    place_written,
)
from docproc.language.gazetteer import Unit, all_units
from docproc.letter import Header, Office


@pytest.mark.parametrize(
    ("read", "written"),
    [("Kiên giang", "Kiên Giang"), ("Đà Năng", "Đà Nẵng"), ("Hà Nôi", "Hà Nội"), ("Hà Nội", "Hà Nội")],
)
def test_a_known_place_gets_its_marks_back(read: str, written: str) -> None:
    assert place_written(read) == written


@pytest.mark.parametrize("read", ["Tam Đuờng", "Suối Vàng Thượng Hạ"])
def test_a_place_that_several_or_none_may_be_stays_as_read(read: str) -> None:
    """Huyện Tam Đường (Lai Châu) and huyện Tam Dương (Vĩnh Phúc) have the same letters."""
    assert place_written(read) == read


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("UBND tính Kiên giang", "UBND tỉnh Kiên Giang"),
        ("Ủy ban nhân dân tỉnh Lai Chau", "Ủy ban nhân dân tỉnh Lai Châu"),
        ("Sở Y tế", "Sở Y tế"),
        ("UBND huyện Suối Vàng Thượng Hạ", "UBND huyện Suối Vàng Thượng Hạ"),
    ],
)
def test_the_place_in_an_offices_name_is_put_right(read: str, written: str) -> None:
    assert office_place_written(read) == written


@pytest.mark.parametrize(
    ("name", "province", "now"),
    [
        ("UBND tỉnh Kiên Giang", None, "UBND tỉnh An Giang"),
        ("UBND xã Giang Ma", "tinh lai chau", "UBND xã Tả Lèng"),
        ("UBND thị trấn Tam Đường", "tinh lai chau", "UBND xã Bình Lư"),
        ("UBND tỉnh Lai Châu", None, None),  # did not change
        ("UBND xã Tân Lập", None, None),  # there are many
        ("UBND huyện Tam Đường", "tinh lai chau", None),  # dissolved
        ("UBND các xã, thị trấn", None, None),
        ("Sở Y tế", None, None),
    ],
)
def test_what_an_office_is_called_since_july_2025(name: str, province: str | None, now: str | None) -> None:
    assert name_since_2025(name, province) == now


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("UBND các xã, thị trấn", "Ủy ban nhân dân các xã, thị trấn"),
        ("Phòng Nông nghiệp và PTNT", "Phòng Nông nghiệp và Phát triển nông thôn"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("SYT", "Sở Y tế"),
        ("Sở Y tế", None),
        ("Uỷ ban nhân dân xã", None),
    ],
)
def test_abbreviations_are_written_in_full(name: str, full: str | None) -> None:
    assert canonical_name(name) == full


@pytest.fixture
def own_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOCPROC_SETTINGS", str(tmp_path / "settings.toml"))
    return tmp_path / "aliases.toml"


def test_an_office_adds_names_of_its_own(own_table: Path) -> None:
    own_table.write_text('[names]\n"phòng NN" = "Phòng Nông nghiệp xã Bản Mây"\n', encoding="utf-8")
    assert canonical_name("Phòng NN") == "Phòng Nông nghiệp xã Bản Mây"
    assert canonical_name("UBND xã") == "Ủy ban nhân dân xã"


@pytest.mark.parametrize("content", ["[names", "[nams]\na = 'b'", "[names]\na = 3", "names = 3"])
def test_a_mistake_in_the_own_table_is_named(own_table: Path, content: str) -> None:
    own_table.write_text(content, encoding="utf-8")
    with pytest.raises(AliasFault) as fault:
        canonical_name("UBND xã")
    assert str(own_table) in fault.value.message("en")


def test_the_letterhead_tells_which_province_a_commune_lies_in() -> None:
    header = Header(issuer="Sở Y tế", issuer_parent="UBND tỉnh Lai Châu")
    office = named([Office(name="UBND xã Giang Ma")], header)[0]
    assert (office.canonical, office.since_2025) == ("Ủy ban nhân dân xã Giang Ma", "UBND xã Tả Lèng")


@pytest.fixture(scope="module")
def units() -> tuple[Unit, ...]:
    """The whole table."""
    found = all_units()
    assert len(found) > 14_000
    return found


def in_text(unit: Unit) -> str:
    """The unit as running text has it: "xã Quang Bình"."""
    return unit.name[:1].lower() + unit.name[1:]


def test_every_name_of_the_table_stays_as_it_is_in_a_place_and_an_office(units: tuple[Unit, ...]) -> None:
    """However unsure it was read: it exists."""
    for unit in units:
        assert place_written(unit.short) == unit.short
        for office in (f"UBND {in_text(unit)}", f"Công an {in_text(unit)}"):
            assert office_place_written(office) == office


def test_every_name_of_the_table_is_spelt_right_in_an_issuer_in_capitals(units: tuple[Unit, ...]) -> None:
    for name in sorted({in_text(unit) for unit in units}):
        issuer = f"Ủy ban nhân dân {name}"
        assert as_in_text(issuer.upper(), "", certain=True) == issuer


def test_every_name_of_the_table_stays_in_an_addressee(units: tuple[Unit, ...]) -> None:
    for name in sorted({in_text(unit) for unit in units}):
        assert as_running_text(f"UBND {name}") == f"UBND {name}"
        assert as_running_text(f"UBND {name}".upper()) == f"UBND {name}"


def test_every_name_of_the_table_stays_before_the_date(units: tuple[Unit, ...]) -> None:
    for name in sorted({unit.short for unit in units if not unit.short[:1].isdigit()}):
        for row in (
            *plain(f"{name}, ngày 08 tháng 9 năm 2025"),
            scanned_row(f"{name}, ngày 08 tháng 9 năm 2025"),
        ):
            assert place_of(row) == name


def test_no_name_of_the_table_gets_the_successor_of_another(units: tuple[Unit, ...]) -> None:
    """Quang Bình became others than Quảng Bình did."""
    successors = {unit.name.lower(): set[tuple[str, ...]]() for unit in units}
    for unit in units:
        if unit.period == "old":
            successors[unit.name.lower()].add(unit.now)
    for unit in units:
        now = name_since_2025(f"UBND {in_text(unit)}", None)
        assert now is None or (now.removeprefix("UBND ").lower(),) in {
            tuple(name.lower() for name in names) for names in successors[unit.name.lower()]
        }


@pytest.mark.parametrize("place", ["Suối Vàng", "Bản Mây", "Kiên giang", "Hà Nôi", "Nậm Cắn Thượng"])
def test_a_place_in_a_good_text_stays_as_printed_known_or_not(place: str) -> None:
    assert place_written(place, certain=True) == place
    assert office_place_written(f"UBND xã {place}", certain=True) == f"UBND xã {place}"


def test_places_that_differ_by_a_mark_are_two_when_both_exist() -> None:
    assert are_two_places("UBND xã Quang Bình", "UBND tỉnh Quảng Bình")
    assert not are_two_places("UBND tỉnh Lai Châu", "UBND tỉnh Lai Chau")
    assert not are_two_places("Sở Y tế", "Sở Y té")


def test_an_own_table_tells_names_apart_by_their_marks(own_table: Path) -> None:
    own_table.write_text('[names]\n"xã Quang Bình" = "UBND xã Quang Bình"\n', encoding="utf-8")
    assert canonical_name("xã Quảng Bình") is None
    assert canonical_name("Xã Quang Bình") == "UBND xã Quang Bình"
    assert canonical_name("xa quang binh") == "UBND xã Quang Bình"
