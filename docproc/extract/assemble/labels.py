"""Tasks in the line form of plans: "Cơ quan chủ trì: …; Cơ quan phối hợp: …; Thời gian hoàn thành: …".

The labels stand below the task as items of their own, or behind it on the same line (domain notes 2.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from docproc.extract.assemble.assignment import task_of_record
from docproc.extract.assemble.rules.tasks import Tasks
from docproc.extract.layout.blocks import Body
from docproc.extract.layout.rules.assignment import Assignment
from docproc.extract.layout.tables import Record
from docproc.language.normalise import fold
from docproc.letter import Doubt, Task
from docproc.rules import load


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in a block: what it says, where the label begins, where its value stands (offsets of the body)."""

    kind: str
    at: int
    start: int
    end: int


@dataclass(slots=True)
class _Group:
    """A task with its labels; `head` is the stretch of text with what is to be done."""

    head: tuple[int, int]
    labels: list[_Label]
    blocks: set[int]


def tasks_from_labels(body: Body, issued: Date | None, first: int) -> tuple[list[Task], list[Doubt]]:
    """The tasks in line form and the doubts about them; `first` counts the tasks before them, for their ids."""
    tasks: list[Task] = []
    doubts: list[Doubt] = []
    for group in _groups(body):
        task, reasons = task_of_record(_record(body, group), issued, first + len(tasks))
        if task is not None:
            tasks.append(task)
            doubts += reasons
    return tasks, doubts


def labelled_blocks(body: Body) -> frozenset[int]:
    """The blocks that tasks in line form take up: nothing else is to be read out of them."""
    return frozenset(index for group in _groups(body) for index in group.blocks)


def _groups(body: Body) -> list[_Group]:
    groups: list[_Group] = []
    open_head: int | None = None
    labelled = [_labels(body, index) for index in range(len(body.blocks))]
    unlabelled: int | None = None
    for index, labels in enumerate(labelled):
        if not labels:
            unlabelled = index
            open_head = None if body.blocks[index].rank <= 3 else open_head
            continue
        start = body.blocks[index].start
        inline = len(body.text[start : labels[0].at].split()) >= load(Tasks).line_form.fewest_head_words
        head = index if inline else _head_above(body, index, labelled, unlabelled)
        if head is None:
            continue
        if head == open_head and groups and not inline:
            groups[-1].labels += labels
            groups[-1].blocks.add(index)
            continue
        block = body.blocks[head]
        stretch = (block.start, labels[0].at if inline else block.end)
        groups.append(_Group(stretch, labels, {index, head}))
        open_head = head
    full = {id(group) for group in groups if len({label.kind for label in group.labels}) > 1}
    return [group for group in groups if id(group) in full or (full and _names_below(group))]


def _names_below(group: _Group) -> bool:
    """Whether lines below an item say who leads, which is enough where others of the letter say more."""
    return any(label.kind == "lead" for label in group.labels) and group.head[1] < group.labels[0].at


def _head_above(body: Body, index: int, labelled: list[list[_Label]], before: int | None) -> int | None:
    """The item that a label line belongs to: its parent, else the block `before` it that is no label line; that
    one at once where both are paragraphs below one heading, of which the first says what is to be done.
    """
    line = body.blocks[index]
    parent = None if line.parent is None or labelled[line.parent] else line.parent
    beside = before is not None and (body.blocks[before].kind, body.blocks[before].parent) == (
        line.kind,
        line.parent,
    )
    nearest = (before, parent) if beside and line.kind == "paragraph" else (parent, before)
    return next((at for at in nearest if at is not None and not body.blocks[at].upper), None)


def _labels(body: Body, index: int) -> list[_Label]:
    """The labels of a block; one alone inside a sentence does not count."""
    block = body.blocks[index]
    folded = fold(body.text_of(block))
    labels = load(Assignment).labels
    found = sorted((m.start(), m.end(), kind) for kind, label in labels for m in label.regex.finditer(folded))
    if not found or (len(found) == 1 and found[0][0] > 0):
        return []
    ends = [start for start, _, _ in found[1:]] + [len(folded)]
    return [
        _Label(kind, block.start + start, block.start + value, block.start + end)
        for (start, value, kind), end in zip(found, ends, strict=True)
    ]


def _record(body: Body, group: _Group) -> Record:
    record = Record({"content": body.words_between(*group.head)})
    for label in group.labels:
        words = body.words_between(label.start, label.end)
        if words:
            record.cells[label.kind] = [*record.cells.get(label.kind, []), *words]
    return record
