"""Texts in which one thing comes far too often."""

from __future__ import annotations

import random

from hostile_files.made import Maker, Makers, with_ending

_HEAD = (
    "UBND HUYỆN SUỐI VÀNG\nSố: 12/UBND-VP\nSuối Vàng, ngày 12 tháng 3 năm 2024\n\nKính gửi: UBND xã Bản Mây\n\n"
)
_FOOT = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn An\n"
_ROUND = (500, 5_000, 20_000)

# A line again and again. {n} is its number.
LINES = {
    "citations": "Căn cứ Quyết định số {n}/2024/QĐ-UBND ngày 12/3/2024 của UBND tỉnh về việc {n};",
    "deadlines": "{n}. Yêu cầu UBND xã Bản Mây báo cáo trước ngày 15/3/2024 và trước 17 giờ ngày 16/3/2024.",
    "dates": "ngày {n} tháng 12 năm 2024, ngày 31/4/2024, trong tuần đầu tháng 4/2024, quý II/2024;",
    "items": "Điều {n}. Khoản {n}, điểm a: giao Phòng Nội vụ chủ trì, phối hợp với các đơn vị liên quan.",
    "addressees": "Kính gửi: UBND xã số {n}; Phòng Nội vụ; các cơ quan, đơn vị;",
    "recipients": "Nơi nhận: - UBND xã {n}; - Lưu: VT.",
    "table rows": "| {n} | UBND xã Bản Mây | báo cáo kết quả | 15/3/2024 | ghi chú |",
    "capitals": "ỦY BAN NHÂN DÂN XÃ BẢN MÂY SỐ {n} CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "letters in one": "UBND XÃ SỐ {n}\nSố: {n}/UBND\nngày 12 tháng 3 năm 2024\nKính gửi: Sở Y tế\nTM. UBND XÃ\n",
    "without marks": "yeu cau uy ban nhan dan xa ban may bao cao so {n} truoc ngay 15 thang 3",
    "damaged": "Yéu cdu UBND xd Bdn Mdy bdo cdo kit qud thyc hi~n vi~c {n} trudc ngdy 1S/3/2O24",
    "one letter": "a",
    "form feeds": "\f",
    "vertical": "Đ\ni\nề\nu\n{n}",
}

# A piece again and again on one line.
_PIECES = {
    "one line": "yêu cầu UBND xã Bản Mây báo cáo trước ngày 15/3/2024, ",
    "no blank": "a",
    "digits": "1",
    "slashes": "1/",
    "dashes": "12-UBND-",
    "dots": ".",
    "blanks": " ",
    "tabs": "\t",
    "brackets": "(",
    "brackets in pairs": "(a) ",
    "quotes": "“",
    "marks on one letter": "\u0301",
    "marks on letters": "a\u0302\u0301\u0323",
    "zero width": "\u200b\u200d\ufeff",
    "turning": "\u202eabc\u202c",
    "surrogates": "\U0001f600",
    "ngày": "ngày ",
    "ngày 1 tháng": "ngày 1 tháng ",
    "trước ngày": "trước ngày 1/",
    "UBND": "UBND xã ",
    "UBND with commas": "UBND xã A, ",
    "và": "Sở Y tế và ",
    "số": "số 12/QĐ-",
    "Căn cứ": "Căn cứ số ",
    "mail": "a@b.",
    "link": "http://a.vn/",
    "capitals on one line": "ỦY BAN ",
    "roman": "IVXLC",
    "hours": "17 giờ 00 ",
    "semicolons": ";",
    "colons": "Kính gửi: ",
}
_SIZES = (20_000, 200_000, 1_000_000)


def letter_of(line: str, count: int) -> bytes:
    """A letter that holds a line so many times; `{n}` in it counts."""
    return (_HEAD + "\n".join(line.replace("{n}", str(number)) for number in range(count)) + _FOOT).encode()


def _lines(line: str) -> Maker:
    def make(chance: random.Random) -> tuple[str, bytes]:
        return ".txt", letter_of(line, chance.choice(_ROUND))

    return make


def _pieces(piece: str) -> Maker:
    def make(chance: random.Random) -> tuple[str, bytes]:
        body = piece * (chance.choice(_SIZES) // len(piece.encode()))
        return ".txt", (_HEAD + chance.choice(("", "Yêu cầu ", "a")) + body + _FOOT).encode()

    return make


def noise(chance: random.Random) -> bytes:
    return _HEAD.encode() + chance.randbytes(chance.choice((2_000, 200_000)))


def control_characters(chance: random.Random) -> bytes:
    signs = bytes(sign for sign in range(32) if sign not in (9, 10, 12, 13))
    return _HEAD.encode() + signs * 2_000 + _FOOT.encode()


def sixteen_bits(chance: random.Random) -> bytes:
    text = (_HEAD + "Yêu cầu báo cáo trước ngày 15/3/2024. " * 300 + _FOOT).encode("utf-16")
    return text[: chance.choice((len(text), 7_001))] + b"\x00\xd8" * chance.choice((0, 500))


def old_encoding(chance: random.Random) -> bytes:
    return b"UBND HUY\xd6N SU\xe8I V\xb5NG\nS\xe8: 12/UBND-VP\nK\xddnh g\xf6i: UBND x\xb7\n" * chance.choice(
        _ROUND
    )


KINDS: Makers = {
    **{f"text: {kind}": _lines(line) for kind, line in LINES.items()},
    **{f"text: {kind}": _pieces(piece) for kind, piece in _PIECES.items()},
    **with_ending(
        ".txt",
        {
            "text: noise": noise,
            "text: control characters": control_characters,
            "text: UTF-16": sixteen_bits,
            "text: old encoding": old_encoding,
        },
    ),
}
