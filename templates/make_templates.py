"""Build the Word templates that docproc ships, the same bytes of XML each time.

Run `python templates/make_templates.py [FOLDER]` after a change here; offices change a copy of the .docx in
Word instead. Forms: Nghị định 30/2020/NĐ-CP, Phụ lục III (Mẫu 1.4, 1.5) and Phụ lục IV (phiếu giải quyết văn
bản đến); what all share is in nd30_parts.py,
styles and sizes in nd30_word.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from docx.document import Document as WordDocument
from nd30_parts import (
    ADDRESSEES,
    CARRYING_OUT,
    HEADER_CHECKS,
    OTHER_RECIPIENTS,
    POSSIBLE_TASKS,
    foot,
    head,
    lines,
    quoted_task,
    table,
    title,
)
from nd30_word import blank_document, save


def build_reply() -> WordDocument:
    """Báo cáo kết quả thực hiện (Mẫu 1.4, BC)."""
    document = blank_document("Báo cáo kết quả thực hiện")
    head(document)
    title(document, "BÁO CÁO", "Kết quả {{ van_ban.thuc_hien }} {{ van_ban | trich_dan }}")
    lines(
        document,
        (
            *ADDRESSEES,
            ("Nội dung", CARRYING_OUT + "{{ co_quan }} báo cáo kết quả như sau:"),
            *HEADER_CHECKS,
            ("Phần", "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI"),
            ("Nội dung", "{{ 'văn bản đã ban hành; việc quán triệt, phân công, kiểm tra' | can_bo_sung }}"),
            ("Phần", "II. KẾT QUẢ THỰC HIỆN"),
            ("Nội dung", "{%p set trinh_bay = 'đoạn' %}"),
            ("Nội dung", "{%p if trinh_bay == 'đoạn' %}"),
            ("Nội dung", "{%p for viec in nhiem_vu %}"),
        ),
    )
    quoted_task(document)
    lines(document, (("Nội dung", "{%p elif nhiem_vu %}"),))
    table(
        document,
        "Bảng tổng hợp kết quả thực hiện nhiệm vụ",
        (
            ("TT", 11, "{{ loop.index }}"),
            ("Nhiệm vụ", 64, "{{ viec.noi_dung }}{% for dau in viec.kiem_tra %} {{ dau }}{% endfor %}"),
            ("Thời hạn", 30, "{{ (viec.thoi_han or 'không nêu') | chu_dau_hoa }}"),
            ("Kết quả", 38, "{{ 'kết quả, số liệu' | can_bo_sung }}"),
            ("Ghi chú", 22, ""),
        ),
    )
    lines(
        document,
        (
            ("Nội dung", "{%p endif %}"),
            *POSSIBLE_TASKS,
            ("Phần", "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"),
            ("Nội dung", "1. Tồn tại, hạn chế: {{ 'tồn tại, hạn chế' | can_bo_sung }}"),
            ("Nội dung", "2. Nguyên nhân: {{ 'nguyên nhân khách quan, chủ quan' | can_bo_sung }}"),
            ("Phần", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI"),
            ("Nội dung", "{{ 'phương hướng, nhiệm vụ thời gian tới' | can_bo_sung }}"),
            ("Phần", "V. KIẾN NGHỊ, ĐỀ XUẤT"),
            ("Nội dung", "{{ 'kiến nghị, đề xuất (nếu có)' | can_bo_sung }}"),
            (
                "Nội dung",
                "Trên đây là báo cáo kết quả {{ van_ban.thuc_hien }} {{ van_ban | trich_dan }}, "
                "{{ co_quan }} báo cáo {{ noi_gui_gop }} tổng hợp./.",
            ),
        ),
    )
    foot(document, ("- Như trên;", OTHER_RECIPIENTS, "- Lưu: VT."))
    return document


def build_plan() -> WordDocument:
    """Kế hoạch triển khai (Mẫu 1.4, KH)."""
    document = blank_document("Kế hoạch triển khai")
    head(document)
    title(document, "KẾ HOẠCH", "Triển khai {{ van_ban.thuc_hien }} {{ van_ban | trich_dan }}")
    lines(
        document,
        (
            (
                "Nội dung",
                CARRYING_OUT + "{{ co_quan }} ban hành Kế hoạch triển khai thực hiện như sau:",
            ),
            *HEADER_CHECKS,
            ("Phần", "I. MỤC ĐÍCH, YÊU CẦU"),
            (
                "Nội dung",
                "1. Mục đích: tổ chức thực hiện đầy đủ, đúng thời hạn các nhiệm vụ giao {{ co_quan }} tại "
                "{{ van_ban | trich_dan }}. {{ 'mục đích khác (nếu có)' | can_bo_sung }}",
            ),
            (
                "Nội dung",
                "2. Yêu cầu: xác định rõ người thực hiện, việc, thời gian, kết quả và trách nhiệm. "
                "{{ 'yêu cầu khác (nếu có)' | can_bo_sung }}",
            ),
            ("Phần", "II. NỘI DUNG THỰC HIỆN"),
            ("Nội dung", "{%p if nhiem_vu %}"),
        ),
    )
    table(
        document,
        "Bảng phân công nhiệm vụ",
        (
            ("STT", 12, "{{ loop.index }}"),
            ("Nội dung", 50, "{{ viec.noi_dung }}{% for dau in viec.kiem_tra %} {{ dau }}{% endfor %}"),
            (
                "Chủ trì",
                26,
                "{% if viec.vai_tro == 'chủ trì' %}{{ 'bộ phận, người chủ trì' | can_bo_sung }}"
                "{% else %}{{ viec.giao | chu_dau_hoa }}{% endif %}",
            ),
            (
                "Phối hợp",
                26,
                "{% if viec.vai_tro == 'chủ trì' %}{{ (viec.phoi_hop or ('phối hợp (nếu có)' | can_bo_sung)) "
                "| chu_dau_hoa }}{% else %}{{ 'bộ phận, người phối hợp' | can_bo_sung }}{% endif %}",
            ),
            ("Thời gian", 27, "{{ (viec.thoi_han or ('thời gian' | can_bo_sung)) | chu_dau_hoa }}"),
            ("Sản phẩm", 24, "{{ (viec.san_pham or ('sản phẩm' | can_bo_sung)) | chu_dau_hoa }}"),
        ),
    )
    lines(
        document,
        (
            ("Nội dung", "{%p endif %}"),
            *POSSIBLE_TASKS,
            ("Phần", "III. TỔ CHỨC THỰC HIỆN"),
            (
                "Nội dung",
                "1. Các bộ phận, cá nhân được phân công chủ trì tổ chức thực hiện đúng nội dung, thời gian tại "
                "Kế hoạch này; báo cáo kết quả về {{ 'bộ phận tổng hợp' | can_bo_sung }} trước ngày "
                "{{ 'ngày báo cáo nội bộ' | can_bo_sung }}.",
            ),
            (
                "Nội dung",
                "2. {{ 'bộ phận tổng hợp' | can_bo_sung }} theo dõi, đôn đốc, tổng hợp kết quả, tham mưu "
                "{{ co_quan }} báo cáo {{ noi_gui_gop }}.",
            ),
            (
                "Nội dung",
                "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các bộ phận, cá nhân kịp thời báo cáo "
                "{{ co_quan }} xem xét, điều chỉnh./.",
            ),
        ),
    )
    foot(
        document,
        (
            "{%p for noi in noi_gui %}",
            "- {{ noi }} (b/c);",
            "{%p endfor %}",
            "- {{ 'bộ phận, cá nhân thực hiện' | can_bo_sung }};",
            "- Lưu: VT.",
        ),
    )
    return document


def build_answer() -> WordDocument:
    """Công văn trả lời, cũng dùng để gửi kèm báo cáo (Mẫu 1.5)."""
    document = blank_document("Công văn trả lời")
    head(document, subject="V/v {{ trich_yeu }}")
    lines(
        document,
        (
            *ADDRESSEES,
            ("Nội dung", "{{ co_quan }} nhận được {{ van_ban | trich_dan }}."),
            *HEADER_CHECKS,
            ("Nội dung", "Sau khi xem xét, {{ co_quan }} có ý kiến như sau:"),
            ("Nội dung", "{%p for viec in nhiem_vu %}"),
            (
                "Nội dung",
                "{{ loop.index }}. Về nhiệm vụ “{{ viec.noi_dung }}”"
                "{% if viec.thoi_han %} (thời hạn: {{ viec.thoi_han | chu_dau_thuong }}){% endif %}: "
                "{{ 'ý kiến, kết quả thực hiện' | can_bo_sung }}",
            ),
            ("Nội dung", "{%p for dau in viec.kiem_tra %}"),
            ("Nội dung", "{{ dau }}"),
            ("Nội dung", "{%p endfor %}"),
            ("Nội dung", "{%p else %}"),
            ("Nội dung", "{{ 'nội dung trả lời' | can_bo_sung }}"),
            ("Nội dung", "{%p endfor %}"),
            (
                "Nội dung",
                "Gửi kèm: {{ 'tên, số, ký hiệu báo cáo, tài liệu (nếu có)' | can_bo_sung }}",
            ),
            ("Nội dung", "Trên đây là ý kiến của {{ co_quan }}, kính gửi {{ noi_gui_gop }} tổng hợp./."),
        ),
    )
    foot(document, ("- Như trên;", OTHER_RECIPIENTS, "- Lưu: VT, {{ 'đơn vị soạn thảo' | can_bo_sung }}."))
    return document


def build_reminder() -> WordDocument:
    """Công văn đôn đốc (Mẫu 1.5): nhiệm vụ quá hạn, sắp đến hạn theo từng đơn vị."""
    document = blank_document("Công văn đôn đốc")
    head(document, subject="V/v đôn đốc thực hiện nhiệm vụ được giao")
    lines(
        document,
        (
            *ADDRESSEES,
            (
                "Nội dung",
                "Qua theo dõi, rà soát việc thực hiện các nhiệm vụ được giao, tính đến {{ ngay_ra_soat }} còn "
                "{{ so_viec }} nhiệm vụ chưa hoàn thành cần tập trung thực hiện"
                "{% if so_qua_han %}, trong đó {{ so_qua_han }} nhiệm vụ quá hạn{% endif %}"
                "{% if so_sap_han %}{{ ', ' if so_qua_han else ', trong đó ' }}{{ so_sap_han }} nhiệm vụ sắp đến "
                "hạn{% endif %}, cụ thể như sau:",
            ),
            ("Nội dung", "{%p for nhom_viec in nhom %}"),
            ("Mục", "{{ loop.index }}. {{ nhom_viec.ten | chu_dau_hoa }}: {{ nhom_viec.so_viec }} nhiệm vụ"),
        ),
    )
    table(
        document,
        None,
        (
            ("TT", 11, "{{ loop.index }}"),
            (
                "Nhiệm vụ",
                62,
                "{{ viec.noi_dung }}{% for dau in viec.kiem_tra %} {{ dau }}{% endfor %}",
            ),
            ("Văn bản giao", 42, "{{ viec.van_ban | trich_dan }}"),
            ("Thời hạn", 27, "{{ viec.thoi_han }}"),
            ("Tình trạng", 23, "{{ viec.tinh_trang | chu_dau_hoa }}"),
        ),
        items="nhom_viec.viec",
    )
    lines(
        document,
        (
            ("Nội dung", "{%p endfor %}"),
            (
                "Nội dung",
                "Để bảo đảm tiến độ, {{ co_quan }} đề nghị các đơn vị, cá nhân nêu trên khẩn trương thực hiện, "
                "báo cáo kết quả về {{ co_quan }} chậm nhất ngày {{ 'ngày báo cáo' | can_bo_sung }}.",
            ),
            (
                "Nội dung",
                "Đối với nhiệm vụ không thể hoàn thành đúng hạn, đề nghị sớm có văn bản báo cáo rõ lý do, "
                "trách nhiệm và đề xuất thời hạn hoàn thành để xem xét, quyết định./.",
            ),
        ),
    )
    foot(document, ("- Như trên;", OTHER_RECIPIENTS, "- Lưu: VT, {{ 'đơn vị soạn thảo' | can_bo_sung }}."))
    return document


def build_conclusion() -> WordDocument:
    """Thông báo kết luận (Mẫu 1.4, TB)."""
    document = blank_document("Thông báo kết luận")
    head(document)
    title(
        document,
        "THÔNG BÁO",
        "Kết luận của {{ 'chức vụ, họ tên người chủ trì' | can_bo_sung }} tại {{ cuoc_hop.ten }}",
    )
    lines(
        document,
        (
            (
                "Nội dung",
                "Vào hồi {{ cuoc_hop.thoi_gian }}, tại {{ cuoc_hop.dia_diem }}, "
                "{{ 'chức vụ, họ tên người chủ trì' | can_bo_sung }} đã chủ trì {{ cuoc_hop.ten }}.",
            ),
            ("Nội dung", "{%p if cuoc_hop.theo_giay_moi %}"),
            (
                "Nội dung",
                "{{ 'thời gian, địa điểm ghi theo giấy mời, đối chiếu với thực tế cuộc họp' | can_kiem_tra }}",
            ),
            ("Nội dung", "{%p endif %}"),
            *HEADER_CHECKS,
            (
                "Nội dung",
                "Tham dự có: {{ 'thành phần dự họp thực tế' | can_bo_sung }}"
                "{% if cuoc_hop.theo_giay_moi and cuoc_hop.thanh_phan %} (thành phần mời: "
                "{{ cuoc_hop.thanh_phan | join('; ') }}){% endif %}.",
            ),
            (
                "Nội dung",
                "Sau khi nghe {{ 'đơn vị báo cáo' | can_bo_sung }} báo cáo và ý kiến của các đại biểu, "
                "{{ 'chức vụ người chủ trì' | can_bo_sung }} kết luận như sau:",
            ),
            ("Phần", "I. ĐÁNH GIÁ CHUNG"),
            ("Nội dung", "{{ 'đánh giá chung' | can_bo_sung }}"),
            ("Phần", "II. KẾT LUẬN"),
            ("Nội dung", "{%p if not cuoc_hop.theo_giay_moi %}"),
            ("Nội dung", "{%p for viec in nhiem_vu %}"),
            (
                "Nội dung",
                "{{ loop.index }}. Giao {{ 'đơn vị, người chủ trì' | can_bo_sung }} chủ trì, phối hợp với "
                "{{ 'đơn vị phối hợp' | can_bo_sung }} thực hiện nhiệm vụ: “{{ viec.noi_dung }}” "
                "{% if viec.thoi_han %}(thời hạn theo văn bản: {{ viec.thoi_han | chu_dau_thuong }}) {% endif %}"
                "{{ 'theo văn bản đến; đối chiếu với kết luận tại cuộc họp' | can_kiem_tra }}",
            ),
            ("Nội dung", "{%p endfor %}"),
            ("Nội dung", "{%p endif %}"),
            (
                "Nội dung",
                "{{ 1 if cuoc_hop.theo_giay_moi else nhiem_vu|length + 1 }}. Giao "
                "{{ 'đơn vị chủ trì' | can_bo_sung }} chủ trì, phối hợp với "
                "{{ 'đơn vị phối hợp' | can_bo_sung }} "
                "{{ 'nội dung kết luận' | can_bo_sung }}, hoàn thành trước ngày {{ 'thời hạn' | can_bo_sung }}.",
            ),
            (
                "Nội dung",
                "{{ co_quan }} thông báo để các đơn vị, cá nhân liên quan biết, thực hiện./.",
            ),
        ),
    )
    attending = "- {{ 'thành phần dự họp, đơn vị thực hiện' | can_bo_sung }};"
    foot(document, (attending, OTHER_RECIPIENTS, "- Lưu: VT."))
    return document


def build_slip() -> WordDocument:
    """Phiếu giải quyết văn bản đến (Phụ lục IV), with our tasks for signing out."""
    document = blank_document("Phiếu giải quyết văn bản đến", draft=False)
    head(document, number="Số đến: {{ so_den or '…………' }}", place="Ngày đến: {{ ngay_den or '……/……/…………' }}")
    title(document, "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN", "{{ van_ban | trich_dan }}")
    day = ("Dòng chấm", "Ngày ……… tháng ……… năm …………")
    lines(
        document,
        (
            ("Nội dung", "{%p if van_ban.do_khan %}"),
            ("Mục", "Mức độ khẩn: {{ van_ban.do_khan | in_hoa }}"),
            ("Nội dung", "{%p endif %}"),
            *HEADER_CHECKS,
            ("Mục", "1. Ý kiến của lãnh đạo cơ quan, tổ chức"),
            ("Dòng chấm", "- Giao chủ trì (đơn vị, cá nhân):\t"),
            ("Dòng chấm", "- Giao phối hợp (đơn vị, cá nhân):\t"),
            ("Dòng chấm", "- Thời hạn đối với mỗi đơn vị, cá nhân:\t"),
            ("Dòng chấm", "- Ý kiến chỉ đạo:\t"),
            ("Dòng chấm", "\t"),
            day,
            ("Mục", "2. Ý kiến của lãnh đạo đơn vị"),
            ("Dòng chấm", "- Giao cá nhân:\t"),
            ("Dòng chấm", "- Thời hạn:\t"),
            ("Dòng chấm", "\t"),
            day,
            ("Mục", "3. Ý kiến đề xuất của người giải quyết"),
            ("Dòng chấm", "\t"),
            ("Dòng chấm", "\t"),
            day,
            ("Nội dung", "{%p if nhiem_vu or co_the %}"),
        ),
    )
    table(
        document,
        "Nhiệm vụ của {{ co_quan }} nêu trong văn bản",
        (
            ("TT", 11, "{{ loop.index }}"),
            (
                "Nhiệm vụ",
                58,
                "{{ viec.noi_dung }}{% if viec in co_the %} {{ viec.ly_do | can_kiem_tra }}{% endif %}"
                "{% for dau in viec.kiem_tra %} {{ dau }}{% endfor %}",
            ),
            (
                "Vai trò",
                22,
                "{{ viec.vai_tro | chu_dau_hoa }}{% if viec.vai_tro == 'chủ trì' %}"
                "{% if viec.phoi_hop %}; phối hợp: {{ viec.phoi_hop }}{% endif %}"
                "{% elif viec.giao %}; chủ trì: {{ viec.giao }}{% endif %}",
            ),
            ("Thời hạn", 28, "{{ (viec.thoi_han or 'không nêu') | chu_dau_hoa }}"),
            ("Sản phẩm", 24, "{{ viec.san_pham | chu_dau_hoa }}"),
            ("Người nhận, ký nhận", 22, ""),
        ),
        items="nhiem_vu + co_the",
    )
    lines(document, (("Nội dung", "{%p endif %}"),))
    return document


BUILDERS: dict[str, Callable[[], WordDocument]] = {
    "reply": build_reply,
    "answer": build_answer,
    "plan": build_plan,
    "slip": build_slip,
    "reminder": build_reminder,
    "conclusion": build_conclusion,
}


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, build in BUILDERS.items():
        save(build(), folder / f"{name}.docx")
