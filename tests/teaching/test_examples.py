"""What the models are taught: sequences of clues with their labels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from docproc.extract.roles.models.trained import FROM_OFFICE
from docproc.teaching.annotated import AnnotatedLetter, unmarked
from docproc.teaching.examples import of_heirs, of_parties, of_roles
from docproc.teaching.taught import TaughtLetter
from tests.teaching.made_up import FOOT, HEAD, marked_text, taught


def _letter(written: str) -> TaughtLetter:
    text, tasks = unmarked(Path("a.txt"), written)
    return taught(AnnotatedLetter("a", "a", Path("a.txt"), text, tasks))


def _body(body: str) -> TaughtLetter:
    return _letter(HEAD.format(place="BẢN MÂY", number=5, subject="một việc") + body + FOOT)


def test_units_begin_tasks_or_are_none() -> None:
    [(clues, labels)] = of_roles(_letter(marked_text(1)))
    assert labels == ["O", "B", "B", "O"]
    assert len(clues) == 4 and all(clues)


def test_units_show_whether_their_letter_was_written_for_teaching() -> None:
    letter = _letter(marked_text(1))
    [(of_office, _labels)] = of_roles(letter)
    [(written, _labels)] = of_roles(replace(letter, written=True))
    assert of_office == [[*clues, FROM_OFFICE] for clues in written]


def test_a_task_of_two_sentences_goes_on() -> None:
    letter = _body("1. ⟦Các thôn lập danh sách hộ nghèo. Gửi danh sách về Ủy ban trong tuần.⟧{lead: Các thôn}\n")
    [(_clues, labels)] = of_roles(letter)
    assert labels == ["B", "I"]


def test_a_borderline_task_teaches_nothing_and_parts_the_sequence() -> None:
    letter = _body(
        "Xã đã nhận báo cáo.\n⟦?Các thôn theo dõi việc này.⟧{}\n⟦Các thôn gửi danh sách về xã.⟧{lead: Các thôn}\n"
    )
    assert [labels for _clues, labels in of_roles(letter)] == [["O"], ["B"]]


def test_words_of_tasks_are_labelled() -> None:
    labels = {label for _clues, labels in of_parties(_letter(marked_text(1))) for label in labels}
    assert {"BL", "IL", "BP", "IP", "O"} <= labels


def test_who_inherits_is_taught_where_a_task_names_nobody() -> None:
    letter = _body("1. ⟦Dọn sạch rác hai bên đường vào chợ.⟧{lead: Các thôn trên địa bàn xã}\n")
    [(clues, labels)] = of_heirs(letter)
    assert len(clues) == len(labels)
    assert labels.count("heir") == 1
    assert "addressees" in clues[labels.index("heir")]
