from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.letter import Letter, Task
from docproc.reports.names.office_names import (
    key_of,
    same_office,
    take_apart,
)
from docproc.reports.rules.offices_ours import OfficeRules
from docproc.reports.tasks.membership import Match, membership
from docproc.reports.tasks.ours import OurTask, may_concern, possible_tasks, tasks_for_office
from docproc.rules import load
from tests.reports.golden import words_of
from tests.reports.reply_letters import office, task, water_letter

COMMUNE = "UBND xã Bến Lau"


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("Uỷ ban Nhân dân xã Bến Lau", COMMUNE),
        ("ỦY BAN NHÂN DÂN XÃ BẾN LAU", COMMUNE),
        ("Chủ tịch UBND xã Bến Lau", COMMUNE),
        ("UBND các xã: Bến Lau, Gò Sậy", COMMUNE),
        ("UBND xã Hoà Mỹ", "UBND xã Hòa Mỹ"),
        ("Phòng GD&ĐT", "Phòng Giáo dục và Đào tạo huyện Sông Mơ"),
        ("Trưởng phòng Y tế", "Phòng Y tế"),
        ("Chánh Văn phòng HĐND và UBND huyện", "Văn phòng HĐND & UBND huyện"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và PTNT"),
        ("Đ/c Trần Văn An – Phó Giám đốc Công an tỉnh", "Công an tỉnh Hòa Xuân"),
        ("Ban Chủ nhiệm Đoàn Luật sư tỉnh Hòa Xuân", "Đoàn Luật sư tỉnh Hòa Xuân"),
        ("Mặt trận Tổ quốc huyện", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Sông Mơ"),
        ("Trung tâm BVSKLĐ & MT tỉnh", "Trung tâm Bảo vệ sức khỏe lao động và Môi trường tỉnh Hòa Xuân"),
        ("Phòng TC-KH", "Phòng Tài chính - Kế hoạch huyện Sông Mơ"),
        ("Phòng Tài chính và Kế hoạch huyện", "Phòng Tài chính - Kế hoạch"),
        ("Công ty BNM", "Công ty Cổ phần BNM"),
        ("Trung tâm CNTT&TT", "Trung tâm Công nghệ thông tin và Truyền thông"),
        ("Ban Quản lý các khu công nghiệp tỉnh", "Ban Quản lý các khu công nghiệp tỉnh Hòa Xuân"),
        ("Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh", "Công an tỉnh Hòa Xuân"),
        ("Giám đốc các Sở: Giao thông vận tải, Y tế", "Sở Y tế"),
        ("Trung tâm Văn hoá, thể thao và Truyền thông", "Trung tâm Văn hóa, Thể thao và Truyền thông"),
        ("Đoàn TNCS Hồ Chí Minh tỉnh", "Tỉnh đoàn Hòa Xuân"),
        ("Huyện đoàn", "Đoàn Thanh niên huyện Sông Mơ"),
        ("Thống đốc Ngân hàng Nhà nước Việt Nam", "Ngân hàng Nhà nước Việt Nam"),
        ("Chánh án Tòa án nhân dân tỉnh", "Tòa án nhân dân tỉnh Hòa Xuân"),
        ("Tập đoàn VNPT", "Tập đoàn Bưu chính Viễn thông Việt Nam"),
        ("Tiến sĩ Trần Văn An, Cục trưởng Cục Thú y", "Cục Thú y"),
        ("UBND huyện Sông M’Lao", "UBND huyện Sông M'Lao"),
    ],
)
def test_the_same_office_in_other_words(written: str, ours: str) -> None:
    assert membership(written, ours) is Match.SAME


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("UBND các xã, thị trấn", COMMUNE),
        ("các xã, phường, thị trấn", COMMUNE),
        ("Chủ tịch UBND các xã, thị trấn", COMMUNE),
        ("UBND cấp xã", COMMUNE),
        ("UBND các xã, thị trấn trên địa bàn huyện", "UBND thị trấn Mơ"),
        ("Ủy ban nhân dân các huyện, thành phố", "UBND huyện Sông Mơ"),
        ("các tỉnh, thành phố trực thuộc Trung ương", "UBND tỉnh Bắc Hải"),
        ("Giám đốc các sở, thủ trưởng các ban, ngành", "Sở Y tế"),
        ("các sở, ban, ngành tỉnh", "Sở Nội vụ"),
        ("Các cơ quan chuyên môn huyện", "Phòng Tài chính - Kế hoạch"),
        ("các cơ quan chuyên môn cấp huyện", "Phòng Nội vụ huyện Sông Mơ"),
        ("Giám đốc các bệnh viện trong tỉnh", "Bệnh viện Đa khoa tỉnh Bắc Hải"),
        ("Giám đốc trung tâm y tế huyện, thị, thành phố", "Trung tâm Y tế thị xã Lau"),
        ("Bệnh viện đa khoa, Trung tâm y tế các huyện", "Trung tâm Y tế huyện Sông Mơ"),
        ("Trưởng phòng GD&ĐT các quận, huyện", "Phòng Giáo dục và Đào tạo quận 1"),
        ("các cơ sở khám, chữa bệnh", "Bệnh viện Mắt"),
        ("Các bệnh biện đa khoa công lập và ngoài công lập trong tỉnh", "Bệnh viện Đa khoa huyện Sông Mơ"),
        ("Đảng ủy - UBND các xã", COMMUNE),
        ("HĐND và UBND các xã, thị trấn", COMMUNE),
        ("Các Khoa, Phòng ban", "Phòng Đào tạo"),
        ("Thủ trưởng, Chủ tịch CĐCS trường THPT, Cao đẳng", "Trường Trung học phổ thông Gò Sậy"),
        ("cơ sở giáo dục trung học", "Trường THCS Gò Sậy"),
        ("Văn phòng (phòng Tổ chức) các sở, cơ quan thuộc UBND tỉnh", "Văn phòng Sở Y tế"),
        ("Công đoàn giáo dục các cấp", "Công đoàn Giáo dục quận 1"),
        ("các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", "Ngân hàng Nhà nước Việt Nam"),
        ("UBND cấp tỉnh", "UBND tỉnh Hòa Xuân"),
        ("các đoàn thể", "Hội Nông dân huyện Sông Mơ"),
        ("Đoàn Luật sư của 02 tỉnh (Hòa Xuân, Bắc Hải)", "Đoàn Luật sư tỉnh Hòa Xuân"),
        ("các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", "Đài Tiếng nói Việt Nam"),
        ("UBND các xã/phường/thị trấn", COMMUNE),
        ("Đoàn Thanh niên cộng sản Hồ Chí Minh tỉnh/thành phố", "Tỉnh đoàn Hòa Xuân"),
        ("các viện nghiên cứu", "Viện Cây ăn quả"),
        ("Ban Chấp hành Hội Công chứng viên lâm thời", "Hội Công chứng viên"),
    ],
)
def test_a_class_has_the_office_as_member(written: str, ours: str) -> None:
    assert membership(written, ours) is Match.MEMBER


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("UBND xã Gò Sậy", COMMUNE),
        ("UBND huyện Sông Mơ", COMMUNE),
        ("UBND các huyện, thành phố", COMMUNE),
        ("Các cơ quan chuyên môn huyện", COMMUNE),
        ("Công an các xã", COMMUNE),
        ("Hợp tác xã Bến Lau", COMMUNE),
        ("Các chủ thể có sản phẩm mới", COMMUNE),
        ("các bệnh viện", "Trung tâm Y tế huyện Sông Mơ"),
        ("Phòng Y tế huyện Gò Cao", "Phòng Y tế huyện Sông Mơ"),
        ("các sở, ban, ngành", "UBND tỉnh Bắc Hải"),
        ("Các sở, ban, ngành thuộc UBND tỉnh", "UBND huyện Sông Mơ"),
        ("cơ sở giáo dục đại học", "Trường THPT Gò Sậy"),
        ("Sở Ngoại vụ", "Sở Nội vụ"),
        ("Văn phòng HĐND và UBND huyện", "UBND huyện Sông Mơ"),
        ("các huyện", "UBND thành phố Hải Phòng"),
        ("Trường Tiểu học và THCS bán trú số 1", "Trường Tiểu học và THCS bán trú số 2"),
        ("Cơ quan Thanh tra, giám sát ngân hàng", "Cục Thanh tra, giám sát ngân hàng khu vực 2"),
    ],
)
def test_another_office_or_class_is_not_ours(written: str, ours: str) -> None:
    assert membership(written, ours) is Match.OTHER


