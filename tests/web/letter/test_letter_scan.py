"""The pages of a letter: pictures, parts of them, words, the original file."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pypdfium2
import pytest
from desk_people import LogIn
from letter_rows import SAMPLE, add_sample
from PIL import Image
from sqlalchemy import delete, select

from docproc.pipeline import Result
from docproc.store import Store
from docproc.store.originals import place_of
from docproc.store.schema import AuditEntry, LetterPage
from docproc.web.letter import pictures
from docproc.web.letter.pictures import _make_room


@pytest.fixture
def letter_id(store: Store, read_sample: Result) -> int:
    return add_sample(store, read_sample)


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content), formats=("WEBP",)).convert("L")


def test_a_page_is_drawn_for_the_screen_and_larger(log_in: LogIn, letter_id: int) -> None:
    lan = log_in()
    sizes = [_opened(lan.get(f"/letters/{letter_id}/pages/1{size}").content).width for size in ("", "?size=zoom")]
    assert [round(size, -1) for size in sizes] == [1000, 2000]


def test_a_page_is_drawn_once(log_in: LogIn, letter_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lan = log_in()
    first = lan.get(f"/letters/{letter_id}/pages/2")
    monkeypatch.setattr(pictures, "_draw", lambda *_: pytest.fail("drawn again"))
    assert lan.get(f"/letters/{letter_id}/pages/2").content == first.content


def test_the_process_that_answers_opens_no_file_of_others(
    log_in: LogIn, letter_id: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    drawn_by = tmp_path / "drawn_by"

    def draw(*_: object) -> dict[int, object]:
        drawn_by.write_text(str(os.getpid()), encoding="ascii")
        return {}

    monkeypatch.setattr(pictures, "pages_seen", draw)
    assert log_in().get(f"/letters/{letter_id}/pages/1").status_code == 404
    assert int(drawn_by.read_text(encoding="ascii")) != os.getpid()


def test_a_page_that_was_turned_is_shown_upright(store: Store, log_in: LogIn, read_sample: Result) -> None:
    lying = read_sample.letter.model_copy(deep=True)
    lying.page_notes[0].turned = 90
    number = add_sample(store, read_sample, lying)
    picture = _opened(log_in().get(f"/letters/{number}/pages/1").content)
    assert picture.width > picture.height


def test_a_part_of_a_page_is_cut_out(log_in: LogIn, letter_id: int, read_sample: Result) -> None:
    word = next(w for line in read_sample.pages[0].lines for w in line.words if w.text == "642/UBND-NN")
    assert word.box is not None
    box = ",".join(f"{side:.1f}" for side in word.box)
    cut = _opened(log_in().get(f"/letters/{letter_id}/pages/1/crop?box={box}").content)
    assert abs(cut.width - word.box.width * 2000 / read_sample.pages[0].width) <= 2
    assert min(cut.tobytes()) < 100 < 200 < max(cut.tobytes())  # print on paper


@pytest.mark.parametrize("box", ["", "1,2,3", "9,9,1,1", "a,b,c,d", "-1,0,5,5", "1e9,0,2e9,5", "1,1,nan,9"])
def test_what_is_no_box_is_refused(log_in: LogIn, letter_id: int, box: str) -> None:
    assert log_in().get(f"/letters/{letter_id}/pages/1/crop?box={box}").status_code == 422


def test_a_box_beside_the_page_gives_what_lies_on_it(log_in: LogIn, letter_id: int) -> None:
    answer = log_in().get(f"/letters/{letter_id}/pages/1/crop?box=500,800,99999,99999")
    assert _opened(answer.content).width <= 2000


@pytest.mark.parametrize("number", ["0", "3", "-1", "99999999999999999999"])
def test_a_page_that_is_not_there_is_not_found(log_in: LogIn, letter_id: int, number: str) -> None:
    assert log_in().get(f"/letters/{letter_id}/pages/{number}").status_code == 404


def test_words_come_with_their_places_and_what_else_was_seen(
    log_in: LogIn, letter_id: int, read_sample: Result
) -> None:
    found = log_in().get(f"/letters/{letter_id}/pages/1/words").json()
    words = [word for line in found["lines"] for word in line]
    assert [word["text"] for word in words] == [w.text for ln in read_sample.pages[0].lines for w in ln.words]
    assert any(word["alternatives"] for word in words)
    assert (round(found["width"]), round(found["height"])) == (595, 842)


def test_a_letter_without_words_still_tells_the_size_of_its_pages(
    store: Store, log_in: LogIn, letter_id: int
) -> None:
    store.write(lambda session: session.execute(delete(LetterPage)))
    found = log_in().get(f"/letters/{letter_id}/pages/1/words").json()
    assert (round(found["width"]), round(found["height"]), found["lines"]) == (595, 842, [])


def test_the_original_comes_as_it_is_and_is_never_opened_within_the_desk(
    log_in: LogIn, letter_id: int, store: Store
) -> None:
    answer = log_in().get(f"/letters/{letter_id}/original")
    assert answer.content == SAMPLE.read_bytes()
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{SAMPLE.name}"
    assert answer.headers["content-security-policy"].startswith("sandbox")
    with store.reading() as session:
        taken = select(AuditEntry.subject_id).where(AuditEntry.did == "downloaded")
        assert list(session.scalars(taken)) == [letter_id]


def test_the_searchable_copy_holds_what_was_read(
    log_in: LogIn, letter_id: int, store: Store, read_sample: Result
) -> None:
    answer = log_in().get(f"/letters/{letter_id}/searchable")
    document = pypdfium2.PdfDocument(answer.content)
    found = document[0].get_textpage().get_text_bounded().split()
    document.close()
    assert sorted(found) == sorted(read_sample.pages[0].text.split())
    assert answer.headers["content-disposition"].startswith("attachment")
    with store.reading() as session:
        taken = select(AuditEntry.subject_id).where(AuditEntry.did == "downloaded")
        assert list(session.scalars(taken)) == [letter_id]


def test_a_letter_without_words_has_no_searchable_copy_at_the_desk(
    store: Store, log_in: LogIn, letter_id: int
) -> None:
    store.write(lambda session: session.execute(delete(LetterPage)))
    answer = log_in().get(f"/letters/{letter_id}/searchable")
    assert (answer.status_code // 100, "docproc export searchable" in answer.text) == (4, True)


def test_an_original_that_is_lost_is_told(log_in: LogIn, letter_id: int, store: Store) -> None:
    kept = place_of(store.originals, hashlib.sha256(SAMPLE.read_bytes()).hexdigest())
    kept.unlink()
    lan = log_in()
    assert lan.get(f"/letters/{letter_id}/original").status_code == 404
    assert lan.get(f"/letters/{letter_id}/pages/1").status_code == 404


def test_pages_of_a_confidential_letter_do_not_stay_in_the_browser(
    store: Store, log_in: LogIn, read_sample: Result
) -> None:
    secret = read_sample.letter.model_copy(deep=True)
    secret.header.secrecy = "MẬT"
    number = add_sample(store, read_sample, secret)
    answer = log_in(confidential=True).get(f"/letters/{number}/pages/1")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


def test_what_nobody_asked_for_longest_makes_room(tmp_path: Path) -> None:
    for age, name in enumerate(("new", "middle", "old")):
        (tmp_path / name).write_bytes(b"x" * 100)
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    _make_room(tmp_path, most=250)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["middle", "new"]
