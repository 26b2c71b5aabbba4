"""Each word of the lists of language is needed: where one is missing, its case comes out otherwise."""

from __future__ import annotations

import json
import lzma

import pytest

from docproc.language.pieces import LOCKED, WORD, Piece, pieces_of
from docproc.language.rules.language_training import LanguageTraining
from docproc.language.rules.repair import Repair
from docproc.language.training.noise import engine_table
from docproc.resources import models_dir
from docproc.rules import load
from docproc.synthesis.rules.synthesis import Synthesis

PATTERNS = load(Repair).patterns


def piece(text: str, line: str) -> Piece:
    return next(piece for piece in pieces_of(line) if text in (piece.text, piece.original))


@pytest.mark.parametrize(("word", "parts"), PATTERNS.core.apart.items())
def test_a_word_and_its_signs_come_apart(word: str, parts: tuple[str, str, str]) -> None:
    found = PATTERNS.core.pattern.fullmatch(word)
    assert found is not None
    assert (found["lead"], found["core"], found["tail"]) == parts


@pytest.mark.parametrize("signs", PATTERNS.core.refuses)
def test_signs_alone_are_no_word(signs: str) -> None:
    assert PATTERNS.core.pattern.fullmatch(signs) is None


@pytest.mark.parametrize(("word", "parts"), PATTERNS.inner.apart.items())
def test_words_come_apart_at_signs_without_a_blank(word: str, parts: tuple[str, ...]) -> None:
    assert tuple(PATTERNS.inner.pattern.split(word)) == parts


@pytest.mark.parametrize(
    "line",
    [
        "QUYẾT ĐỊNH CỦA [UBND] XÃ BẢN MÂY",
        "NGHỊ QUYẾT CỦA [HĐND] HUYỆN SUỐI VÀNG",
        "NGHI QUYET CUA [HDND] HUYEN SUOI VANG",
        "SỞ NÔNG NGHIỆP VÀ [PTNT]",
        "PHÒNG [TNMT] HUYỆN SUỐI VÀNG",
        "THÔNG BÁO CỦA [VPCP]",
        "SẢN PHẨM [OCOP] CỦA XÃ BẢN MÂY",
        "TRƯỜNG [THPT] BẢN MÂY",
        "TRƯỜNG [THCS] THÁC BÀ HAI",
        "THẺ [BHXH] CỦA NGƯỜI LAO ĐỘNG",
        "THẺ [BHYT] CỦA HỌC SINH",
        "ỦY BAN [MTTQ] XÃ BẢN MÂY",
        "ĐĂNG TẢI TRÊN [CTTĐT] HUYỆN",
        "ỨNG DỤNG [CNTT] NĂM 2024",
        "SOẠN THẢO [VBND] CỦA XÃ",
        "CẢI CÁCH [TTHC] NĂM 2024",
        "DỰ TOÁN [NSNN] NĂM 2024",
        "ông Lò Văn Mẫu, [ThS] Luật",
        "[TS] LÒ VĂN MẪU CHỦ TRÌ",
        "[BS] LÒ VĂN MẪU KHÁM BỆNH",
        "[PGS] LÒ VĂN MẪU CHỦ TRÌ",
        "Chương trình số 5 [CTr] của huyện",
        "Tờ trình số 5 [TTr] của xã",
        "Quyết định số 5 [TTg] năm 2024",
    ],
)
def test_a_usual_acronym_is_locked(line: str) -> None:
    acronym = line.partition("[")[2].partition("]")[0]
    assert piece(acronym, line.replace("[", "").replace("]", "")).kind == LOCKED


@pytest.mark.parametrize("sign", ["¥", "¢", "&", "@", "§"])
def test_a_sign_that_stands_for_a_word_may_be_repaired(sign: str) -> None:
    assert piece(sign, f"lấy {sign} kiến các xã").kind == WORD


def test_what_other_engines_make_of_letters_is_what_the_shipped_model_has_learnt() -> None:
    with lzma.open(models_dir() / "language" / "confusion.json.xz", "rt", encoding="utf-8") as file:
        assert engine_table() == json.load(file)["engine"]


def test_pages_are_drawn_with_fonts_styles_and_conditions_that_there_are() -> None:
    pages, synthesis = load(LanguageTraining).pages, load(Synthesis)
    assert set(pages.fonts) <= set(synthesis.fonts.family)
    assert set(pages.conditions) <= set(synthesis.condition)
    assert set(pages.styles) == set(synthesis.fonts.family["termes"].files)