@pytest.mark.parametrize(
    "written", ["các đơn vị có liên quan", "UBND các xã có rừng", "các địa phương được chọn", "các đơn vị"]
)
def test_what_a_name_leaves_open_is_not_guessed(written: str) -> None:
    assert membership(written, COMMUNE) is Match.UNCLEAR


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("giám đốc sở giáo dục và đào tạo đăng cai tổ chức Hội thi", "Sở Giáo dục và Đào tạo"),
        ("các trường đại học ngoài công lập", "Trường Đại học Sông Mơ"),
        ("Bệnh viện đa khoa tuyến tỉnh, huyện", "Bệnh viện Đa khoa tỉnh Bắc Hải"),
        ("Ban Chủ nhiệm Đoàn Luật sư (mới)", "Đoàn Luật sư tỉnh Hòa Xuân"),
        ("các Bộ, cơ quan trung ương chủ dự án thành phần", "Bộ Y tế"),
        ("các đồng chí", "Sở Nội vụ"),
        ("các Sở Giáo dục và Đào tạo", "Sở Giáo dục, Khoa học và Công nghệ tỉnh Hòa Xuân"),
        ("UBND xã Bến Láu", COMMUNE),  # a mark is easily misread
        ("các tỉnh", "UBND thành phố Hải Phòng"),  # or only those called so
        ("UBND các xã", "UBND phường Gò Sậy"),
        ("UBND các xã trong vùng dịch", COMMUNE),
        ("các Đoàn Luật sư trước khi được hợp nhất", "Đoàn Luật sư tỉnh Hòa Xuân"),
        ("Đoàn Luật sư tại các tỉnh, thành phố thực hiện sáp nhập", "Đoàn Luật sư tỉnh Hòa Xuân"),
        ("Các chủ đầu tư hạ tầng", "Công ty Cổ phần BNM"),
        ("Công đoàn giáo dục các cấp", "Công đoàn cơ sở Trường THPT Gò Sậy"),
        ("Trung tâm Chăm sóc sức khỏe sinh sinh sản", "Trung tâm Chăm sóc sức khỏe sinh sản tỉnh Hòa Xuân"),
    ],
)
def test_who_is_only_described_may_be_ours(written: str, ours: str) -> None:
    assert membership(written, ours) is Match.UNCLEAR


