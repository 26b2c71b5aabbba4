"""Tasks with their clues: whether it is one, who leads and helps, by when."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from docproc.extract.assemble.clues.value import Clues, Surroundings, Value
from docproc.extract.assemble.clues.words import office_clues, scope_clues, word_clues
from docproc.extract.layout.rules.task_words import TaskWords
from docproc.language.normalise import fold
from docproc.language.syllables import letters_key
from docproc.letter import Deadline, Evidence, Office, Task
from docproc.rules import load

_LATE = 6.0  # log of the days after which "later" tells nothing more: some 400


_CERTAIN = 6.0  # natural-log odds beyond which more tells nothing: 400 to 1


class _Tasks:
    """What the clues of one task need of all of them."""

    def __init__(self, around: Surroundings) -> None:
        letter = around.letter
        self.around = around
        self.count = len(letter.tasks)
        self.texts = Counter(letters_key(task.text) for task in letter.tasks)
        self.leads = Counter(_key(task.lead) for task in letter.tasks)
        self.days = Counter(task.deadline.date for task in letter.tasks if task.deadline)
        self.cited = {citation.date for citation in letter.citations if citation.date}
        self.addressed = {letters_key(office.name) for office in letter.addressees}


def task_values(around: Surroundings) -> Iterator[Value]:
    """Of every task its text, then who leads, who helps and by when; then the day by which all is due."""
    tasks = _Tasks(around)
    for n, task in enumerate(around.letter.tasks):
        path = f"tasks[{n}]"
        text = f"{path}.text"
        whole = _task_clues(n, task, tasks)
        common = around.common(path, task.evidence)
        yield Value("task", text, task.text, task.evidence, common | word_clues(task.text) | whole)
        yield Value("lead", f"{path}.lead", _key(task.lead), *_lead(f"{path}.lead", task, whole, tasks), text)
        for k, office in enumerate(task.coordinate):
            clues = _office(f"{path}.coordinate[{k}]", office, task, tasks)
            clues |= {"in_list": math.log(len(task.coordinate)), "last": float(k == len(task.coordinate) - 1)}
            yield Value("partner", f"{path}.coordinate[{k}]", office.name, office.evidence, clues, text)
        if task.deadline is not None:
            clues = _deadline_clues(f"{path}.deadline", task.deadline, tasks)
            clues["in_text"] = float(letters_key(task.deadline.text) in letters_key(task.text))
            clues["tasks_with_day"] = math.log1p(tasks.days[task.deadline.date])
            yield Value("deadline", f"{path}.deadline", task.deadline.text, task.deadline.evidence, clues)
    closing = {"report_due": around.letter.report_due}
    for n, part in enumerate(around.letter.attachments):
        closing[f"attachments[{n}].report_due"] = part.report_due
    for path, due in closing.items():
        if due is not None:
            clues = _deadline_clues(path, due, tasks) | {"for_all": 1.0}
            yield Value("deadline", path, due.text, due.evidence, clues)


def _key(offices: list[Office]) -> str:
    return ", ".join(office.name for office in offices)


def _task_clues(n: int, task: Task, tasks: _Tasks) -> Clues:
    """What speaks for a task as a whole: its kind, place among the others, what was found of it."""
    opening = fold(" ".join(task.text.split()[:4]))
    clues = {
        f"kind:{task.kind}": 1.0,
        "in_annex": float(task.attachment),
        "tasks": math.log(tasks.count),
        "first": float(n == 0),
        "place": n / tasks.count,
        "page": math.log(task.page),
        "text_twice": float(tasks.texts[letters_key(task.text)] > 1),
        "nobody": float(not task.lead),
        "has_partner": float(bool(task.coordinate)),
        "has_deadline": float(task.deadline is not None),
        "recurs": float(task.recurrence is not None),
        "sent_to": float(task.send_to is not None),
        "numbered": float(re.match(r"(?:\d+(?:\.\d+)*|[a-zđ])[.)]", task.text) is not None),
        "sentences": math.log1p(len(re.findall(r"[.;]\s", task.text))),
        "directed": float(opening.startswith(_cues())),
        "lead_agrees": tasks.leads[_key(task.lead)] / tasks.count,
    }
    for name, margin in (("margin", task.margin), ("lead_margin", task.lead_margin)):
        if margin is not None:
            clues |= {name: max(-_CERTAIN, min(_CERTAIN, margin)), f"{name}_known": 1.0}
    if task.lead_from is not None:
        clues[f"lead_from:{task.lead_from}"] = 1.0
    return clues


@cache
def _cues() -> tuple[str, ...]:
    return tuple(fold(cue) for cue in load(TaskWords).cues)


def _office(path: str, office: Office, task: Task, tasks: _Tasks) -> Clues:
    """The clues of one office that leads a task or helps with it."""
    clues = tasks.around.common(path, office.evidence) | office_clues(office.name) | scope_clues(office)
    key = letters_key(office.name)
    clues["in_text"] = float(key in letters_key(task.text))
    clues["addressed"] = float(key in tasks.addressed)
    return clues


def _lead(path: str, task: Task, whole: Clues, tasks: _Tasks) -> tuple[list[Evidence], Clues]:
    """Those who lead a task, as one value: the highest of the clues of each, beside those of the task."""
    evidence = [place for office in task.lead for place in office.evidence]
    clues = tasks.around.common(path, evidence)
    for office in task.lead:
        own = _office(path, office, task, tasks)
        clues |= {name: max(value, clues.get(name, value)) for name, value in own.items()}
    return evidence, whole | clues | {"leads": math.log1p(len(task.lead))}


def _deadline_clues(path: str, deadline: Deadline, tasks: _Tasks) -> Clues:
    """The clues of a day by which something is due: how it is put, what other dates the letter has."""
    letter = tasks.around.letter
    issued = letter.header.issue_date
    ahead = (deadline.date - issued).days if deadline.date and issued else None
    return tasks.around.common(path, deadline.evidence) | {
        f"deadline:{deadline.type}": 1.0,
        "words": math.log1p(len(deadline.text.split())),
        "timed": float(deadline.time is not None),
        "before": float(deadline.inclusive is False),
        "open": float(deadline.date is None),
        "year_inferred": float(deadline.year_inferred),
        "issue_day_doubted": float(bool(tasks.around.doubts_on("header.issue_date")) or issued is None),
        "past": float(ahead is not None and ahead < 0),
        "ahead": min(math.log1p(ahead), _LATE) if ahead is not None and ahead > 0 else 0.0,
        "cited_day": float(deadline.date in tasks.cited),
    }
