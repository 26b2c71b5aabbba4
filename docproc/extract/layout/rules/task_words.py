"""Words by which it is told what somebody is to do, and whom a text asks."""

from __future__ import annotations

from docproc.rules import Rules

Phrases = tuple[str, ...]


class TaskWords(Rules):
    """models/task_words.toml: directing words, what is done and how, with whom; what only looks like it."""

    file = "task_words"
    cues: Phrases
    askings: Phrases
    objects: Phrases
    modals: Phrases
    verbs: Phrases
    weak_verbs: Phrases
    partners: Phrases
    openings: Phrases
    false_verbs: Phrases
