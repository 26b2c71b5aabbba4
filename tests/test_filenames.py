"""Names of files: always shown as letters, always short enough for the disk, never two the same by shortening."""

from __future__ import annotations

import json
import os
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docproc.errors import DamagedFile
from docproc.filenames import LONGEST, beside, cut, escaped, shown

RAW = st.binary(min_size=1, max_size=300).filter(lambda name: b"/" not in name and b"\0" not in name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (b"c\xc3\xb4ng v\xc4\x83n.pdf", "công văn.pdf"),
        (b"latin1-\xe9.pdf", r"latin1-\xe9.pdf"),
        ("two\nlines.pdf", r"two\x0alines.pdf"),
        ("bell\a\x9b.pdf", r"bell\x07\x9b.pdf"),
        ("letter\u202efdp.exe", r"letter\u202efdp.exe"),
        ("isolated\u2066x\u2069", r"isolated\u2066x\u2069"),
        ("line\u2028separator", r"line\u2028separator"),
        (unicodedata.normalize("NFD", "Công văn hỏa tốc.pdf"), "Công văn hỏa tốc.pdf"),
        ("family 👨\u200d👩\u200d👧.pdf", "family 👨\u200d👩\u200d👧.pdf"),
        ("lone\ud83d.pdf", r"lone\ud83d.pdf"),
    ],
)
def test_name_is_shown_as_letters(name: str | bytes, words: str) -> None:
    assert shown(name) == words


@settings(deadline=None)
@given(RAW)
def test_every_name_of_a_disk_can_be_shown_and_stored(name: bytes) -> None:
    words = shown(name)
    assert words and json.loads(json.dumps(words, ensure_ascii=False).encode("utf-8")) == words
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in words)
    assert DamagedFile(os.fsdecode(name), detail="x").message("vi").encode("utf-8")


@settings(deadline=None)
@given(RAW, RAW)
def test_two_names_stay_apart(one: bytes, other: bytes) -> None:
    if b"\\" not in one + other:
        assert (escaped(one) == escaped(other)) is (one == other)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=400), st.sampled_from([".json", ".p12.txt", ".thong-bao-ket-luan.docx"]))
def test_name_of_a_result_fits_the_disk_and_keeps_its_ending(stem: str, ending: str) -> None:
    name = beside(stem, ending)
    assert name.endswith(ending) and name == beside(stem, ending)
    assert len(name.encode("utf-8", errors="backslashreplace")) <= LONGEST
    if len(stem.encode("utf-8", errors="backslashreplace")) + len(ending) <= LONGEST:
        assert name == stem + ending


def test_long_names_with_one_beginning_stay_apart() -> None:
    names = {beside("số " * 90 + last, ".json") for last in "abc"}
    assert len(names) == 3


def test_letter_that_is_cut_off_goes_with_its_marks() -> None:
    name = unicodedata.normalize("NFD", "ế" * 10)
    assert unicodedata.normalize("NFC", cut(name, 14)) == "ế" * 2
