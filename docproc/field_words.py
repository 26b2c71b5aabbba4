"""What the fields of a letter are called, for people: `tasks[3].deadline` is “task 4, deadline”."""

from __future__ import annotations

import re

from docproc.messages import _, mark

_FIELDS = {
    "file": mark("file"),
    "header": mark("letterhead"),
    "header.doc_type": mark("type"),
    "header.number": mark("number"),
    "header.symbol": mark("symbol"),
    "header.issuer": mark("issuer"),
    "header.issuer_parent": mark("office above the issuer"),
    "header.place": mark("place"),
    "header.issue_date": mark("date"),
    "header.subject": mark("subject"),
    "header.urgency": mark("urgency"),
    "header.secrecy": mark("secrecy"),
    "signer": mark("signer"),
    "signer.name": mark("signer"),
    "signer.position": mark("signer's position"),
    "arrived_on": mark("day of arrival"),
    "report_due": mark("report due"),
    "addressees": mark("addressees"),
    "recipients": mark("recipients"),
    "citations": mark("cited documents"),
    "event": mark("meeting"),
    "event.start": mark("start of the meeting"),
    "event.end": mark("end of the meeting"),
    "event.place": mark("place of the meeting"),
    "pages": mark("pages of the file"),
    "number": mark("number"),
    "tasks": mark("tasks"),
    "text": mark("text"),
    "deadline": mark("deadline"),
    "lead": mark("who"),
    "coordinate": mark("with"),
    "deliverable": mark("what is to be sent"),
    "send_to": mark("sent to"),
}
_MEMBERS = {
    "tasks": mark("task {number}"),
    "citations": mark("cited document {number}"),
    "addressees": mark("addressee {number}"),
    "recipients": mark("recipient {number}"),
    "signatures": mark("digital signature {number}"),
    "attachments": mark("further letter {number}"),
    "lead": mark("who"),
    "coordinate": mark("with"),
    "deliverable": mark("what is to be sent"),
    "send_to": mark("sent to"),
}
_MEMBER = re.compile(rf"({'|'.join(_MEMBERS)})\[(\d+)\](?:\.(.+))?")


def field_words(path: str) -> str:
    """The words for a path such as `Doubt.field` has; a path that nothing is known of stays as it is."""
    found = _MEMBER.fullmatch(path)
    if not found:
        return _(_FIELDS[path]) if path in _FIELDS else path
    member, index, rest = found.groups()
    place = _(_MEMBERS[member], number=int(index) + 1)
    return f"{place}, {field_words(rest)}" if rest else place