@pytest.mark.parametrize(("names", "match"), words_of("membership").items())
def test_how_a_name_stands_to_ours(names: str, match: str) -> None:
    written, _, ours = names.partition(" | ")
    assert membership(written, ours) is Match(match)


def test_a_team_of_ours_may_be_ours() -> None:
    assert membership("Tổ kỹ thuật Công an tỉnh", "Công an tỉnh Hòa Xuân") is Match.PART
    assert membership("Tổ giúp việc UBND xã", COMMUNE) is not Match.PART


def test_the_rest_of_a_class_is_not_guessed() -> None:
    assert membership("UBND các xã còn lại", COMMUNE) is Match.REMAINDER


def test_tasks_of_our_class_and_our_part_in_other_tasks() -> None:
    found = tasks_for_office(water_letter(), COMMUNE)
    assert [(ours.task.id, ours.role) for ours in found] == [
        ("1", "lead"),
        ("2", "lead"),
        ("3", "coordinate"),
    ]


def test_each_way_of_being_ours_has_its_reason() -> None:
    assert set(load(OfficeRules).reasons) == {match.value for match in Match} - {"other"}


def test_the_reason_quotes_the_letter() -> None:
    found = tasks_for_office(water_letter(), COMMUNE)
    assert found[0].reason == "UBND xã Bến Lau thuộc “UBND các xã, thị trấn”"


