"""What a process of the desk has read before it answers."""

from __future__ import annotations

from datetime import date

from docproc import messages
from docproc.messages import LANGUAGES
from docproc.web.pages import templates
from docproc.web.serving.ready import make_ready


def test_words_and_templates_are_read_before_the_first_page() -> None:
    messages._catalogue.cache_clear()
    make_ready(date(2026, 11, 30))
    assert messages._catalogue.cache_info().currsize == len(LANGUAGES)
    assert len(templates().cache or ()) == len(templates().list_templates())
