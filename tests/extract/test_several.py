"""Several letters in one file, annexes, typed instructions, and what digital signatures tell about the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from printed import FOOT, HEAD, boxed, letter_of, names, page_of

from docproc.extract.assemble.instructions import read_instructions
from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.extract.assemble.signatures import date_from_signatures
from docproc.language.plain import text_page
from docproc.letter import DigitalSignature, Evidence, Header, Letter
from docproc.page import Annotation, Box, Page, Word
from docproc.reading.tables import table_line

PASSED_ON = """BỘ THỦY LỢI MIỀN NÚI
Số: 77/BTLMN-ĐĐ
V/v kiểm tra đập trước mùa lũ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 02 tháng 5 năm 2024
Kính gửi: Ủy ban nhân dân các tỉnh
Bộ Thủy lợi miền núi đề nghị Ủy ban nhân dân các tỉnh kiểm tra các đập, báo cáo về Bộ trước ngày 01/6/2024.
Nơi nhận:
- Như trên;
- Lưu: VT.
BỘ TRƯỞNG
Mai Văn Tường"""
FIRST = "\n".join([HEAD, "Đề nghị các phòng, ban rà soát hồ chứa, báo cáo trước ngày 20/5/2024.", FOOT])


def test_a_second_letterhead_starts_an_attachment() -> None:
    letter = letter_of(FIRST, PASSED_ON)
    assert (letter.header.number, letter.header.symbol) == ("642", "UBND-NN")
    attached = letter.attachments[0]
    assert (attached.header.number, attached.header.symbol) == ("77", "BTLMN-ĐĐ")
    assert (attached.first_page, attached.last_page) == (2, 2)
    assert (attached.signer.name, names(attached.addressees)) == ("Mai Văn Tường", ["Ủy ban nhân dân các tỉnh"])


def test_tasks_of_an_attachment_are_marked_and_counted_on() -> None:
    letter = letter_of(FIRST, PASSED_ON)
    assert [(t.id, t.attachment) for t in letter.tasks] == [("1", False), ("2", True)]
    assert letter.attachments[0].task_ids == ["2"]


def test_a_page_of_handwriting_between_two_letters_belongs_to_the_first() -> None:
    letter = letter_of(FIRST, "Chuyển anh Ba xem\nGấp", PASSED_ON)
    assert letter.header.number == "642"
    assert [a.first_page for a in letter.attachments] == [3]


def test_an_annex_without_a_letterhead_is_no_letter() -> None:
    letter = letter_of(FIRST, "PHỤ LỤC\nDANH SÁCH HỒ CHỨA\n1. Hồ Nà Pán\n2. Hồ Bản Mây")
    assert letter.attachments == []
    assert len(letter.tasks) == 1


def table(*rows: tuple[str, ...]) -> Page:
    """A page of plain text with a table of assignment."""
    cells = [[tuple(Word(word) for word in cell.split()) for cell in row] for row in rows]
    title = text_page(2, "PHỤ LỤC PHÂN CÔNG NHIỆM VỤ").lines
    return Page(2, 0, 0, (*title, *(table_line(row, ()) for row in cells)), "text", "")


def test_a_table_in_an_annex_assigns_too() -> None:
    annex = table(
        ("STT", "Nội dung công việc", "Chủ trì", "Thời hạn hoàn thành"),
        ("1", "Nạo vét kênh Nà Pán", "UBND xã Bản Mây", "Trước ngày 15/6/2024"),
    )
    letter = letter_from_pages([text_page(1, FIRST), annex], "a.pdf", 2)
    task = letter.tasks[1]
    assert (task.text, names(task.lead), task.attachment) == ("Nạo vét kênh Nà Pán", ["UBND xã Bản Mây"], True)
    assert task.deadline is not None
    assert task.deadline.date == date(2024, 6, 15)


def test_doubts_about_an_attachment_name_it() -> None:
    letter = letter_of(FIRST, PASSED_ON.replace("Mai Văn Tường", ""))
    assert "attachments[0].signer.name" in {doubt.field for doubt in letter.doubts}


def instruction(text: str, written: str | None = "D:20240507081500+07'00'") -> Annotation:
    return Annotation(1, text, Box(10, 20, 110, 60), "Chánh Văn phòng", written)


def test_an_instruction_keeps_its_words_apart_and_has_tasks_of_its_own() -> None:
    typed = "1. Phòng Nông nghiệp tham mưu kế hoạch trước ngày 15/5;\n2. Cô Mỷ sao gửi các xã."
    made = letter_from_pages([text_page(1, FIRST)], "a.pdf", 1, annotations=(instruction(typed),))
    assert len(made.tasks) == 1
    given = made.instructions[0]
    assert (given.author, given.written, given.page) == ("Chánh Văn phòng", "2024-05-07T08:15", 1)
    assert [names(task.lead) for task in given.tasks] == [["Phòng Nông nghiệp"], ["Cô Mỷ"]]
    assert given.tasks[0].deadline is not None
    assert given.tasks[0].deadline.date == date(2024, 5, 15)


def test_days_of_an_instruction_count_from_the_day_it_was_written() -> None:
    given = read_instructions(
        (instruction("Phòng Y tế báo cáo trước ngày 15/01.", "D:20231220"),), date(2023, 12, 1)
    )
    assert given[0].tasks[0].deadline is not None
    assert given[0].tasks[0].deadline.date == date(2024, 1, 15)


def test_a_broken_day_of_writing_is_left_out() -> None:
    assert read_instructions((instruction("Chuyển Phòng Y tế.", "D:20241399"),), None)[0].written is None


# --- the day of issue ---

LINE = Evidence(page=1, text="Suối Vàng, ngày    tháng 5 năm 2024", confidence=0.9)


def header(day: date | None = None, issuer: str = "Sở Y tế") -> Header:
    return Header(issuer=issuer, issue_date=day, evidence={"issue_date": [LINE]})


def signed(day: str, signer: str = "Sở Y tế", zone: str = "+07:00") -> DigitalSignature:
    return DigitalSignature(signer=signer, organisation="Tỉnh Suối Vàng", signed_at=f"{day}T10:00:00{zone}")


def test_the_day_comes_from_the_issuers_signature_with_a_doubt() -> None:
    found, doubts = date_from_signatures(header(), (signed("2024-05-14"),))
    assert found.issue_date == date(2024, 5, 14)
    assert [doubt.code for doubt in doubts] == ["date_from_signature"]


def test_a_portal_that_publishes_the_letter_tells_no_day() -> None:
    found, doubts = date_from_signatures(header(), (signed("2024-05-14", "Cổng thông tin điện tử"),))
    assert (found.issue_date, doubts) == (None, [])


def test_a_signature_of_another_month_tells_no_day() -> None:
    assert date_from_signatures(header(), (signed("2024-06-01"),))[0].issue_date is None


def test_signatures_of_two_days_tell_no_day() -> None:
    found, _doubts = date_from_signatures(header(), (signed("2024-05-14"), signed("2024-05-15")))
    assert found.issue_date is None


def test_an_hour_that_may_be_of_either_day_tells_no_day() -> None:
    late = DigitalSignature(signer="Sở Y tế", signed_at="2024-05-14T18:30:00+00:00")
    assert date_from_signatures(header(), (late,))[0].issue_date is None


def test_a_day_long_before_the_signature_is_doubted() -> None:
    found, doubts = date_from_signatures(header(date(2024, 5, 1)), (signed("2024-05-28"),))
    assert found.issue_date == date(2024, 5, 1)
    assert [doubt.code for doubt in doubts] == ["date_differs"]


def test_a_printed_stamp_of_the_issuer_tells_the_day() -> None:
    noise = ("Người ký: Sở Y tế", "Email: syt@suoivang.example", "Thời gian ký: 14.05.2024", "10:44:57 +07:00")
    assert date_from_signatures(header(), (), noise)[0].issue_date == date(2024, 5, 14)


def test_a_printed_stamp_of_somebody_else_tells_nothing() -> None:
    noise = ("Người ký: Trung tâm Tin học", "Thời gian ký: 14.05.2024 10:44:57 +07:00")
    assert date_from_signatures(header(), (), noise)[0].issue_date is None


def test_times_of_box_14_tell_the_day() -> None:
    noise = ("2024-05-14T10:44:57+0700", "2024-05-14T10:50:02+0700")
    assert date_from_signatures(header(), (), noise)[0].issue_date == date(2024, 5, 14)


def test_readable_digits_of_the_day_choose_between_two_signatures() -> None:
    line = Evidence(page=1, text="Suối Vàng, ngày /4 tháng 5 năm 2024")
    head = Header(issuer="Sở Y tế", evidence={"issue_date": [line]})
    noise = ("2024-05-13T21:45:54+0700", "2024-05-14T10:44:57+0700")
    assert date_from_signatures(head, (), noise)[0].issue_date == date(2024, 5, 14)


# --- a foot whose columns come interleaved ---


def interleaved() -> Page:
    lines = [boxed(text, 80, 60 + 16 * n) for n, text in enumerate(HEAD.splitlines())]
    lines += [boxed("Đề nghị các phòng, ban báo cáo UBND huyện kết quả kiểm tra hồ chứa.", 80, 400)]
    lines += [boxed("TL CHỦ TỊCH", 380, 640), boxed("Nơi nhận:", 80, 648), boxed("CHÁNH VĂN PHÒNG", 370, 656)]
    lines += [boxed("- Như trên;", 80, 664), boxed("Lò Văn Khải", 380, 720), boxed("- Lưu: VT.", 80, 728)]
    return page_of(*lines)


def test_columns_of_the_foot_are_told_by_their_place() -> None:
    letter: Letter = letter_from_pages([interleaved()], "a.pdf", 1)
    assert names(letter.recipients) == ["Như trên", "Lưu: VT"]
    assert (letter.signer.name, letter.signer.position) == ("Lò Văn Khải", "Chánh Văn phòng")


def test_the_letter_tells_how_a_page_was_turned_to_be_read() -> None:
    page = replace(text_page(1, FIRST), turned=90)
    assert [note.turned for note in letter_from_pages([page], "a.pdf", 1).page_notes] == [90]


def test_sixty_pages_of_letters_are_told_apart() -> None:
    def stacked(n: int) -> list[str]:
        first = FIRST.replace("642/UBND-NN", f"{n}/UBND-NN").replace("20/5/2024", f"{1 + n % 28:02}/6/2024")
        head, foot = first.split("\nNơi nhận:")
        return [head, f"2\nĐề nghị UBND xã số {n} báo cáo trước ngày {1 + n % 28:02}/7/2024.\nNơi nhận:{foot}"]

    letter = letter_of(*(page for n in range(1, 31) for page in stacked(n)))
    assert (letter.header.number, len(letter.attachments), len(letter.tasks)) == ("1", 29, 60)
    doubted = {doubt.field for doubt in letter.doubts if doubt.code == "another_letter"}
    assert doubted == {f"attachments[{n}]" for n in range(29)}
    assert "pages" not in {doubt.field for doubt in letter.doubts}
