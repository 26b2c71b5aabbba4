"""The pages of docs/ hold what is cited from them: numbers of domain.md, decisions of annotating.md, links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docproc.evaluate.gold import checked_letter
from docproc.letter import Letter
from docproc.page import PageReason, TextKind

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), ROOT / "README.md"]
_CITING = ("docproc/**/*.py", "models/*.toml", "docs/*.md", "tests/**/*.py", "tools/*.py", "benchmarks/*.py")
_NUMBER = r"\d(?:\.\d)?"
# "notes 2.2", "domain notes 1.4, 6.4", "domain notes 2.2-2.4": notes are nothing else where a number follows.
_NOTES = re.compile(rf"\bnotes (?P<numbers>{_NUMBER}(?:(?:, | and |-){_NUMBER})*)", re.IGNORECASE)
_DECISION = re.compile(r"\bannotation guide, decision (?P<number>\d+)")
# The same without a place: nobody can look that up. Pages name each other by links.
_NOWHERE = re.compile(
    rf"\b[Dd]omain notes(?! {_NUMBER}|\W+\[|\])|\bannotation guide(?!, decision \d|\])|\bgold guide"
)


def _texts() -> Iterator[tuple[str, str]]:
    """Every file that may cite a page, its lines joined: a citation may go on in the next line or comment."""
    for path in sorted(path for pattern in _CITING for path in ROOT.glob(pattern)):
        if path != Path(__file__).resolve():
            yield str(path.relative_to(ROOT)), re.sub(r"\s*\n[ #>]*", " ", path.read_text(encoding="utf-8"))


def _headings(page: str, form: str) -> set[str]:
    return set(re.findall(form, (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE))


def test_every_number_of_the_domain_notes_is_a_heading() -> None:
    there = _headings("domain.md", rf"^##+ ({_NUMBER}) ")
    cited = [
        (number, name)
        for name, text in _texts()
        for match in _NOTES.finditer(text)
        for number in re.findall(_NUMBER, match["numbers"])
    ]
    assert {"0.1", "2.2", "3.3", "6.6"} <= {number for number, _name in cited}
    assert [(number, name) for number, name in cited if number not in there] == []


def test_every_decision_of_the_annotation_guide_is_a_heading() -> None:
    there = _headings("annotating.md", r"^### Decision (\d+): ")
    cited = [(match["number"], name) for name, text in _texts() for match in _DECISION.finditer(text)]
    assert {"1", "5", "7", "8"} <= {number for number, _name in cited}
    assert [(number, name) for number, name in cited if number not in there] == []


def test_no_page_is_cited_without_a_place() -> None:
    assert [(name, match[0]) for name, text in _texts() for match in _NOWHERE.finditer(text)] == []


@pytest.mark.parametrize(
    "words", ["(domain notes, 5)", "the domain notes.", "annotation guide: a task", "see the gold guide"]
)
def test_a_citation_without_a_place_is_seen(words: str) -> None:
    assert _NOWHERE.search(words)


def test_sections_of_the_domain_notes_are_numbered_in_order() -> None:
    numbers = re.findall(rf"^##+ ({_NUMBER}) ", (DOCS / "domain.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert numbers == sorted(set(numbers))


def _links(page: Path) -> list[str]:
    """What a page links to, but for other sites."""
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def _anchors(page: Path) -> set[str]:
    """The names by which the headings of a page can be linked to, as they are made of their words."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _leads_somewhere(page: Path, target: str) -> bool:
    name, _hash, anchor = target.partition("#")
    file = (page.parent / name).resolve() if name else page
    return file.exists() and (not anchor or anchor in _anchors(file))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    assert [target for target in _links(page) if not _leads_somewhere(page, target)] == []


def test_links_are_found_at_all() -> None:
    assert sum(len(_links(page)) for page in PAGES) > 30
    assert not _leads_somewhere(DOCS / "domain.md", "nowhere.md")
    assert not _leads_somewhere(DOCS / "domain.md", "annotating.md#nowhere")


def test_the_example_of_the_annotation_guide_is_an_annotation() -> None:
    (example,) = re.findall(r"```json\n(.+?)```", (DOCS / "annotating.md").read_text(encoding="utf-8"), re.DOTALL)
    letter = checked_letter(json.loads(example))
    assert set(letter) - {"transcribed_pages", "uncertain"} <= set(Letter.model_fields)


def test_the_contract_lists_every_reason_of_a_page() -> None:
    page = (DOCS / "contract.md").read_text(encoding="utf-8")
    section = page.partition("The reasons of a page")[2].partition("\nA box is")[0]
    table, _verdict, words = section.partition("\n`verdict`")
    first_cells = "".join(line.split(" | ")[0] for line in table.splitlines()[4:])
    assert set(re.findall(r"`([^`]+)`", first_cells)) == set(PageReason)
    assert set(TextKind) <= set(re.findall(r"`([^`]+)`", words))


def test_every_data_file_is_told_of() -> None:
    told = set(
        re.findall(
            r"`([\w.]+(?:\.toml|\.tsv|\.xsd|/))`", (ROOT / "models" / "README.md").read_text(encoding="utf-8")
        )
    )
    there = {f"{one.name}/" if one.is_dir() else one.name for one in (ROOT / "models").iterdir()}
    assert told == there - {"README.md"}
