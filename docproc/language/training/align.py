"""Printed text beside read text: lines with lines, words with words."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from docproc.language.normalise import fold

_SKIP = 0.75
_LONGEST_JOIN = 2


def likeness(truth: str, seen: str) -> float:
    """How alike two texts are when marks and case do not count, 0 to 1."""
    return float(Levenshtein.normalized_similarity(fold(truth), fold(seen)))


def paired_lines(truth: Sequence[str], seen: Sequence[str]) -> list[tuple[str, str]]:
    """Lines that belong together, in order, by the alignment with the highest likeness; the rest is left out."""
    seen = [line.strip() for line in seen if line.strip()]
    best = [[0.0] * (len(seen) + 1) for _ in range(len(truth) + 1)]
    for i in range(len(truth) - 1, -1, -1):
        for j in range(len(seen) - 1, -1, -1):
            gain = _line_gain(truth[i], seen[j]) if abs(i - j) < 15 else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gain)
    out, i, j = [], 0, 0
    while i < len(truth) and j < len(seen):
        gain = _line_gain(truth[i], seen[j]) if abs(i - j) < 15 else 0.0
        if gain and best[i][j] == best[i + 1][j + 1] + gain:
            out.append((truth[i], seen[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return out


def _line_gain(truth: str, seen: str) -> float:
    alike = likeness(truth, seen)
    return alike if alike > 0.4 else 0.0


def paired_words(truth: str, seen: str) -> list[tuple[str, str]]:
    """Words of two lines that belong together: one with one, or one with two joined (`hoat dong` split up).

    A side that stands for two words holds a blank.
    """
    t, s = truth.split(), seen.split()
    best: list[list[tuple[float, int, int]]] = [[(0.0, 0, 0)] * (len(s) + 1) for _ in range(len(t) + 1)]
    for i in range(len(t), -1, -1):
        for j in range(len(s), -1, -1):
            if i == len(t) and j == len(s):
                continue
            best[i][j] = min(_steps(t, s, i, j, best))
    out, i, j = [], 0, 0
    while i < len(t) or j < len(s):
        _, di, dj = best[i][j]
        if di and dj:
            out.append((" ".join(t[i : i + di]), " ".join(s[j : j + dj])))
        i, j = i + di, j + dj
    return out


def _steps(
    t: list[str], s: list[str], i: int, j: int, best: list[list[tuple[float, int, int]]]
) -> list[tuple[float, int, int]]:
    found = []
    if i < len(t):
        found.append((_SKIP + best[i + 1][j][0], 1, 0))
    if j < len(s):
        found.append((_SKIP + best[i][j + 1][0], 0, 1))
    for di in (1, _LONGEST_JOIN):
        for dj in (1, _LONGEST_JOIN):
            if i + di <= len(t) and j + dj <= len(s) and (di == 1 or dj == 1):
                joined = 0.15 if di + dj > 2 else 0.0
                apart = 1 - likeness("".join(t[i : i + di]), "".join(s[j : j + dj]))
                found.append((apart * (di + dj) / 2 + joined + best[i + di][j + dj][0], di, dj))
    return found
