"""What the table of a letter says beyond its tasks: words typed over the scan, digital signatures."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from docproc.cli.letter_tables import print_letters
from docproc.field_words import field_words
from docproc.letter import DigitalSignature, Doubt, Instruction, Letter, Office, Task
from docproc.messages import set_language

SIGNED = DigitalSignature(
    signer="Sở Y tế Suối Vàng",
    organisation="Tỉnh Suối Vàng",
    signed_at="2024-05-07T08:15:00+07:00",
    unchanged=True,
    covers_file=True,
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


def printed(**values: object) -> str:
    """The tables of a letter with these values, in one line without the breaks of the terminal."""
    out = io.StringIO()
    print_letters(Console(file=out, width=120), [Letter.model_validate({"file": "a.pdf", "pages": 1, **values})])
    return " ".join(out.getvalue().split())


def test_an_instruction_over_the_scan_is_shown_with_its_tasks() -> None:
    task = Task(id="1", page=1, text="Tham mưu kế hoạch.", lead=[Office(name="Phòng Nông nghiệp")])
    typed = Instruction(
        text="Phòng Nông nghiệp tham mưu kế hoạch.",
        page=1,
        author="Chánh Văn phòng",
        written="2024-05-07T08:15",
        tasks=[task],
    )
    words = printed(instructions=[typed])
    assert "Typed over page 1 (Chánh Văn phòng, 07/05/2024): Phòng Nông nghiệp tham mưu kế hoạch." in words
    assert "1 Phòng Nông nghiệp Tham mưu kế hoạch." in words


def test_an_instruction_without_a_name_or_day_is_shown_alone() -> None:
    assert "Typed over page 2: Chuyển Phòng Y tế." in printed(
        instructions=[Instruction(text="Chuyển Phòng Y tế.", page=2)]
    )


def test_doubts_about_the_tasks_of_the_letter_are_not_set_against_those_of_an_instruction() -> None:
    task = Task(id="1", page=1, text="Báo cáo.", lead=[Office(name="Phòng Y tế")])
    doubt = Doubt(field="tasks[0].lead", code="lead_unsure", message="why")
    words = printed(tasks=[task], doubts=[doubt], instructions=[Instruction(text="x", page=1, tasks=[task])])
    assert words.count("Phòng Y tế (?)") == 1


def test_a_signature_says_who_when_and_that_nothing_was_changed() -> None:
    words = printed(signatures=[SIGNED])
    assert (
        "Digital signature: Sở Y tế Suối Vàng, Tỉnh Suối Vàng, 07/05/2024 08:15 UTC+07:00: unchanged since"
        in words
    )
    assert "added" not in words


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unchanged": False}, "CHANGED since it was signed"),
        ({"unchanged": None}, "could not be checked"),
        ({"covers_file": False}, "something was added to the file after it"),
    ],
)
def test_a_signature_that_does_not_hold_says_so(changes: dict[str, object], said: str) -> None:
    assert said in printed(signatures=[SIGNED.model_copy(update=changes)])


def test_that_a_further_signature_was_added_is_not_said_as_a_warning() -> None:
    first = SIGNED.model_copy(update={"covers_file": False})
    assert "added" not in printed(signatures=[first, SIGNED])


def test_a_doubt_about_a_cited_document_names_it_by_its_place() -> None:
    doubt = Doubt(field="citations[1].number", code="number_unsure", message="why")
    assert "cited document 2, number: why" in printed(doubts=[doubt])


def test_a_doubt_about_a_further_letter_names_it_by_its_place() -> None:
    doubts = [
        Doubt(field="attachments[0]", code="another_letter", message="why"),
        Doubt(field="attachments[1].header.number", code="number_unsure", message="why"),
        Doubt(field="pages", code="page_order", message="why"),
    ]
    words = printed(doubts=doubts)
    assert "further letter 1: why" in words
    assert "further letter 2, number: why" in words
    assert "pages of the file: why" in words


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("tasks[3].text", "việc 4, nội dung"),
        ("tasks[0].lead[1]", "việc 1, đơn vị chủ trì"),
        ("attachments[0].citations[1].number", "văn bản thứ 1 trong tệp, văn bản viện dẫn thứ 2, số"),
        ("header.urgency", "độ khẩn"),
        ("recipients[0]", "nơi nhận thứ 1"),
        ("event.start", "giờ bắt đầu họp"),
    ],
)
def test_no_path_is_shown_to_a_clerk(field: str, words: str) -> None:
    set_language("vi")
    try:
        assert field_words(field) == words
    finally:
        set_language(None)


def test_of_thousands_of_tasks_and_doubts_the_first_are_printed() -> None:
    tasks = [Task(id=str(n), page=1, text=f"Việc {n}.") for n in range(1, 2001)]
    doubts = [Doubt(field=f"tasks[{n}].lead", code="lead_inferred", message="why") for n in range(2000)]
    words = printed(tasks=tasks, doubts=doubts)
    assert "Việc 500." in words
    assert "Việc 501." not in words
    assert words.count("… and 1500 more") == 2
