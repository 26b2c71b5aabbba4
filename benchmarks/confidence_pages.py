"""What benchmarks/confidence.py found, for people: tables for docs/confidence.md and the reliability diagram."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from confidence_fit import Case, Judge, total

from docproc.evaluate.sureness import in_total

Shown = Sequence[tuple[Case, float, bool]]  # a case, its confidence, whether it is doubted
BINS = 10
GROUPS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("head", lambda field: field.startswith("header.") and in_total(field)),
    ("signer", lambda field: field.startswith("signer.")),
    ("addressees", lambda field: field == "addressees"),
    ("recipients", lambda field: field == "recipients"),
    ("citations", lambda field: field == "citations"),
    ("tasks with their lead", lambda field: field == "tasks.lead"),
    ("**all of these**", in_total),
    ("tasks by their text", lambda field: field == "tasks"),
    ("partners", lambda field: field == "tasks.coordinate"),
    ("deadlines", lambda field: field in ("tasks.deadline", "report_due")),
)


def figures_page(apart: Shown, own: Shown, unseen: Shown, judge: Judge) -> str:
    """The tables: issuers left out, letters never used, the letters the weights were fitted on."""
    issuers = len({case.issuer for case, _, _ in apart})
    lines = [
        f"A value is doubted below {judge.limits.other:.2f}, a deadline below {judge.limits.deadline:.2f}.",
        "",
        f"## Issuers left out ({issuers} issuers, in ten parts)",
        "",
        *_table(apart),
    ]
    if unseen:
        lines += ["", "## Letters never used for fitting", "", *_table(unseen)]
    lines += ["", "## The letters the weights were fitted on (seen; too good)", "", *_table(own)]
    return "\n".join(lines) + "\n"


def _table(shown: Shown) -> Iterator[str]:
    yield "| values | without doubt | of these wrong | right | of these doubted | before: wrong, doubted | gap |"
    yield "|---|---|---|---|---|---|---|"
    for name, holds in GROUPS:
        some = [one for one in shown if holds(one[0].field)]
        if not some:
            continue
        now = total((case, doubted) for case, _, doubted in some)
        before = total((case, case.doubted) for case, _, _ in some)
        yield (
            f"| {name} | {now.sure} | {now.wrong_of_sure:.1%} ({now.sure_wrong}) | {now.right} | "
            f"{now.doubted_of_right:.1%} ({now.doubted_right}) | "
            f"{before.wrong_of_sure:.1%}, {before.doubted_of_right:.1%} | {gap(some):.3f} |"
        )


def gap(shown: Shown) -> float:
    """The mean distance between confidence and share that is right, in ten groups of equal size."""
    parts = groups(shown)
    return sum(abs(said - right) * n for said, right, n in parts) / sum(n for _, _, n in parts)


def groups(shown: Shown) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and number of values, in ten groups of about equal size."""
    ordered = sorted(((chance, case.right) for case, chance, _ in shown), key=lambda one: one[0])
    edges = [round(n * len(ordered) / BINS) for n in range(BINS + 1)]
    parts = [ordered[a:b] for a, b in pairwise(edges) if b > a]
    return [(sum(c for c, _ in p) / len(p), sum(ok for _, ok in p) / len(p), len(p)) for p in parts]


def reliability_svg(shown: Shown) -> str:
    """The reliability diagram of the values of the total."""
    side, edge = 400, 50
    middle, end = edge + side // 2, edge + side
    circles = "\n".join(
        f'<circle cx="{edge + p * side:.0f}" cy="{edge + (1 - right) * side:.0f}" r="{3 + n**0.5 / 3:.1f}" '
        f'fill="#1f5fa8" fill-opacity="0.7"><title>{n} values: {p:.2f} said, {right:.2f} right</title></circle>'
        for p, right, n in groups([one for one in shown if in_total(one[0].field)])
    )
    marks = "\n".join(
        f'<text x="{edge + v * side:.0f}" y="{edge + side + 18}" text-anchor="middle">{v:g}</text>'
        f'<text x="{edge - 8}" y="{edge + (1 - v) * side + 4:.0f}" text-anchor="end">{v:g}</text>'
        for v in (0, 0.2, 0.4, 0.6, 0.8, 1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side + 2 * edge} {side + 2 * edge}" '
        'font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="white"/>\n'
        f'<rect x="{edge}" y="{edge}" width="{side}" height="{side}" fill="none" stroke="#888"/>\n'
        f'<line x1="{edge}" y1="{end}" x2="{end}" y2="{edge}" stroke="#bbb" stroke-dasharray="4"/>\n'
        f"{marks}\n{circles}\n"
        f'<text x="{middle}" y="{end + edge - 8}" text-anchor="middle">confidence shown</text>\n'
        f'<text x="14" y="{middle}" text-anchor="middle" '
        f'transform="rotate(-90 14 {middle})">share that is right</text>\n</svg>\n'
    )
