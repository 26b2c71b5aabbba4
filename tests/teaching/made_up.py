"""Letters made up for teaching: offices that tell what to do with a word of their own."""

from __future__ import annotations

from pathlib import Path

from docproc.language.plain import text_page
from docproc.teaching.annotated import AnnotatedLetter, annotated_letters
from docproc.teaching.taught import TaughtLetter, taught_letter

HEAD = """ỦY BAN NHÂN DÂN
XÃ {place}
Số: {number}/UBND-VP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày 12 tháng 3 năm 2024
V/v {subject}
Kính gửi: Các thôn trên địa bàn xã.
"""
FOOT = """Nơi nhận:
- Như trên;
- Lưu: VT.
CHỦ TỊCH
Trần Văn Ví Dụ
"""
SUBJECTS = ("nạo vét mương", "trồng cây", "làm đường", "dọn chợ", "sửa nhà văn hóa", "đếm trâu bò", "phun thuốc")


def marked_text(number: int, place: str = "BẢN MÂY", word: str = "Giao") -> str:
    """A letter with two tasks, one with a deadline, and a sentence that is none; `word` opens the tasks."""
    subject = SUBJECTS[number % len(SUBJECTS)]
    return (
        HEAD.format(place=place, number=number, subject=subject)
        + f"Thời gian qua, việc {subject} trên địa bàn xã đã đạt nhiều kết quả.\n"
        + f"1. ⟦{word} Ban Công tác Mặt trận thôn {number} tổ chức {subject} trước ngày 20/3/2024.⟧"
        + f"{{lead: Ban Công tác Mặt trận thôn {number} | due: 2024-03-20}}\n"
        + f"2. ⟦{word} Hợp tác xã Bình Minh phối hợp với Đoàn Thanh niên xã chuẩn bị dụng cụ {subject}.⟧"
        + "{lead: Hợp tác xã Bình Minh | with: Đoàn Thanh niên xã}\n"
        + "Ủy ban nhân dân xã thông báo để các thôn biết./.\n"
        + FOOT
    )


def write_marked(folder: Path, count: int, word: str = "Giao") -> Path:
    """A folder with so many letters."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        (folder / f"{number:02}.txt").write_text(marked_text(number, word=word), encoding="utf-8")
    return folder


def taught(letter: AnnotatedLetter) -> TaughtLetter:
    """What a marked letter teaches."""
    return taught_letter(letter, [text_page(1, letter.text or "")])


def taught_in(folder: Path) -> list[TaughtLetter]:
    """What the marked letters of a folder teach."""
    return [taught(letter) for letter in annotated_letters(folder)]
