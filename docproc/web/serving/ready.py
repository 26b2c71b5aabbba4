"""What a process reads once, before it answers."""

from __future__ import annotations

from datetime import date as Date

from docproc.extract.layout.rules.doc_types import DocTypes
from docproc.extract.layout.rules.zones import ZoneRules
from docproc.messages import LANGUAGES, translate
from docproc.rules import load
from docproc.web.nearness import nearness
from docproc.web.pages import templates


def make_ready(today: Date) -> None:
    """Read the words of all languages, the templates, and the rules of the first page.

    Each is kept once it was read. After a start all ask at once: of fifty who find nothing read, each would read
    everything, and all would wait for a minute.
    """
    for language in LANGUAGES:
        translate("docproc", language)
    for name in templates().list_templates():
        templates().get_template(name)
    load(DocTypes)
    load(ZoneRules)
    nearness(today, today)
