"""Templates of an office: documented fields and filters work, mistakes are explained, changed copies are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from docproc.errors import TemplateFault
from docproc.reports.drafts.kinds import KINDS, REMINDER, template_names
from docproc.reports.word.render import fill_template
from docproc.reports.word.word_file import copy_templates, template_of
from docproc.reports.wording.phrases import FILTERS
from docproc.resources import templates_dir
from tests.reports.draft_kinds import draft_of, fields_of

# The list that each loop name of the README runs over.
LOOPS = {"nhom_viec": "nhom", "viec": "nhiem_vu"}


def documented(kind: str) -> dict[str, str]:
    """The fields that the README names for a kind, with their examples."""
    found: dict[str, str] = {}
    readme = (templates_dir() / "README.md").read_text(encoding="utf-8")
    for section in readme.split("## Fields")[1].split("## Filters")[0].split("\n### ")[1:]:
        title, _, table = section.partition("\n")
        if title == "every draft" or f"`{kind}`" in title:
            rows = re.findall(r"^\| `([\w.]+)` \| *(.*?) *\| .+ \|$", table, re.MULTILINE)
            found |= {name: example.strip() for name, example in rows}
    return found


def every_field(kind: str) -> list[tuple[str, str]]:
    return [(kind, field) for field in documented(kind)]


def expression(kind: str, field: str) -> str:
    """A template text that prints the field, in its loops."""
    loop = field.split(".")[0]
    if loop not in LOOPS or field == loop:
        return f"{{{{ {field} }}}}"
    inner = "{% for viec in nhom_viec.viec %}" if kind == REMINDER and loop == "viec" else ""
    over = "nhom_viec" if inner else loop
    outer = f"{{% for {over} in {'nhom' if inner else LOOPS[loop]} %}}"
    return f"{outer}{inner}{{{{ {field} }}}}{'{% endfor %}' if inner else ''}{{% endfor %}}"


@pytest.mark.parametrize(("kind", "field"), [pair for kind in template_names() for pair in every_field(kind)])
def test_every_documented_field_can_be_used(tmp_path: Path, kind: str, field: str) -> None:
    document = Document()
    document.add_paragraph(expression(kind, field))
    template = tmp_path / "mau.docx"
    document.save(str(template))
    fill_template(template, fields_of(kind), FILTERS)


def names_in(value: object, prefix: str = "", loop: str | None = None) -> Iterator[str]:
    """The fields as a template writes them; members of a list by the name of its loop."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            name = f"{loop or prefix}.{key}" if loop or prefix else str(key)
            yield name
            loops = {"nhom": "nhom_viec", "nhiem_vu": "viec", "co_the": "viec", "viec": "viec"}
            if name != "viec.van_ban":  # told once, as `van_ban`
                yield from names_in(item, name, loops.get(str(key)) if isinstance(item, list) else None)
    elif isinstance(value, list):
        for item in value:
            yield from names_in(item, prefix, loop)


@pytest.mark.parametrize("kind", template_names())
def test_every_field_is_documented_with_an_example_and_the_other_way_round(kind: str) -> None:
    told, real = documented(kind), set(names_in(fields_of(kind)))
    assert set(told) == real
    composite = {name for name in real if any(other.startswith(f"{name}.") for other in real)}
    lists_of_fields = {"nhiem_vu", "co_the", "nhom", "nhom_viec.viec", "viec.van_ban"}
    assert {name for name, example in told.items() if not example} <= composite | lists_of_fields


def test_every_filter_is_documented() -> None:
    readme = (templates_dir() / "README.md").read_text(encoding="utf-8").split("## Filters")[1]
    assert set(re.findall(r"`([a-z_]+)(?:\([^`]*\))?`", readme)) == set(FILTERS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gửi {{ co_qan }}", ["“co_qan”", "“co_quan”", "paragraph 1: Gửi {{ co_qan }}"]),
        ("Theo {{ van_ban.day_du | trich_da }}", ["“trich_da”", "“trich_dan”", "paragraph 1: Theo"]),
    ],
)
def test_a_mistake_names_file_place_and_nearest_right_name(tmp_path: Path, text: str, words: list[str]) -> None:
    document = Document()
    document.add_paragraph(text)
    template = tmp_path / "mau.docx"
    document.save(str(template))
    with pytest.raises(TemplateFault) as raised:
        draft_of(tmp_path, "answer", template=template)
    said = raised.value.message("en")
    assert all(word in said for word in [str(template), *words]), said


def test_a_mistake_inside_a_table_is_found_too(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Đầu")
    document.add_table(1, 1).rows[0].cells[0].text = "{{ ky_hieuu }}"
    template = tmp_path / "mau.docx"
    document.save(str(template))
    with pytest.raises(TemplateFault, match=r"paragraph 2: \{\{ ky_hieuu"):
        draft_of(tmp_path, "answer", template=template)


def test_the_templates_are_copied_with_their_explanation(tmp_path: Path) -> None:
    copied, kept = copy_templates(tmp_path)
    assert (copied, kept) == (len(template_names()), [])
    assert {path.name for path in tmp_path.iterdir()} == {"README.md", *(f"{n}.docx" for n in template_names())}


def test_a_template_that_was_changed_is_kept_unless_asked(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"ours")
    assert copy_templates(tmp_path)[1] == [tmp_path / "plan.docx"]
    assert (tmp_path / "plan.docx").read_bytes() == b"ours"
    assert copy_templates(tmp_path, replace=True)[1] == []
    assert (tmp_path / "plan.docx").read_bytes() != b"ours"


def test_an_office_s_folder_of_templates_is_used(tmp_path: Path) -> None:
    copy_templates(tmp_path)
    assert template_of("plan", tmp_path) == tmp_path / "plan.docx"
    assert draft_of(tmp_path / "ra", "plan", template=tmp_path).exists()


def test_every_kind_has_its_template_and_an_ending_of_its_own() -> None:
    assert all((templates_dir() / f"{name}.docx").exists() for name in template_names())
    endings: list[Any] = [kind.ending for kind in KINDS]
    assert len(set(endings)) == len(endings)
