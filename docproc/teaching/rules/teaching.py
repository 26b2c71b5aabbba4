"""How hard the models of extraction are fitted, and how often a letter counts."""

from __future__ import annotations

from docproc.rules import Checked, Rules


class FieldStrengths(Checked):
    """How a random field is fitted: penalties on the weights, rounds, how often a clue must have been seen."""

    l1: float
    l2: float
    rounds: int
    seen_at_least: int


class TreeStrengths(Checked):
    """How decision trees are grown; `seen_at_least` is a share of the things."""

    rounds: int
    pace: float
    leaves: int
    fewest_in_leaf: int
    share_of_clues: float
    share_of_things: float
    l2: float
    seen_at_least: float


class TaskTrees(TreeStrengths):
    """The same for what a task is: `parts` of the sources are each read by a model of the others."""

    parts: int


class Weights(Checked):
    """How often a letter counts, by where it comes from; 0: it teaches nothing."""

    real: int
    ours: int
    written: int
    named: int


class WeightsFor(Checked):
    """How often letters count for what a task is, and for who leads and helps."""

    roles: Weights
    names: Weights


class OwnModel(FieldStrengths):
    """An office's own model on top of ours: what it is fitted to, how often each letter counts, and from how many
    letters on.
    """

    times: int
    sure: float
    sure_answers: int
    fewest_tasks: int
    fewest_told: int
    fewest_sources: int
    folds: int


class Teaching(Rules):
    """models/teaching.toml: the strengths of all models; `shortened` is how many short letters each one gives."""

    file = "teaching"
    shortened: int
    roles: FieldStrengths
    parties: FieldStrengths
    tasks: TaskTrees
    heirs: TreeStrengths
    weights: WeightsFor
    own: OwnModel
