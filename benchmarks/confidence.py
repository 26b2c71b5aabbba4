"""Confidence that keeps its word: weights fitted on annotated letters, and how well they hold on others.

    .venv/bin/python benchmarks/confidence.py GOLD=PREDICTED … [--issuers TABLE.tsv …] [--unseen GOLD=PREDICTED …]

GOLD is a folder of annotated letters, PREDICTED one with the NAME.json that `docproc process` (or `docproc
evaluate GOLD --out PREDICTED`) wrote for them. What was learned from the same letters (the roles of blocks)
should have been applied to each by a model that did not see its issuer; else it promises too much here.

TABLE.tsv has a column `file` (NAME.pdf) and one `issuer` or `repository`: letters with the same stay together. A
letter that stands in no table goes by the issuer of its annotation. Letters in `--unseen` are only measured.

Writes the weights and limits into models/confidence.toml (below the line that says so), docs/confidence.md and
docs/reliability.svg. Takes about two minutes for 140 letters; the same letters give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from confidence_fit import Case, Judge, learn, left_out
from confidence_pages import figures_page, reliability_svg

from docproc.evaluate.judged import judged_values
from docproc.evaluate.normalise import key
from docproc.evaluate.sureness import is_doubted
from docproc.extract.assemble.clues.letter import values_of
from docproc.extract.assemble.clues.value import LOW
from docproc.letter import Letter

HOUSE = Path(__file__).parent.parent
BELOW = "# Below: written by benchmarks/confidence.py.\n"


def cases_of(gold: Path, predicted: Path, issuers: dict[str, str]) -> Iterator[Case]:
    """The judged values of the letters of a folder, with their clues."""
    for path in sorted(gold.glob("*.json")):
        if not (predicted / path.name).exists():
            print(f"{path.stem}: not predicted, left out")
            continue
        true = json.loads(path.read_text(encoding="utf-8"))
        issuer = issuers.get(path.stem) or key((true.get("header") or {}).get("issuer")) or path.stem
        yield from letter_cases(true, (predicted / path.name).read_text(encoding="utf-8"), issuer)


def letter_cases(true: dict[str, object], predicted: str, issuer: str) -> Iterator[Case]:
    """The judged values of one letter, `predicted` as JSON; doubts that come of its confidences do not count."""
    letter = Letter.model_validate_json(predicted)
    verdicts = {value.path: value for value in judged_values(true, json.loads(predicted))}
    doubts = {doubt.field for doubt in letter.doubts if doubt.code != LOW}
    found: dict[str, Case] = {}
    for value in values_of(letter):
        verdict = verdicts.get(value.path)
        if verdict is not None and (value.task is None or value.task in found):
            doubted = is_doubted(value.path, doubts)
            task = found[value.task] if value.task else None
            case = Case(issuer, value.kind, verdict.field, value.clues, doubted, verdict.right, task)
            found[value.path] = case
            yield case


def issuers_in(tables: Iterable[Path]) -> dict[str, str]:
    """Name of a letter → who issued it, or the collection it comes from."""
    found = {}
    for table in tables:
        with table.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                found[Path(row["file"]).stem] = row.get("issuer") or row["repository"]
    return found


def toml_of(judge: Judge) -> str:
    """The fitted part of models/confidence.toml."""
    lines = [
        "# A value is doubted where the share of such values that are right is below this.",
        "[doubt_below]",
        f"deadline = {judge.limits.deadline}",
        f"else = {judge.limits.other}",
        "",
        "# The natural-log odds that a value of a kind is right, and what one unit of each clue adds to them",
        "# (docproc/extract/assemble/clues).",
    ]
    for kind, weights in sorted(judge.weights.items()):
        lines += ["", f"[weights.{kind}]", f"bias = {weights.bias:.4f}", f"[weights.{kind}.of]"]
        lines += [f"{json.dumps(name, ensure_ascii=False)} = {w:.4f}" for name, w in sorted(weights.of.items())]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, measure with issuers left out, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=_pair)
    parser.add_argument("--issuers", nargs="*", type=Path, default=[])
    parser.add_argument("--unseen", nargs="*", type=_pair, default=[])
    parser.add_argument("--house", type=Path, default=HOUSE, help="where models/ and docs/ lie")
    given = parser.parse_args(arguments)
    issuers = issuers_in(given.issuers)
    cases = [case for gold, predicted in given.folders for case in cases_of(gold, predicted, issuers)]
    unseen = [case for gold, predicted in given.unseen for case in cases_of(gold, predicted, issuers)]
    judge = learn(cases)
    apart = list(left_out(cases))
    own = [(case, one.chance, one.doubted(judge.limits)) for case in cases for one in [judge.judged(case)]]
    new = [(case, one.chance, one.doubted(judge.limits)) for case in unseen for one in [judge.judged(case)]]
    head = (HOUSE / "benchmarks" / "confidence.head.md").read_text(encoding="utf-8")
    page = figures_page(apart, own, new, judge)
    models = given.house / "models" / "confidence.toml"
    kept = models.read_text(encoding="utf-8").split(BELOW)[0]
    models.write_text(kept + BELOW + toml_of(judge), encoding="utf-8")
    (given.house / "docs" / "confidence.md").write_text(head + page, encoding="utf-8")
    (given.house / "docs" / "reliability.svg").write_text(reliability_svg(apart), encoding="utf-8")
    print(page)


def _pair(text: str) -> tuple[Path, Path]:
    gold, _, predicted = text.partition("=")
    return Path(gold), Path(predicted)


if __name__ == "__main__":
    main()
