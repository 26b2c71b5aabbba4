"""The Vietnamese catalogue is whole: every message of the code, each with the same fields."""

from __future__ import annotations

import re
import string
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import docproc
from docproc.messages import LANGUAGES, _, language_of_locale, set_language, translate

PACKAGE = Path(docproc.__file__).parent


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    whole = Catalog(locale="vi")
    for path in sorted((PACKAGE / "locale").glob("vi*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale="vi", abort_invalid=True):
                if entry.id:
                    whole[entry.id] = entry
    return whole


@pytest.fixture(scope="module")
def messages() -> set[str]:
    """Every text in the code that goes through `_` or `mark`."""
    methods = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
    found = extract_from_dir(PACKAGE, method_map=methods, keywords={"_": None, "mark": None})
    return {message for _file, _line, message, _comments, _context in found}


def test_no_message_is_translated_twice() -> None:
    """One would hide the other, whichever comes last."""
    found: list[str] = []
    for path in sorted((PACKAGE / "locale").glob("vi*.po")):
        found += re.findall(r'^msgid ((?:"[^\n]*"\n)+)', path.read_text(encoding="utf-8"), re.MULTILINE)
    own = [message for message in found if message != '""\n']
    assert [message for message, count in Counter(own).items() if count > 1] == []


def fields(text: str) -> set[str]:
    return {name for _text, name, _format, _conversion in string.Formatter().parse(text) if name is not None}


def test_every_message_has_a_translation(catalogue: Catalog, messages: set[str]) -> None:
    assert len(messages) > 100
    lacking = sorted(m for m in messages if m not in catalogue or not catalogue[m].string)
    assert not lacking, "run `make messages` and translate in docproc/locale/vi.po"


def test_no_translation_is_left_over(catalogue: Catalog, messages: set[str]) -> None:
    assert {entry.id for entry in catalogue if entry.id} <= messages


def test_translations_have_the_same_fields(catalogue: Catalog) -> None:
    assert [e.id for e in catalogue if e.id and fields(str(e.id)) != fields(str(e.string))] == []


def test_no_translation_is_marked_as_a_guess(catalogue: Catalog) -> None:
    assert [entry.id for entry in catalogue if entry.id and entry.fuzzy] == []


def test_messages_follow_the_language_in_force() -> None:
    assert translate("the file has no pages", "en") == "the file has no pages"
    assert translate("the file has no pages", "vi") == "tệp không có trang nào"


def test_fields_are_filled_in() -> None:
    set_language("vi")
    try:
        assert _("unknown setting {key}", key="max_pages") == "không có thiết lập max_pages"
    finally:
        set_language(None)


@pytest.mark.parametrize(
    ("value", "language"),
    [("vi_VN.UTF-8", "vi"), ("en_GB.UTF-8", "en"), ("en_US", "en"), ("C", "vi"), ("fr_FR.UTF-8", "vi")],
)
def test_language_of_the_environment(monkeypatch: pytest.MonkeyPatch, value: str, language: str) -> None:
    monkeypatch.setenv("LC_ALL", value)
    assert language_of_locale() == language
    assert language in LANGUAGES
