"""The JSON of a mention of time: the core fields always, the others where they apply."""

from __future__ import annotations

from datetime import date

from docproc.extract.mentions.dates.find import find_dates
from docproc.extract.mentions.dates.mention import DateMention, mention_as_json


def test_core_fields_are_there_without_a_day() -> None:
    mention = DateMention(0, 4, "ngay", "urgency", "immediate")
    assert mention_as_json(mention) == {
        "text": "ngay",
        "role": "urgency",
        "type": "immediate",
        "due": None,
        "inclusive": None,
        "time": None,
        "last_day": None,
    }


def test_a_day_comes_with_its_day_of_the_week() -> None:
    fields = mention_as_json(DateMention(0, 1, "x", "deadline", "absolute", due=date(2024, 5, 19)))
    assert (fields["due"], fields["weekday"], fields["is_working_day"]) == ("2024-05-19", "Sun", False)


def test_what_is_found_in_a_passage_keeps_its_place() -> None:
    text = "Các xã báo cáo trước ngày 20/5/2024."
    [mention] = find_dates(text, date(2024, 5, 6))
    assert text[mention.start : mention.end] == "trước ngày 20/5/2024"
    assert mention_as_json(mention)["last_day"] == "2024-05-19"


def test_a_deadline_in_unknown_words_is_doubted() -> None:
    [mention] = find_dates("Báo cáo chậm nhất sau khi kết thúc đợt kiểm tra.", date(2024, 5, 6))
    assert (mention.role, mention.due, mention.doubts) == ("deadline", None, ("date_unclear",))
