"""Text that is no letter's by its form: e-mails, web pages, tables, logs, data (models/formats.toml)."""

from __future__ import annotations

import csv
import json
import re
from itertools import islice

from docproc.rules import load
from docproc.scan.formats.signatures import Format
from docproc.scan.rules.formats import Formats

_FIELD = re.compile(r"([!-9;-~]{1,70}):(?:[ \t]|$)")  # RFC 5322, 2.2: name, colon
_MBOX = re.compile(r"From \S+@?\S* .*\d")  # RFC 4155: the line before a mail in a mailbox
_QUOTED = re.compile(r'"[^"]*"')
_BLANK = "\ufeff \t\r\n\f"


def format_of_text(text: str) -> Format | None:
    """What a text is when its form tells that it is no letter; None for all others."""
    return head_format(text) or _json(text) or _log(text) or _csv(text)


def head_format(text: str) -> Format | None:
    """The same by the first lines alone, which also stand before a PDF inside an e-mail or a web page."""
    begin = text.lstrip(_BLANK)
    for rule in load(Formats).text:
        if rule.begins.regex.match(begin):  # not search: the text may be long
            return Format(rule.name, rule.kind)
    return _mail(begin)


def _mail(text: str) -> Format | None:
    rules = load(Formats).mail
    names: list[str] = []
    head: list[str] = []
    for line in islice(text.splitlines(), rules.lines):
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field:
            names.append(field[1].lower())
        elif not line.startswith((" ", "\t")) and not (_MBOX.match(line) and not names):
            break
        head.append(line)
    known = set(names) & set(rules.names)
    if len(known) < rules.least or not known & set(rules.telling):
        return None
    web = rules.web.regex.search("\n".join(head))
    return Format("MHTML", "web") if web and _is_saved_page(names, web[0]) else Format("EML", "mail")


def _is_saved_page(names: list[str], said: str) -> bool:
    """A mail with pictures in its text is multipart/related, too; but it was received, or has an addressee."""
    return said.lower() != "multipart/related" or not {"to", "received", "message-id"} & set(names)


def _json(text: str) -> Format | None:
    begin = text.lstrip(_BLANK)
    if not begin.startswith(("{", "[")):
        return None
    for part in (begin, begin.splitlines()[0]):
        try:
            found = json.loads(part)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) or (isinstance(found, list) and found):
            return Format("JSON", "data")
    return None


def _rows(text: str) -> list[str]:
    rows = (line for line in text.splitlines() if line.strip())
    return list(islice(rows, load(Formats).csv.looked_at))


def _log(text: str) -> Format | None:
    rules, rows = load(Formats).log, _rows(text)
    hits = sum(bool(rules.line.regex.match(row.lstrip(_BLANK))) for row in rows)
    enough = hits >= rules.rows and hits >= rules.share * len(rows)
    return Format("log", "data") if enough else None


def _csv(text: str) -> Format | None:
    rows = _rows(text.lstrip(_BLANK))
    found = any(_is_table(rows, separator) for separator in load(Formats).csv.separators)
    return Format("CSV", "table") if found else None


def _is_table(rows: list[str], separator: str) -> bool:
    """Whether nearly all rows have the same number of cells, set tight, as a program writes them."""
    rules = load(Formats).csv
    if separator != "\t" and not _is_tight(rows, separator, rules.tight):
        return False
    try:
        table = [cells for cells in csv.reader(rows, delimiter=separator) if any(cells)]
    except csv.Error:
        return False
    counts = [len(cells) for cells in table if sum(map(bool, cells)) > 1]
    if not counts:
        return False
    usual = counts.count(max(set(counts), key=counts.count))
    return bool(usual >= rules.rows and usual >= rules.share * len(table))


def _is_tight(rows: list[str], separator: str, least: float) -> bool:
    """Whether no blank follows the separators, as in prose it does."""
    bare = [_QUOTED.sub('""', row) for row in rows]
    after = [after for row in bare for after in re.findall(re.escape(separator) + "(.)", row)]
    return bool(after) and sum(not c.isspace() for c in after) >= least * len(after)
