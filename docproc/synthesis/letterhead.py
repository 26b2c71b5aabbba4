"""The top of page 1: issuer and motto in two columns, number and date, title, urgency mark, addressees."""

from __future__ import annotations

from docproc.rules import load
from docproc.synthesis.fonts import FontFamily
from docproc.synthesis.paper import (
    Rule,
    Run,
    Sheet,
    broken_lines,
    place_line,
    place_rule,
    styled_words,
    words_width,
)
from docproc.synthesis.rules.synthesis import Synthesis
from docproc.synthesis.source import LetterSource

_POINTS_PER_MM = 72 / 25.4


def place_head(
    source: LetterSource, family: FontFamily, sheet: Sheet, left: float, right: float, top: float
) -> float:
    """Boxes 1 to 4, 5b and 10b; returns the y below them. The left column comes first, as it is read."""
    rules = load(Synthesis).head
    split = left + (right - left) * rules.left_share
    left_rows = [(text, "regular", rules.parent_pt) for text in source.parent]
    left_rows += [(text, "bold", rules.issuer_pt) for text in source.issuer]
    left_bottom = _place_column(sheet, family, left_rows, (left, split), top, rules.leading)
    _rule_below(sheet, (left, split), left_bottom, rules.issuer_rule_share)
    number_y = max(left_bottom, top + 2 * 13 * rules.leading) + rules.row_gap_pt
    baseline = number_y + rules.number_pt
    number = styled_words(source.number)
    place_line(sheet, number, family, rules.number_pt, (left, split), baseline, "centre")
    y = number_y + rules.number_pt * rules.leading
    if not source.title:
        y = _place_subject(source, family, sheet, (left, split), y + rules.subject_gap_pt)
    left_end = y
    if source.urgency:
        left_end = _place_urgency(sheet, source.urgency, family, (left, split), y)

    motto = source.motto or rules.motto
    motto_rows = [(text, "bold", size) for text, size in zip(motto, rules.motto_pt, strict=False)]
    motto_bottom = _place_column(sheet, family, motto_rows, (split, right), top, rules.leading)
    _rule_below(sheet, (split, right), motto_bottom, 1.0)
    date = styled_words(source.place_date, "italic")
    place_line(sheet, date, family, rules.date_pt, (split, right), baseline, "centre")
    sheet.below_number = left_end
    return left_end


def _place_column(
    sheet: Sheet,
    family: FontFamily,
    rows: list[tuple[str, str, float]],
    span: tuple[float, float],
    y: float,
    leading: float,
) -> float:
    for text, style, size in rows:
        words = styled_words(text, style)
        for line in broken_lines(words, family, size, span[1] - span[0], span[1] - span[0]):
            place_line(sheet, line, family, size, span, y + size, "centre")
            y += size * leading
    return y


def _rule_below(sheet: Sheet, span: tuple[float, float], y: float, share: float) -> None:
    """A rule as long as a share of the line printed last."""
    place_rule(sheet, sum(span) / 2, sheet.lines[-1].box.width * share, y + 4)


def _place_subject(
    source: LetterSource, family: FontFamily, sheet: Sheet, span: tuple[float, float], y: float
) -> float:
    rules = load(Synthesis).head
    size, room = rules.subject_pt, (span[1] - span[0]) * 0.92
    for line in broken_lines(styled_words(source.subject), family, size, room, room):
        place_line(sheet, line, family, size, span, y + size, "centre")
        y += size * rules.leading
    return y


def _place_urgency(sheet: Sheet, urgency: str, family: FontFamily, span: tuple[float, float], y: float) -> float:
    """Box 10b: a stamp, so it is drawn but is no line of the transcript."""
    rules = load(Synthesis).urgency
    width, height = (side * _POINTS_PER_MM for side in rules.stamp_mm[urgency])
    size, centre, top = rules.pt, sum(span) / 2, y + rules.gap_pt
    words = styled_words(urgency, "bold")
    x = centre - words_width(words, family, size) / 2
    for word in words:
        sheet.runs.append(Run(word.text, word.style, size, x, top + height / 2 + size * 0.36, rules.colour))
        x += family.width(word.text + " ", word.style, size)
    x0, x1 = centre - width / 2, centre + width / 2
    corners = ((x0, top, x1, top), (x0, top + height, x1, top + height))
    sides = ((x0, top, x0, top + height), (x1, top, x1, top + height))
    sheet.rules.extend(Rule(*line, 1.2, rules.colour) for line in corners + sides)
    return top + height


def place_title(
    source: LetterSource, family: FontFamily, sheet: Sheet, left: float, right: float, y: float
) -> float:
    """Box 5a: the type and the subject, centred and bold, with a rule; returns the y below."""
    rules = load(Synthesis).title
    size, room = rules.pt, (right - left) * rules.width_share
    y += rules.gap_pt
    for text in (source.title or "", source.subject):
        for line in broken_lines(styled_words(text, "bold"), family, size, room, room):
            place_line(sheet, line, family, size, (left, right), y + size, "centre")
            y += size * 1.2
    _rule_below(sheet, (left, right), y, rules.rule_share)
    return y + 8


def place_addressees(
    source: LetterSource, family: FontFamily, sheet: Sheet, left: float, right: float, y: float
) -> float:
    """Box 9a: one addressee on the line of "Kính gửi:", several below it; returns the y below."""
    rules = load(Synthesis).addressees
    size, leading = source.size, source.size * 1.2
    label_x = left + (right - left) * rules.label_share
    y += rules.gap_pt
    if len(source.addressees) == 1:
        words = styled_words(f"{rules.label} {source.addressees[0]}.")
        for line in broken_lines(words, family, size, right - label_x, right - label_x):
            place_line(sheet, line, family, size, (label_x, right), y + size, "centre")
            y += leading
        return y + size * 0.4
    place_line(sheet, styled_words(rules.label), family, size, (label_x, right), y + size)
    y += leading
    list_x = left + (right - left) * rules.list_share
    for index, addressee in enumerate(source.addressees):
        end = "." if index == len(source.addressees) - 1 else ";"
        words = styled_words(f"- {addressee}{end}")
        for line in broken_lines(words, family, size, right - list_x, right - list_x):
            place_line(sheet, line, family, size, (list_x, right), y + size)
            y += leading
    return y + size * 0.4