def test_vague_assignees_are_listed_apart() -> None:
    assert [found.task.id for found in possible_tasks(water_letter(), COMMUNE)] == ["4"]


def test_a_described_assignee_is_only_possible() -> None:
    described = task(1, "Báo cáo.", [office("UBND xã chưa có trạm bơm", "described")])
    letter = water_letter(tasks=[described])
    assert tasks_for_office(letter, COMMUNE) == []
    assert [found.task.id for found in possible_tasks(letter, COMMUNE)] == ["1"]


def test_a_short_name_takes_the_name_of_the_issuer() -> None:
    letter = water_letter(tasks=[task(1, "Tổng hợp.", [office("Văn phòng Sở")])])
    letter.header.issuer = "Sở Y tế"
    assert len(tasks_for_office(letter, "Văn phòng Sở Y tế")) == 1
    assert tasks_for_office(letter, "Văn phòng Sở Nội vụ") == []


def test_units_under_a_department_are_no_peoples_committees() -> None:
    assert membership("các đơn vị trực thuộc ngành Y tế", COMMUNE) is Match.OTHER
    assert membership("các đơn vị trực thuộc ngành Y tế", "Bệnh viện Mắt") is Match.UNCLEAR


def test_everybody_is_not_the_issuer() -> None:
    letter = water_letter(tasks=[task(1, "Báo cáo.", [office("các đơn vị")])], addressees=[])
    assert possible_tasks(letter, "UBND huyện Sông Mơ") == []


def test_a_name_without_the_country_is_of_the_country_in_a_letter_from_the_centre() -> None:
    asked = [task(1, "Quy định.", [office("Thống đốc Ngân hàng Nhà nước")])]
    from_centre = of_district(asked, issuer="Thủ tướng Chính phủ", place="Hà Nội")
    assert ids(tasks_for_office(from_centre, "Ngân hàng Nhà nước Việt Nam")) == ["1"]


def test_a_name_without_its_school_is_of_the_school_that_wrote() -> None:
    letter = of_district([task(1, "Trực.", [office("Hội Sinh viên")])], issuer="Trường Đại học Sông Mơ")
    assert ids(tasks_for_office(letter, "Hội Sinh viên Trường Đại học Sông Mơ")) == ["1"]
    assert tasks_for_office(letter, "Hội Sinh viên Trường Đại học Gò Cao") == []


def test_what_our_own_report_promises_may_be_ours() -> None:
    letter = of_district([task(1, "Tổ chức kiểm tra.", [])], doc_type="Báo cáo")
    assert ids(possible_tasks(letter, "UBND huyện Thác Bà Hai")) == ["1"]
    assert possible_tasks(letter, "UBND xã Mường Pha", "UBND huyện Thác Bà Hai") == []


def test_a_union_is_no_office_under_the_peoples_committee() -> None:
    asked = [task(1, "Lập danh sách.", [office("các sở, cơ quan thuộc UBND tỉnh", "class")])]
    letter = of_district(asked, issuer="UBND tỉnh Hòa Xuân", place="Hòa Xuân")
    addressed = letter.model_copy(
        update={"addressees": [office("Liên đoàn Lao động tỉnh"), office("Các sở, cơ quan thuộc UBND tỉnh")]}
    )
    assert tasks_for_office(addressed, "Liên đoàn Lao động tỉnh Hòa Xuân") == []
    assert ids(tasks_for_office(addressed, "Sở Y tế", "UBND tỉnh Hòa Xuân")) == ["1"]


