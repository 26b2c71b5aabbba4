"""How far confidences can be trusted: fitted on samples scanned well and badly, drawn for annotated letters.

    .venv/bin/python benchmarks/calibration.py read OUT    scan the samples badly and read them (minutes)
    .venv/bin/python benchmarks/calibration.py fit OUT     points for models/confidence.toml
    .venv/bin/python benchmarks/calibration.py draw GOLD PREDICTED docs/reliability.svg

PREDICTED is what `docproc evaluate GOLD --out PREDICTED` wrote. Fitting never sees annotated real letters.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from docproc.evaluate.letters import _same_number, _task_score, names  # the scorer's own ideas of "the same"
from docproc.evaluate.normalise import digits, is_same_key, is_same_name, is_same_subject, packed, similarity
from docproc.evaluate.tally import best_pairs
from docproc.extract.assemble.confidence import calibrated, raw_confidence
from docproc.letter import Evidence
from docproc.pipeline import process
from docproc.synthesis.degrade import ScanCondition, scan_page
from docproc.synthesis.marks import marked
from docproc.synthesis.render import render_letter
from docproc.synthesis.source import read_source
from docproc.synthesis.write import write_scan

SAMPLES = Path(__file__).parent.parent / "samples"
BAD = (
    ScanCondition("faint", 150, "grey", skew=0.8, blur=1.1, noise=14, uneven=0.1, speckle=400, quality=25),
    ScanCondition("coarse", 120, "grey", skew=-0.6, blur=0.8, noise=10, speckle=200, quality=30),
    ScanCondition("fax", 150, "bilevel", skew=0.5, blur=1.0, noise=30, speckle=900),
)
BINS = 5
LEAST = 8  # values in a bin of the diagram


@dataclass(frozen=True, slots=True)
class Seen:
    """One value docproc gave: its kind, raw confidence, whether it was doubted, whether it was right."""

    kind: str
    raw: float
    doubted: bool
    right: bool

    @property
    def shown(self) -> float:
        return calibrated(self.raw, self.doubted)


def read(out: Path) -> None:
    """Each sample as it is shipped and in each bad condition, read; NAME-CONDITION.json."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(SAMPLES.glob("*.toml")):
        source = read_source(path)
        shipped = out / f"{source.name}-shipped.json"
        if not shipped.exists():
            shipped.write_text(process(path.with_suffix(".pdf")).letter.to_json(), encoding="utf-8")
        for condition in BAD:
            target = out / f"{source.name}-{condition.name}.pdf"
            if target.with_suffix(".json").exists():
                continue
            pages = render_letter(source, condition.dpi)
            marks = [marked(page, replace(source.scan, condition="clean")).image for page in pages]
            scans = [scan_page(image, condition, 100 + n) for n, image in enumerate(marks)]
            write_scan(scans, target, condition.dpi, condition.quality)
            target.with_suffix(".json").write_text(process(target).letter.to_json(), encoding="utf-8")
            print(target.name, flush=True)


def fit(out: Path) -> None:
    """Print the points of models/confidence.toml: raw confidence → share that is right, rising."""
    seen = [s for path in sorted(out.glob("*.json")) for s in compare(_gold_of(path), _load(path))]
    for doubted in (False, True):
        chosen = sorted((s.raw, s.right) for s in seen if s.doubted is doubted)
        print("doubted" if doubted else "undoubted", len(chosen), _points(chosen))


