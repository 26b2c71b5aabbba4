"""Confidences by the clues of a value, and the doubts that little confidence raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import FOOT, HEAD, boxed, page_of

from docproc.extract.assemble import confidence
from docproc.extract.assemble.clues.letter import values_of
from docproc.extract.assemble.confidence import chance, doubt_below, with_confidences
from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.extract.assemble.rules.confidence import Confidence
from docproc.letter import Attachment, Deadline, Doubt, Evidence, Header, Letter, Office, Task
from docproc.rules import load

KINDS = ("head", "signer", "office", "citation", "task", "lead", "partner", "deadline")
ORDER = "Đề nghị các phòng, ban báo cáo UBND huyện kết quả kiểm tra hồ chứa."


@pytest.fixture
def weigh(monkeypatch: pytest.MonkeyPatch):
    """Weights of our own: every value starts at odds of 1 to 1, `unclear` print and `nobody` speak against it."""

    def set_weights(below: float = 0.4, deadline_below: float = 0.4, **biases: float) -> None:
        of = {"unclear": -10.0, "nobody": -10.0}
        rules = Confidence.model_validate(
            {
                "doubt_below": {"else": below, "deadline": deadline_below},
                "weights": {kind: {"bias": biases.get(kind, 0.0), "of": of} for kind in KINDS},
            }
        )
        monkeypatch.setattr(confidence, "load", lambda kind: rules)

    return set_weights


def read(text: str, sure: float = 1.0) -> list[Evidence]:
    return [Evidence(page=1, text=text, confidence=sure)]


def office(name: str, sure: float = 1.0) -> Office:
    return Office(name=name, evidence=read(name, sure))


def codes(letter: Letter) -> list[tuple[str, str]]:
    return [(doubt.field, doubt.code) for doubt in letter.doubts]


@given(st.dictionaries(st.sampled_from(["unclear", "doubted", "words", "no clue"]), st.floats(-1e6, 1e6)))
def test_a_chance_is_a_share(clues: dict[str, float]) -> None:
    assert all(0 < chance(kind, clues) < 1 for kind in KINDS)


def test_clues_add_up_to_odds(weigh) -> None:
    weigh(head=1.0)
    assert chance("head", {}) == pytest.approx(0.731, abs=0.001)
    assert chance("head", {"unclear": 0.1, "something else": 5.0}) == pytest.approx(0.5)


def test_every_kind_has_weights_and_a_limit() -> None:
    assert set(load(Confidence).weights) == set(KINDS)
    assert all(0 < doubt_below(kind) < 1 for kind in KINDS)


def test_little_confidence_is_a_doubt(weigh) -> None:
    weigh()
    letter = Letter(
        file="a.pdf",
        pages=1,
        header=Header(symbol="UBND-NN", place="An Khê", evidence={"symbol": read("x"), "place": read("y", 0.5)}),
        recipients=[office("Như trên"), office("Sở Y tế", 0.6)],
    )
    sure = with_confidences(letter)
    assert sure.header.confidence == {"symbol": 0.5, "place": 0.007}
    assert [o.confidence for o in sure.recipients] == [0.5, 0.018]
    assert codes(sure) == [("header.place", "low_confidence"), ("recipients[1]", "low_confidence")]
    assert "unclear print" in sure.doubts[0].message


def test_what_is_doubted_already_gets_no_second_doubt(weigh) -> None:
    weigh()
    known = Doubt(field="header.place", code="name_mended", message="mended")
    header = Header(place="An Khê", evidence={"place": read("y", 0.5)})
    letter = with_confidences(Letter(file="a.pdf", pages=1, header=header, doubts=[known]))
    assert letter.doubts == [known]


def letter_with_task(lead: list[Office], sure: float = 1.0) -> Letter:
    task = Task(
        id="1",
        page=1,
        text="báo cáo kết quả",
        lead=lead,
        coordinate=[office("Phòng Y tế")],
        deadline=Deadline(text="trước ngày 10/5", evidence=read("trước ngày 10/5")),
        evidence=read("báo cáo kết quả", sure),
    )
    return Letter(file="a.pdf", pages=1, tasks=[task])


def test_what_hangs_on_a_task_is_no_surer_than_the_task(weigh) -> None:
    weigh(below=0.1, deadline_below=0.1)
    task = with_confidences(letter_with_task([office("Phòng Nội vụ")], 0.9)).tasks[0]
    assert chance("task", {"unclear": 0.1}) == pytest.approx(0.269, abs=0.001)
    shown = [task.confidence, task.lead[0].confidence, task.coordinate[0].confidence, task.deadline.confidence]
    assert shown == [0.134, 0.134, 0.134, 0.5]


def test_a_task_without_anybody_says_so(weigh) -> None:
    weigh()
    letter = with_confidences(letter_with_task([], 0.9))
    assert codes(letter) == [("tasks[0].text", "low_confidence"), ("tasks[0].lead", "low_confidence")]
    assert [doubt.details for doubt in letter.doubts] == [{"read": "báo cáo kết quả"}, {}]


def test_partners_of_a_doubtful_task_need_no_doubt_of_their_own(weigh) -> None:
    weigh(task=-3.0)
    letter = with_confidences(letter_with_task([office("Phòng Nội vụ")]))
    assert letter.tasks[0].coordinate[0].confidence == 0.024
    assert codes(letter) == [("tasks[0].text", "low_confidence"), ("tasks[0].lead", "low_confidence")]


def test_a_deadline_has_a_limit_of_its_own(weigh) -> None:
    weigh(below=0.2, deadline_below=0.9, task=3.0, lead=3.0)
    letter = with_confidences(letter_with_task([office("Phòng Nội vụ")]))
    assert codes(letter) == [("tasks[0].deadline", "low_confidence")]


def test_further_letters_of_the_file_have_confidences_too(weigh) -> None:
    weigh()
    part = Attachment(
        first_page=2,
        last_page=2,
        header=Header(subject="họp", evidence={"subject": read("họp", 0.5)}),
        addressees=[office("Sở Y tế")],
        report_due=Deadline(text="10/5", evidence=read("10/5", 0.5)),
    )
    letter = with_confidences(Letter(file="a.pdf", pages=2, attachments=[part]))
    assert letter.attachments[0].header.confidence == {"subject": 0.007}
    assert letter.attachments[0].addressees[0].confidence == 0.5
    assert [field for field, _ in codes(letter)] == ["attachments[0].header.subject", "attachments[0].report_due"]


def letter_read_with(sure: float) -> Letter:
    head, foot = HEAD.splitlines(), FOOT.splitlines()
    lines = [boxed(text, 80, 60 + 16 * n, confidence=sure) for n, text in enumerate(head)]
    lines.append(boxed(ORDER, 80, 400, confidence=sure))
    lines += [boxed(text, 80, 600 + 16 * n, confidence=sure) for n, text in enumerate(foot)]
    return letter_from_pages([page_of(*lines)], "a.pdf", 1)


def test_every_value_of_a_letter_has_a_confidence() -> None:
    letter = letter_read_with(0.95)
    head = {"doc_type", "number", "symbol", "issuer", "subject", "issue_date"}
    assert head - {"doc_type"} <= set(letter.header.confidence)
    assert set(letter.signer.confidence) == {"name", "position"}
    offices = letter.addressees + letter.recipients
    shown = [o.confidence for o in offices] + [t.confidence for t in letter.tasks]
    assert len(shown) > 3
    assert all(0 < sure < 1 for sure in shown)


def test_the_doubts_of_confidence_are_no_clues_for_it() -> None:
    letter = letter_read_with(0.7)
    before = {value.path: value.clues for value in values_of(letter)}
    doubts = [doubt for doubt in letter.doubts if doubt.code != "low_confidence"]
    bare = letter.model_copy(update={"doubts": doubts})
    assert {value.path: value.clues for value in values_of(bare)} == before
    assert with_confidences(bare) == letter