def test_everybody_may_be_an_office_that_is_perhaps_addressed() -> None:
    letter = of_district([task(1, "Báo cáo.", [office("Thủ trưởng đơn vị")])], issuer="Sở Y tế", place="Hòa Xuân")
    misprinted = letter.model_copy(
        update={"addressees": [office("Trung tâm Chăm sóc sức khỏe sinh sinh sản"), office("Bệnh viện Mắt")]}
    )
    ours = "Trung tâm Chăm sóc sức khỏe sinh sản tỉnh Hòa Xuân"
    assert ids(possible_tasks(misprinted, ours, "Sở Y tế tỉnh Hòa Xuân")) == ["1"]


def of_district(tasks: list[Task], **changes: object) -> Letter:
    """A decision of UBND huyện Thác Bà Hai, without addressees."""
    letter = water_letter(tasks=tasks, addressees=[])
    header = {"issuer": "UBND huyện Thác Bà Hai", "issuer_parent": None, "place": "Thác Bà Hai"} | changes
    return letter.model_copy(update={"header": letter.header.model_copy(update=header)})


TO_COMMUNES = [task(1, "Rà soát.", [office("UBND các xã", "class")]), task(2, "Lập.", [office("Phòng Y tế")])]


def ids(found: list[OurTask]) -> list[str]:
    return [ours.task.id for ours in found]


@pytest.mark.parametrize(
    ("name", "parent", "ours"),
    [
        ("UBND xã Mường Pha", "UBND huyện Thác Bà Hai", ["1"]),
        ("UBND xã Mường Pha", None, ["1"]),
        ("UBND xã Bản Mây", "UBND huyện Suối Vàng", []),
        ("Phòng Y tế", "UBND huyện Thác Bà Hai", ["2"]),
        ("Phòng Y tế huyện Thác Bà Hai", None, ["2"]),
        ("Phòng Y tế", "UBND huyện Suối Vàng", []),
        ("Phòng Y tế huyện Thác Bá Hai", None, ["2"]),  # marks are often misread
    ],
)
def test_names_without_a_place_are_those_of_the_writers_land(
    name: str, parent: str | None, ours: list[str]
) -> None:
    letter = of_district(TO_COMMUNES)
    assert ids(tasks_for_office(letter, name, parent)) == ours
    assert possible_tasks(letter, name, parent) == []


def test_a_name_with_its_place_is_meant_wherever_the_letter_comes_from() -> None:
    letter = of_district([task(1, "Trả lời.", [office("Sở Y tế tỉnh Hòa Xuân")])], issuer="Sở Y tế tỉnh Bắc Hải")
    assert ids(tasks_for_office(letter, "Sở Y tế", "UBND tỉnh Hòa Xuân")) == ["1"]
    assert tasks_for_office(letter, "Sở Y tế", "UBND tỉnh Bắc Hải") == []


def test_a_department_is_of_the_province_that_stands_before_the_day() -> None:
    letter = of_district([task(1, "Nộp.", [office("Chi cục Thú y")])], issuer="Sở Nội vụ", place="Bắc Hải")
    assert ids(tasks_for_office(letter, "Chi cục Thú y", "UBND tỉnh Bắc Hải")) == ["1"]
    assert tasks_for_office(letter, "Chi cục Thú y", "UBND tỉnh Hòa Xuân") == []


def test_units_of_the_issuer_are_ours_where_it_is_above_us() -> None:
    letter = of_district(
        [task(1, "Báo cáo.", [office("các đơn vị trực thuộc", "class")])], issuer="Sở Y tế", place="Hòa Xuân"
    )
    under, inside = "Bệnh viện Mắt", "Văn phòng Sở Y tế"
    assert ids(tasks_for_office(letter, under, "Sở Y tế tỉnh Hòa Xuân")) == ["1"]
    assert tasks_for_office(letter, under, "Sở Y tế tỉnh Bắc Hải") == []
    assert tasks_for_office(letter, inside, "Sở Y tế tỉnh Hòa Xuân") == []
    assert ids(possible_tasks(letter, inside, "Sở Y tế tỉnh Hòa Xuân")) == ["1"]


