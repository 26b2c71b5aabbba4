"""Words for people, in Vietnamese or English, from gettext catalogues in `docproc/locale`.

The source of every message is English; `locale/vi.po`, and `locale/vi.PART.po` for each part of the desk, hold
the Vietnamese. They are compiled in memory when first used (a few milliseconds), so no compiled file has to be
kept in step.
"""

from __future__ import annotations

import gettext
import io
import os
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("vi", "en")
_LOCALE_DIR = Path(__file__).parent / "locale"
_language: ContextVar[str | None] = ContextVar("language", default=None)


def mark(message: str) -> str:
    """Mark a text for the catalogue without translating it yet (gettext's N_)."""
    return message


class Message(str):
    """A message id among the details of an error: put into words with the error, in each language."""


class LibraryWords(str):
    """Words of a library among the details of an error: English, whatever the language in force. In other
    languages the message id `instead` is said.
    """

    instead: str

    def __new__(cls, words: str, instead: str = mark("its content does not follow its format")) -> LibraryWords:
        made = super().__new__(cls, words)
        made.instead = instead
        return made

    def in_words(self, lang: str | None = None) -> str:
        """The words in English, `instead` in other languages (None: the language in force)."""
        return str(self) if (lang or current_language()) == "en" else translate(self.instead, lang)


def language_of_locale() -> str:
    """`en` when the environment asks for English, else `vi`: the offices that use docproc are Vietnamese."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return "en" if value.lower().startswith("en") else "vi"
    return "vi"


def set_language(lang: str | None) -> None:
    """Choose the language of all messages from here on; None takes it from the environment."""
    _language.set(lang)


def current_language() -> str:
    """The language in force: `vi` or `en`."""
    return _language.get() or language_of_locale()


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    paths = sorted(_LOCALE_DIR.glob(f"{lang}*.po"))
    if not paths:
        return gettext.NullTranslations()
    catalogue = Catalog(locale=lang)
    for path in paths:
        with path.open("rb") as file:
            for entry in read_po(file, locale=lang):
                if entry.id:
                    catalogue[entry.id] = entry
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def translate(message: str, lang: str | None = None) -> str:
    """The message in the given language; the English source where the catalogue lacks it."""
    return _catalogue(lang or current_language()).gettext(message)


def _(message: str, **details: object) -> str:
    """The message in the language in force, with `{name}` fields filled in."""
    text = translate(message)
    return text.format(**details) if details else text
