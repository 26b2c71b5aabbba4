"""The parts that the templates share: head, title, addressees, tables, foot.

Numbers in brackets are the boxes (ô) of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from nd30_word import LEFT_COLUMN, RIGHT_COLUMN, add, set_widths, write

Lines = Iterable[tuple[str, str]]

# [9a] one addressee on the line of "Kính gửi:", several in a list below it.
ADDRESSEES = (
    ("Kính gửi", "{%p if noi_gui|length == 1 %}"),
    ("Kính gửi", "Kính gửi: {{ noi_gui[0] }}"),
    ("Kính gửi", "{%p else %}"),
    ("Kính gửi", "Kính gửi:"),
    ("Kính gửi", "{%p for noi in noi_gui %}"),
    ("Kính gửi danh sách", "- {{ noi | cuoi_dong(loop.last) }}"),
    ("Kính gửi", "{%p endfor %}"),
    ("Kính gửi", "{%p endif %}"),
)
CARRYING_OUT = "{{ van_ban.thuc_hien | chu_dau_hoa }} {{ van_ban | trich_dan }}, "
HEADER_CHECKS = (
    ("Nội dung", "{%p for dau in van_ban.kiem_tra %}"),
    ("Nội dung", "{{ dau }}"),
    ("Nội dung", "{%p endfor %}"),
)
POSSIBLE_TASKS = (
    ("Nội dung", "{%p if co_the %}"),
    ("Mục", "Nhiệm vụ có thể liên quan (cần kiểm tra)"),
    ("Nội dung", "{%p for viec in co_the %}"),
    ("Nội dung", "- “{{ viec.noi_dung }}” {{ viec.ly_do | can_kiem_tra }}"),
    ("Nội dung", "{%p endfor %}"),
    ("Nội dung", "{%p endif %}"),
)
OTHER_RECIPIENTS = "- {{ 'nơi nhận khác (nếu có)' | can_bo_sung }};"


def lines(document: WordDocument, texts: Lines) -> None:
    """Paragraphs, each with the name of its style; one that follows a table keeps its distance."""
    after_table = len(document.element.body) > 1 and document.element.body[-2].tag == qn("w:tbl")
    for style, text in texts:
        paragraph = add(document, style, text)
        if after_table and not text.startswith("{%"):
            after_table = False
            if style == "Nội dung":
                paragraph.paragraph_format.space_before = Pt(6)


def title(document: WordDocument, kind: str, subject: str) -> None:
    """Box 5a and its rule."""
    lines(document, (("Tên loại", kind), ("Trích yếu", subject), ("Kẻ trích yếu", "")))


def head(
    document: WordDocument,
    *,
    number: str = "Số:      /{{ ky_hieu }}",
    place: str = "{{ dia_danh }}, {{ ngay_thang }}",
    subject: str | None = None,
) -> None:
    """Boxes 1 to 4 in a table without borders; `subject` is box 5b, below the number of a công văn."""
    made = document.add_table(2, 2)
    set_widths(made, (LEFT_COLUMN, RIGHT_COLUMN), borders=False)
    (office, motto), (left, right) = (row.cells for row in made.rows)
    write(office, "Cơ quan chủ quản", "{{ co_quan_chu_quan | in_hoa }}")
    write(office, "Cơ quan ban hành", "{{ co_quan_dong | in_hoa_dong }}")
    write(office, "Kẻ cơ quan", "")
    write(motto, "Quốc hiệu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    write(motto, "Tiêu ngữ", "Độc lập - Tự do - Hạnh phúc")
    write(motto, "Kẻ tiêu ngữ", "")
    write(left, "Số ký hiệu", number)
    if subject is not None:
        write(left, "Trích yếu công văn", subject)
    write(right, "Địa danh ngày tháng", place)


def table(
    document: WordDocument, name: str | None, columns: tuple[tuple[str, int, str], ...], items: str = "nhiem_vu"
) -> None:
    """A ruled table with a row for each `viec` of `items`; columns are heading, width in mm, contents."""
    if name is not None:
        add(document, "Tên bảng", name).paragraph_format.keep_with_next = True
    made = document.add_table(4, len(columns))
    set_widths(made, tuple(width for _, width, _ in columns), borders=True)
    for cell, (heading, _, _) in zip(made.rows[0].cells, columns, strict=True):
        write(cell, "Đầu bảng", heading)
    write(made.rows[1].cells[0], "Ô bảng", f"{{%tr for viec in {items} %}}")
    for cell, (_, _, text) in zip(made.rows[2].cells, columns, strict=True):
        write(cell, "Ô bảng", text)
    write(made.rows[3].cells[0], "Ô bảng", "{%tr endfor %}")
    made.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for row in made.rows:
        row._tr.get_or_add_trPr().insert(0, parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))


def quoted_task(document: WordDocument) -> None:
    """One of our tasks, quoted, with what the letter says of it; the result is for a person to write."""
    heading = add(document, "Nội dung", "")
    heading.add_run("{{ loop.index }}. Nhiệm vụ{% if viec.giao %} giao {{ viec.giao }}{% endif %}:").bold = True
    heading.add_run(" “{{ viec.noi_dung }}”")
    for text in (
        "{%p for dau in viec.kiem_tra %}",
        "{{ dau }}",
        "{%p endfor %}",
        "{%p if viec.vai_tro != 'chủ trì' %}",
        "- Vai trò của {{ co_quan }}: {{ viec.vai_tro | ket_cau }}",
        "{%p endif %}",
        "{%p if viec.thoi_han %}",
        "- Thời hạn: {{ viec.thoi_han | chu_dau_thuong | ket_cau }}",
        "{%p endif %}",
        "{%p if viec.phoi_hop %}",
        "- Cơ quan phối hợp: {{ viec.phoi_hop | ket_cau }}",
        "{%p endif %}",
        "{%p if viec.san_pham %}",
        "- Sản phẩm: {{ viec.san_pham | ket_cau }}",
        "{%p endif %}",
        "{%p if viec.noi_nhan %}",
        "- Nơi nhận kết quả: {{ viec.noi_nhan | ket_cau }}",
        "{%p endif %}",
        "- Kết quả thực hiện: {{ 'kết quả, số liệu, sản phẩm, minh chứng' | can_bo_sung }}",
        "{%p endfor %}",
    ):
        paragraph = add(document, "Nội dung", text)
        if text.startswith("- ") and "can_bo_sung" not in text:  # the result stays with what it answers
            paragraph.paragraph_format.keep_with_next = True


def _keep_end_of_text(document: WordDocument) -> None:
    """The last sentence and the paragraph before it stay with the signature: it never stands alone on a page."""
    printed = [paragraph for paragraph in document.paragraphs if not paragraph.text.startswith("{%")]
    for paragraph in printed[-2:]:
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.keep_together = True


def foot(document: WordDocument, recipients: Iterable[str]) -> None:
    """Boxes 9b, 7a, 7b in a table without borders that stays on one page, with the end of the text before it."""
    _keep_end_of_text(document)
    made = document.add_table(1, 2)
    set_widths(made, (LEFT_COLUMN, RIGHT_COLUMN), borders=False)
    made.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    left, right = made.rows[0].cells
    write(left, "Nơi nhận", "Nơi nhận:")
    for line in recipients:
        write(left, "Nơi nhận danh sách", line)
    for line in ("{%p for dong in chuc_vu %}", "{{ dong | in_hoa }}", "{%p endfor %}"):
        write(right, "Chức vụ", line)
    for _ in range(5):
        write(right, "Họ tên", "")
