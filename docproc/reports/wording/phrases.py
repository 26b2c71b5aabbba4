"""How official Vietnamese writes dates, numbers, citations, lists: plain functions, also Jinja filters.

Rules: Nghị định 30/2020/NĐ-CP, Phụ lục I. Every filter takes None for "not known" and answers with a mark
for a person to fill in, never with a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date as Date
from weakref import WeakKeyDictionary

from jinja2 import Environment, pass_environment

from docproc.letter import Header
from docproc.reports.names.full_names import issuer_name
from docproc.reports.names.office_names import short_form
from docproc.reports.rules.drafts import DraftRules
from docproc.rules import load

_ROUND = str.maketrans("[]", "()")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def to_fill(what: str) -> str:
    """The mark for something that a person must write."""
    return f"[CẦN BỔ SUNG: {what}]"


def to_check(reason: str) -> str:
    """The mark for something read that a person must check, with the reason.

    Brackets in it become round: the first square one would end the mark.
    """
    return f"[CẦN KIỂM TRA: {reason.strip().rstrip('.').translate(_ROUND)}]"


def one_line(text: str) -> str:
    """The text in NFC on one line, without control characters, which Word does not take."""
    return " ".join(unicodedata.normalize("NFC", _CONTROL.sub(" ", text)).split())


def padded_date(day: Date | None) -> str:
    """`ngày 05 tháng 01 năm 2020`: days below 10 and months 1 and 2 get a 0 (Phụ lục I.II.4)."""
    if day is None:
        return to_fill("ngày, tháng, năm")
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def short_date(day: Date | None) -> str:
    """`05/01/2020`, `14/9/2023`: the same zeros in the short form."""
    if day is None:
        return to_fill("ngày, tháng, năm")
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def blank_date(year: int | None) -> str:
    """`ngày     tháng     năm 2023` with day and month left blank for the hand or the register."""
    return f"ngày     tháng     năm {year if year is not None else '20   '}"


def padded_number(number: str) -> str:
    """The number of a document; below 10 it gets a 0 (Phụ lục I.II.3): `5` → `05`."""
    return f"0{number}" if re.fullmatch(r"[1-9]", number) else number


def upper(text: str) -> str:
    """Capitals; works for Vietnamese because the text is brought to NFC first."""
    return one_line(text).upper()


def upper_lines(lines: list[str]) -> str:
    """Several lines in capitals, joined by line breaks, as the letterhead has them."""
    return "\n".join(upper(line) for line in lines)


def lower_first(text: str) -> str:
    """The first letter small, unless the first word is an abbreviation (UBND, OCOP, Đ/c)."""
    text = one_line(text)
    first = re.match(r"\w*", text)
    word = first[0] if first else ""
    if len(word) > 1 and not word[1:].islower():
        return text
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The first letter large, the others as they are."""
    text = one_line(text)
    return text[:1].upper() + text[1:]


def list_end(text: str, last: bool) -> str:
    """A line of a list: `;` after each, `.` after the last (Phụ lục I.II.9)."""
    return one_line(text).rstrip(" .;,") + ("." if last else ";")


def closing(text: str) -> str:
    """The end of the last sentence of a document: `./.` (Phụ lục I.II.6)."""
    return one_line(text).rstrip(" .;,/") + "./."


def sentence(text: str) -> str:
    """The text with one full stop at its end, unless it ends in another closing mark."""
    text = one_line(text).rstrip(" ;,")
    return text if text.endswith((".", "!", "?", "…", "]")) else f"{text}."


def shortened(text: str, length: int = 140) -> str:
    """The beginning of a long text, at most `length` letters, cut between words, with `…`."""
    text = one_line(text)
    if len(text) <= length:
        return text
    beginning, blank, _cut = text[: length + 1].rpartition(" ")
    return (beginning if blank else text[:length]).rstrip(" ,;.:") + "…"


def code_of(header: Header) -> str | None:
    """Number and symbol together, `1331/UBND-NN&PTNT`; None when one of them is not known."""
    if not header.number or not header.symbol:
        return None
    return f"{padded_number(one_line(header.number))}/{one_line(header.symbol)}"


def short_citation(header: Header) -> str:
    """A later citation: type, number and symbol only (Phụ lục I.II.6)."""
    kind = one_line(header.doc_type or "") or to_fill("tên loại văn bản")
    return f"{kind} số {code_of(header) or to_fill('số, ký hiệu')}"


def full_citation(header: Header) -> str:
    """The first citation: type, number, symbol, date, office, subject (Phụ lục I.II.6).

    The date stays in the short form that running text uses: `ngày 14/9/2023`.
    """
    issuer = one_line(issuer_name(header)) or to_fill("cơ quan ban hành")
    subject = _about(header.subject, _kind(header)) if header.subject else f"về {to_fill('trích yếu')}"
    return f"{short_citation(header)} ngày {short_date(header.issue_date)} của {issuer} {subject}"


def carried_out(header: Header) -> str:
    """How a letter is done: `thực hiện` a Quyết định, `thực hiện các nội dung nêu tại` a Giấy mời."""
    rules = load(DraftRules).citation
    return rules.carried_out_asked if _kind(header) in rules.asked_for else rules.carried_out


def answering(header: Header) -> str:
    """What a công văn does with a letter of this kind: `trả lời` a Công văn, `thực hiện` a Quyết định."""
    rules = load(DraftRules).citation
    known = _kind(header) in rules.answered or not header.doc_type
    return rules.answer if known else rules.carried_out


def _kind(header: Header) -> str:
    return one_line(header.doc_type or "").casefold()


def _about(subject: str, kind: str) -> str:
    """`về việc tăng cường …`, `về kết luận của …`: as the letter says itself, else as its kind does."""
    rules, subject = load(DraftRules).citation, one_line(subject)
    own = rules.own.regex.match(subject)
    matter = own["matter"] is not None if own else kind in rules.matter
    about = lower_first(subject[own.end() :] if own else subject)
    if kind in rules.invitations and rules.attended.regex.search(about):
        about = f"dự {about}"
    return f"về việc {about}" if matter else f"về {about}"


_cited: WeakKeyDictionary[Environment, set[str]] = WeakKeyDictionary()


@pass_environment
def cite(environment: Environment, letter: Mapping[str, str]) -> str:
    """The full citation where a document names the letter first, the short one after that (Phụ lục I.II.6).

    `letter` is a `van_ban` of the templates. What was cited is kept with the Jinja environment: one a document.
    """
    cited = _cited.setdefault(environment, set())
    form = "gon" if letter["gon"] in cited else "day_du"
    cited.add(letter["gon"])
    return letter[form]


# The names by which templates call them; templates/README.md tells what each does.
FILTERS: dict[str, Callable[..., str]] = {
    "in_hoa": upper,
    "in_hoa_dong": upper_lines,
    "chu_dau_thuong": lower_first,
    "chu_dau_hoa": upper_first,
    "cuoi_dong": list_end,
    "ket_cau": sentence,
    "ket_thuc": closing,
    "trich_dan": cite,
    "rut_gon": shortened,
    "ngay_day_du": padded_date,
    "ngay_gon": short_date,
    "ten_gon": short_form,
    "can_bo_sung": to_fill,
    "can_kiem_tra": to_check,
}