def test_a_plan_that_names_nobody_may_mean_those_under_its_issuer() -> None:
    letter = of_district([task(1, "Tổ chức tuyên truyền.", [])])
    found = possible_tasks(letter, "UBND xã Mường Pha", "UBND huyện Thác Bà Hai")
    assert ids(found) == ["1"]
    assert "không nêu ai" in found[0].reason
    assert possible_tasks(letter, "UBND xã Bản Mây", "UBND huyện Suối Vàng") == []


@pytest.mark.parametrize(
    "doc_type",
    [
        "Biên bản", "Báo cáo", "Giấy giới thiệu", "Giấy nghỉ phép",
        "Hợp đồng", "Phiếu gửi", "Thư công", "Tờ trình",
    ],
)  # fmt: skip
def test_a_paper_that_gives_no_tasks_to_others_means_nobody(doc_type: str) -> None:
    letter = of_district([task(1, "Tổ chức tuyên truyền.", [])], doc_type=doc_type)
    assert possible_tasks(letter, "UBND xã Mường Pha", "UBND huyện Thác Bà Hai") == []


def test_a_class_of_ours_is_only_possible_where_kinh_gui_leaves_us_out() -> None:
    letter = of_district(TO_COMMUNES).model_copy(update={"addressees": [office("UBND xã Gò Sậy")]})
    found = possible_tasks(letter, "UBND xã Mường Pha", "UBND huyện Thác Bà Hai")
    assert ids(found) == ["1"]
    assert "Kính gửi" in found[0].reason


def test_the_old_name_of_a_merged_office_is_possible() -> None:
    old = office("UBND xã Gò Sậy").model_copy(update={"since_2025": COMMUNE})
    letter = of_district([task(1, "Báo cáo.", [old])], issuer="Bộ Nội vụ", place="Hà Nội")
    assert ids(possible_tasks(letter, COMMUNE)) == ["1"]


def test_the_unit_of_another_house_is_not_ours() -> None:
    letter = of_district(
        [task(1, "Lập.", [office("Phòng Đào tạo")])], issuer="Trường Đại học Sông Mơ", place="Hòa Xuân"
    )
    assert ids(tasks_for_office(letter, "Phòng Đào tạo", "Trường Đại học Sông Mơ")) == ["1"]
    assert tasks_for_office(letter, "Phòng Đào tạo", "Trường Đại học Bắc Hải") == []


def test_our_name_may_hold_the_province_without_its_level() -> None:
    letter = of_district(
        [task(1, "Trả lời.", [office("Sở Y tế tỉnh Hòa Xuân")])], issuer="Bộ Y tế", place="Hà Nội"
    )
    assert ids(tasks_for_office(letter, "Sở Y tế Hòa Xuân", "UBND tỉnh Hòa Xuân")) == ["1"]


def test_after_the_merger_of_provinces_it_is_left_to_a_person() -> None:
    letter = of_district(
        [task(1, "Báo cáo.", [office("các sở", "class")])], issuer="UBND tỉnh Lâm Đồng", place=None
    )
    old, other = "UBND tỉnh Đắk Nông", "UBND tỉnh Kon Tum"
    assert tasks_for_office(letter, "Sở Y tế", old) == []
    assert ids(possible_tasks(letter, "Sở Y tế", old)) == ["1"]
    assert possible_tasks(letter, "Sở Y tế", other) == []


