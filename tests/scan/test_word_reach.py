"""What in a Word letter reaches outside is found, and what does not is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile_word import REACHING, field, packed, parts_of, put_in, reaching, relate, word_file

from docproc.scan.word.package import open_package
from docproc.scan.word.reach import reaches
from docproc.settings import load_settings

ADDRESS = "http://127.0.0.1:9"


def targets(path: Path) -> list[str]:
    with open_package(path, load_settings()) as package:
        return [reach.target for reach in reaches(package)]


@pytest.mark.parametrize("kind", REACHING)
def test_what_is_followed_when_a_file_is_laid_out_is_found(tmp_path: Path, kind: str) -> None:
    assert targets(reaching(tmp_path / "a.docx", kind, ADDRESS, "Kính gửi"))


@pytest.mark.parametrize(
    "words", ["PAGE", 'HYPERLINK "http://example.org"', "DATE", "TOC \\o", "MERGEFIELD Link"]
)
def test_fields_that_fetch_nothing_are_left_alone(tmp_path: Path, words: str) -> None:
    parts = parts_of(word_file(tmp_path / "a.docx", "Kính gửi"))
    put_in(parts, field(f" {words} "))
    assert targets(packed(parts, tmp_path / "a.docx")) == []


def test_a_field_in_the_instruction_of_another_is_read_with_it(tmp_path: Path) -> None:
    parts = parts_of(word_file(tmp_path / "a.docx", "Kính gửi"))
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    words = "<w:r><w:instrText>TEXT x</w:instrText></w:r>"
    inner = field(" QUOTE y ").replace("<w:t>x</w:t>", "<w:t>INCLUDE</w:t>")
    put_in(parts, begin + inner + words + end)
    assert targets(packed(parts, tmp_path / "a.docx")) == ["INCLUDETEXT x"]


@pytest.mark.parametrize("kind", ["hyperlink", "attachedTemplate"])
def test_links_to_click_and_the_own_template_are_left_alone(tmp_path: Path, kind: str) -> None:
    parts = parts_of(word_file(tmp_path / "a.docx", "Kính gửi"))
    relate(parts, "word/settings.xml", kind, "file:///C:/Mau/Normal.dotm")
    assert targets(packed(parts, tmp_path / "a.docx")) == []


def test_a_part_is_looked_at_by_what_it_holds_not_by_its_name(tmp_path: Path) -> None:
    parts = parts_of(word_file(tmp_path / "a.docx", "Kính gửi"))
    picture = '<x xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="http://127.0.0.1:9/a.png"/></x>'
    parts["word/drawing.bin"] = f'<?xml version="1.0" encoding="utf-16"?>{picture}'.encode("utf-16")
    assert targets(packed(parts, tmp_path / "a.docx")) == ["http://127.0.0.1:9/a.png"]
