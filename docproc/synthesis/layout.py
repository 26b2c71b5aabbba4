"""A letter source laid out on A4 pages by Nghị định 30/2020/NĐ-CP, Phụ lục I; sizes in models/synthesis.toml.

Places are in points and do not depend on the resolution, so lines break alike at every dpi.
"""

from __future__ import annotations

from itertools import pairwise

from docproc.page import Box
from docproc.rules import load
from docproc.synthesis.fonts import FontFamily
from docproc.synthesis.letterhead import place_addressees, place_head, place_title
from docproc.synthesis.paper import (
    Rule,
    Sheet,
    StyledWord,
    broken_lines,
    place_line,
    place_rule,
    styled_words,
)
from docproc.synthesis.rules.synthesis import Style, Synthesis
from docproc.synthesis.source import LetterSource, Paragraph, Table

POINTS_PER_MM = 72 / 25.4


class Flow:
    """The pages being filled from top to bottom; `y` is the top of what comes next."""

    def __init__(self, source: LetterSource, family: FontFamily) -> None:
        self.source = source
        self.family = family
        self.rules = load(Synthesis)
        page = self.rules.page
        self.width = page.width_mm * POINTS_PER_MM
        self.height = page.height_mm * POINTS_PER_MM
        self.left = page.left_mm * POINTS_PER_MM
        self.right = self.width - page.right_mm * POINTS_PER_MM
        self.top = page.top_mm * POINTS_PER_MM
        self.sheets: list[Sheet] = []
        self.row_number = 0
        self.turn_page()

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def bottom_of(self, sheet: Sheet) -> float:
        """The y down to which text may stand; page 1 leaves room for the contact line."""
        bottom = self.height - self.rules.page.bottom_mm * POINTS_PER_MM
        if self.source.contact and sheet.number == 1:
            bottom -= 2.5 * self.rules.contact.pt
        return bottom

    def turn_page(self) -> None:
        """Begin the next page, with its number from the second on."""
        self.sheets.append(Sheet(len(self.sheets) + 1, self.width, self.height))
        self.y = self.top
        if self.sheet.number > 1:
            page = self.rules.page
            words = [StyledWord(str(self.sheet.number), "regular")]
            baseline = page.number_top_mm * POINTS_PER_MM
            place_line(
                self.sheet,
                words,
                self.family,
                page.number_pt,
                (self.left, self.right),
                baseline,
                "centre",
            )

    def need(self, height: float) -> None:
        """Turn the page when less than `height` points are left on this one."""
        if self.y + height > self.bottom_of(self.sheet):
            self.turn_page()

    def line(
        self, words: list[StyledWord], size: float, span: tuple[float, float], align: str, leading: float
    ) -> Box:
        """Print one line at `y` and go down by size times leading."""
        self.need(size * leading)
        box = place_line(self.sheet, words, self.family, size, span, self.y + size, align)
        self.y += size * leading
        return box


def lay_out(source: LetterSource, family: FontFamily) -> list[Sheet]:
    """The pages of the letter with every word, rule and printed line placed in points."""
    flow = Flow(source, family)
    flow.y = place_head(source, family, flow.sheet, flow.left, flow.right, flow.top)
    if source.title:
        flow.y = place_title(source, family, flow.sheet, flow.left, flow.right, flow.y)
    if source.addressees:
        flow.y = place_addressees(source, family, flow.sheet, flow.left, flow.right, flow.y)
    for block in source.body[:-1]:
        _place_block(flow, block)
    _keep_with_foot(flow)
    _place_block(flow, source.body[-1])
    _place_foot(flow)
    if source.contact:
        _place_contact(flow, source.contact)
    return flow.sheets


def _place_block(flow: Flow, block: Paragraph | Table) -> None:
    if isinstance(block, Table):
        _place_table(flow, block)
    else:
        _place_paragraph(flow, block)


def _style_name(style: Style) -> str:
    if style.bold:
        return "bold_italic" if style.italic else "bold"
    return "italic" if style.italic else "regular"


def _paragraph_lines(flow: Flow, paragraph: Paragraph) -> list[list[StyledWord]]:
    style = flow.rules.style[paragraph.style]
    words = styled_words(f"{style.marker} {paragraph.text}", _style_name(style))
    indent = 0.0 if style.align == "centre" else flow.rules.body.indent_mm * POINTS_PER_MM
    width = flow.right - flow.left
    return broken_lines(words, flow.family, flow.source.size, width - indent, width)


def _paragraph_height(flow: Flow, paragraph: Paragraph) -> float:
    lines = len(_paragraph_lines(flow, paragraph))
    return flow.rules.body.gap_pt + lines * flow.source.size * flow.source.spacing


def _place_paragraph(flow: Flow, paragraph: Paragraph) -> None:
    style = flow.rules.style[paragraph.style]
    align = style.align
    lines = _paragraph_lines(flow, paragraph)
    line_height = flow.source.size * flow.source.spacing
    # A heading stays with what follows it; a paragraph does not leave one line alone at the foot.
    flow.need(line_height * (min(2, len(lines)) + (2 if style.keep else 0)))
    if flow.y > flow.top:
        flow.y += flow.rules.body.gap_pt
    indent = 0.0 if align == "centre" else flow.rules.body.indent_mm * POINTS_PER_MM
    for number, words in enumerate(lines):
        last = number == len(lines) - 1
        span = (flow.left + (indent if number == 0 else 0), flow.right)
        flow.line(
            words,
            flow.source.size,
            span,
            "left" if last and align == "justify" else align,
            flow.source.spacing,
        )