@pytest.mark.parametrize(
    ("name", "parent", "addressees", "concerned"),
    [
        ("UBND xã Mường Pha", "UBND huyện Thác Bà Hai", [], True),
        ("UBND xã Bản Mây", "UBND huyện Suối Vàng", [], False),
        ("UBND xã Mường Pha", "UBND huyện Thác Bà Hai", ["UBND xã Gò Sậy"], False),
        ("UBND xã Bản Mây", "UBND huyện Suối Vàng", ["UBND xã Bản Mây, huyện Suối Vàng"], True),
        ("UBND huyện Thác Bà Hai", None, ["UBND xã Gò Sậy"], True),
    ],
)
def test_whether_a_letter_without_a_task_of_ours_can_be_meant_for_us(
    name: str, parent: str | None, addressees: list[str], concerned: bool
) -> None:
    letter = of_district([]).model_copy(update={"addressees": [office(one) for one in addressees]})
    assert may_concern(letter, name, parent) is concerned


def test_each_name_of_a_letter_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def counted(written: str, ours: str) -> Match:
        told.append(written)
        return membership(written, ours)

    monkeypatch.setattr("docproc.reports.tasks.ours.membership", counted)
    names = ["các đơn vị liên quan", "UBND xã Gò Sậy"]
    letter = of_district([task(n, "Lập.", [office(names[0], "vague"), office(names[1])]) for n in range(50)])
    letter = letter.model_copy(update={"addressees": [office("UBND xã Gò Sậy")]})
    tasks_for_office(letter, COMMUNE)
    assert sorted(told) == sorted(names)


def test_you_means_the_addressee() -> None:
    letter = whole_letter(["Sở Y tế tỉnh Hòa Xuân"])
    letter.tasks[0].lead[0].name = "Quý Sở"
    assert ids(tasks_for_office(letter, "Sở Y tế", "UBND tỉnh Hòa Xuân")) == ["1"]
    assert tasks_for_office(letter, "Sở Y tế", "UBND tỉnh Bắc Hải") == []


def whole_letter(addressees: list[str]) -> Letter:
    return water_letter(
        addressees=[office(name) for name in addressees],
        tasks=[task(1, "Báo cáo số liệu.", [office("thủ trưởng các đơn vị", "class")])],
    )


def test_everybody_means_the_addressees() -> None:
    found = tasks_for_office(whole_letter(["Giám đốc các bệnh viện trong tỉnh"]), "Bệnh viện Mắt")
    assert [ours.task.id for ours in found] == ["1"]
    assert "Giám đốc các bệnh viện trong tỉnh" in found[0].reason


def test_everybody_leaves_out_who_is_not_addressed() -> None:
    letter = whole_letter(["Giám đốc các bệnh viện trong tỉnh"])
    assert tasks_for_office(letter, "Sở Nội vụ") == possible_tasks(letter, "Sở Nội vụ") == []


def test_everybody_without_addressees_is_only_possible() -> None:
    letter = whole_letter([])
    assert tasks_for_office(letter, "Sở Nội vụ") == []
    assert len(possible_tasks(letter, "Sở Nội vụ")) == 1


def test_a_task_without_assignee_is_for_the_addressees() -> None:
    letter = water_letter(tasks=[task(1, "Gửi báo cáo.", [])])
    assert [ours.role for ours in tasks_for_office(letter, COMMUNE)] == ["lead"]
    assert tasks_for_office(letter, "Sở Y tế") == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_names_can_be_compared(written: str, ours: str) -> None:
    assert membership(written, ours) in Match
    assert isinstance(same_office(written, ours), bool)
    assert take_apart(written).key == key_of(written)


@given(*(st.text(max_size=30) for _ in range(5)))
def test_any_letter_can_be_asked_by_any_office(
    name: str, parent: str, issuer: str, above: str, lead: str
) -> None:
    letter = of_district([task(1, "Báo cáo.", [office(lead)])], issuer=issuer, issuer_parent=above, place=issuer)
    sure = ids(tasks_for_office(letter, name, parent))
    assert not set(sure) & set(ids(possible_tasks(letter, name, parent)))
