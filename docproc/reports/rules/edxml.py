"""What the exchange of documents fixes."""

from __future__ import annotations

from docproc.rules import Rules


class EdxmlRules(Rules):
    """models/edxml.toml: the namespace of messages, the length of a subject, marks of urgency as numbers."""

    file = "edxml"
    namespace: str
    subject_length: int
    priority: dict[str, int]