def _place_table(flow: Flow, table: Table) -> None:
    rules = flow.rules.table
    size, padding = rules.pt, rules.padding_pt
    shares = sum(table.widths)
    edges = [flow.left]
    for width in table.widths:
        edges.append(edges[-1] + (flow.right - flow.left) * width / shares)
    flow.y += flow.rules.body.gap_pt
    for index, row in enumerate(table.rows):
        style = "bold" if index == 0 else "regular"
        cells = [
            broken_lines(styled_words(text, style), flow.family, size, room, room)
            for text, room in zip(row, _rooms(edges, padding), strict=True)
        ]
        height = max(len(lines) for lines in cells) * size * rules.leading + 2 * padding
        flow.need(height)
        flow.row_number += 1
        for column, lines in enumerate(cells):
            centred = index == 0 or column == 0
            _place_cell(flow, lines, (edges[column], edges[column + 1]), height, centred, column)
        _rule_row(flow, edges, height)
        flow.y += height
    flow.y += flow.rules.body.gap_pt


def _rooms(edges: list[float], padding: float) -> list[float]:
    return [right - left - 2 * padding for left, right in pairwise(edges)]


def _place_cell(
    flow: Flow,
    lines: list[list[StyledWord]],
    edges: tuple[float, float],
    height: float,
    centred: bool,
    column: int,
) -> None:
    rules = flow.rules.table
    size, padding = rules.pt, rules.padding_pt
    leading = size * rules.leading
    y = flow.y + (height - len(lines) * leading) / 2 + size * 0.95
    for words in lines:
        place_line(
            flow.sheet,
            words,
            flow.family,
            size,
            (edges[0] + padding, edges[1] - padding),
            y,
            "centre" if centred else "left",
            (flow.row_number, column),
        )
        y += leading


def _rule_row(flow: Flow, edges: list[float], height: float) -> None:
    thickness = flow.rules.table.rule_pt
    for y in (flow.y, flow.y + height):
        flow.sheet.rules.append(Rule(edges[0], y, edges[-1], y, thickness))
    for x in edges:
        flow.sheet.rules.append(Rule(x, flow.y, x, flow.y + height, thickness))


def _recipient_lines(flow: Flow) -> list[list[StyledWord]]:
    rules = flow.rules.foot
    room = (flow.right - flow.left) * rules.left_share
    recipients = flow.source.recipients
    lines: list[list[StyledWord]] = []
    for index, recipient in enumerate(recipients):
        end = "." if index == len(recipients) - 1 else ";"
        words = styled_words(f"- {recipient}{end}")
        lines += broken_lines(words, flow.family, rules.recipient_pt, room, room)
    return lines


def _foot_height(flow: Flow) -> float:
    rules = flow.rules.foot
    left = rules.label_pt * 1.2 + len(_recipient_lines(flow)) * rules.recipient_pt * 1.2
    right = (len(flow.source.authority) * rules.authority_pt + rules.name_pt) * 1.2
    return rules.gap_pt + max(left, right + rules.sign_gap_pt)


def _keep_with_foot(flow: Flow) -> None:
    """A signature never stands alone on a page: the last paragraph goes over with it."""
    last = flow.source.body[-1]
    height = _foot_height(flow) + (_paragraph_height(flow, last) if isinstance(last, Paragraph) else 0)
    flow.need(height)


def _place_foot(flow: Flow) -> None:
    rules = flow.rules.foot
    flow.need(_foot_height(flow))
    flow.y += rules.gap_pt
    split = flow.left + (flow.right - flow.left) * rules.left_share
    top = flow.y
    if flow.source.recipients:
        label = styled_words(rules.label, "bold_italic")
        flow.line(label, rules.label_pt, (flow.left, split), "left", 1.2)
        for words in _recipient_lines(flow):
            flow.line(words, rules.recipient_pt, (flow.left, split), "left", 1.2)
    flow.y = top
    for text in flow.source.authority:
        words = styled_words(text, "bold")
        flow.line(words, rules.authority_pt, (split, flow.right), "centre", 1.2)
    room_top = flow.y
    flow.y += rules.sign_gap_pt
    flow.sheet.signature = Box(split, room_top, flow.right, flow.y)
    flow.line(styled_words(flow.source.signer, "bold"), rules.name_pt, (split, flow.right), "centre", 1.2)


def _place_contact(flow: Flow, contact: str) -> None:
    """Box 13: under a full rule at the foot of page 1."""
    size, sheet = flow.rules.contact.pt, flow.sheets[0]
    y = flow.bottom_of(sheet) + size * 0.6
    place_rule(sheet, (flow.left + flow.right) / 2, flow.right - flow.left, y)
    words = styled_words(contact)
    place_line(sheet, words, flow.family, size, (flow.left, flow.right), y + size * 1.4, "centre")