def _points(values: list[tuple[float, bool]]) -> list[list[float]]:
    """Isotonic regression by pooling neighbours that fall (Ayer et al. 1955), two right and one wrong added; from
    nothing up, since what was hardly read is too rare to be measured and must not pass for the least of the rest.
    """
    pools: list[list[float]] = []
    size = max(1, len(values) // 12)
    for start in range(0, len(values), size):
        part = values[start : start + size]
        pools.append([sum(r for r, _ in part) / len(part), sum(ok for _, ok in part), len(part)])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            raw, right, n = pools.pop()
            before = pools[-1]
            pools[-1] = [(before[0] * before[2] + raw * n) / (before[2] + n), before[1] + right, before[2] + n]
    shares = accumulate(((right + 2) / (n + 3) for _, right, n in pools), max)
    points = [[round(raw, 3), round(share, 3)] for (raw, _, _), share in zip(pools, shares, strict=True)]
    return [[0.0, 0.0], *points]


def compare(gold: dict[str, Any], found: dict[str, Any]) -> Iterator[Seen]:
    """Every value that docproc gave against the annotation."""
    doubted = {doubt["field"] for doubt in found["doubts"]}
    head, true = found["header"], gold["header"]
    same = {"number": lambda a, b: digits(a) == digits(b), "symbol": lambda a, b: packed(a) == packed(b)}
    same |= {"subject": is_same_subject, "doc_type": is_same_key, "issue_date": lambda a, b: a == b}
    for field in ("doc_type", "number", "symbol", "issue_date", "issuer", "place", "subject"):
        value, evidence = head[field], head["evidence"].get(field)
        if value and evidence:
            right = bool(true.get(field)) and same.get(field, is_same_name)(true[field], value)
            yield Seen("header", _raw(evidence), f"header.{field}" in doubted, bool(right))
    for field in ("name", "position"):
        value, true_value = found["signer"][field], (gold.get("signer") or {}).get(field)
        if value and found["signer"]["evidence"]:
            right = bool(true_value) and is_same_name(true_value, value)
            yield Seen("signer", _raw(found["signer"]["evidence"]), f"signer.{field}" in doubted, right)
    for field in ("addressees", "recipients"):
        hits = {j for _, j in best_pairs(names(gold.get(field)), names(found[field]), similarity)}
        for j, office in enumerate(found[field]):
            yield Seen("offices", _raw(office["evidence"]), False, j in hits)
    cited = [c["number"] for c in gold.get("citations") or []], [c["number"] for c in found["citations"]]
    hits = {j for _, j in best_pairs(*cited, _same_number)}
    for j, citation in enumerate(found["citations"]):
        yield Seen("citations", _raw(citation["evidence"]), f"citations[{j}].number" in doubted, j in hits)
    pairs = {j: i for i, j in best_pairs(gold.get("tasks") or [], found["tasks"], _task_score)}
    for j, task in enumerate(found["tasks"]):
        right = j in pairs and _same_leads(gold["tasks"][pairs[j]], task)
        yield Seen("tasks", _raw(task["evidence"]), f"tasks[{j}].lead" in doubted, right)


def _same_leads(gold: dict[str, Any], task: dict[str, Any]) -> bool:
    wanted, given = names(gold.get("lead")), names(task["lead"])
    return len(wanted) == len(given) == len(best_pairs(wanted, given, similarity))


def _raw(evidence: list[dict[str, Any]]) -> float:
    return raw_confidence([Evidence(**e) for e in evidence])


def _load(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def _gold_of(path: Path) -> dict[str, Any]:
    return _load(SAMPLES / f"{path.stem.rsplit('-', 1)[0]}.json")


def draw(gold: Path, predicted: Path, target: Path) -> None:
    """The reliability diagram of an annotated folder as SVG, and its figures."""
    files = [path for path in sorted(gold.glob("*.json")) if (predicted / path.name).exists()]
    seen = [s for path in files for s in compare(_load(path), _load(predicted / path.name))]
    bins = _bins(seen)
    error = sum(abs(p - right) * n for p, right, n in bins) / sum(n for _, _, n in bins)
    brier = sum((s.shown - s.right) ** 2 for s in seen) / len(seen)
    undoubted = [s for s in seen if not s.doubted]
    wrong = sum(not s.right for s in undoubted)
    print(f"{len(files)} letters, {len(seen)} values: calibration error {error:.3f}, Brier score {brier:.3f}")
    print(f"without a doubt: {len(undoubted)} values, {wrong} wrong; with one: {len(seen) - len(undoubted)}")
    target.write_text(_svg(bins), encoding="utf-8")


def _bins(seen: list[Seen]) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and number of values, in groups of about equal size."""
    ordered = sorted(seen, key=lambda s: s.shown)
    size = max(LEAST, len(ordered) // (2 * BINS))
    parts = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    return [(sum(s.shown for s in p) / len(p), sum(s.right for s in p) / len(p), len(p)) for p in parts]


def _svg(bins: list[tuple[float, float, int]]) -> str:
    side, edge = 400, 50
    middle, end = edge + side // 2, edge + side
    circles = "\n".join(
        f'<circle cx="{edge + p * side:.0f}" cy="{edge + (1 - right) * side:.0f}" r="{3 + n**0.5 / 2:.1f}" '
        f'fill="#1f5fa8" fill-opacity="0.7"><title>{n} values: {p:.2f} said, {right:.2f} right</title></circle>'
        for p, right, n in bins
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


if __name__ == "__main__":
    task, *paths = sys.argv[1:]
    {"read": read, "fit": fit, "draw": draw}[task](*map(Path, paths))
