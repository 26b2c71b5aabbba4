"""Models are made from text, the same text gives the same model, and what is held back stays out."""

from __future__ import annotations

from pathlib import Path

import pytest

from docproc.errors import NotFound, TooLittleText
from docproc.language.model import open_model, shipped_folder
from docproc.language.ngrams import open_ngrams
from docproc.language.repair import open_reader, repair_text
from docproc.language.training.align import paired_lines, paired_words
from docproc.language.training.build import add_archive, build_model, copy_model
from docproc.language.training.capitals import acronyms_with_bar
from docproc.language.training.corpus import HELD_OUT_OF, is_held_out, lines_of, text_files
from docproc.language.training.learn import train_confusion, word_pairs
from docproc.language.training.noise import engine_table
from docproc.language.training.pages import LinePair

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
OWN = "Tổ công tác Thác Bà Hai kiểm tra hồ sơ bản Mây"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    lines = [f"{OWN} lần thứ {n}." for n in range(300)]
    (folder / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_held_out_lines_are_never_trained_on(archive: Path) -> None:
    [file] = text_files(archive)
    trained, held = list(lines_of(file)), list(lines_of(file, held_out=True))
    assert not set(trained) & set(held)
    assert len(trained) + len(held) == 300
    assert all(is_held_out(line) for line in held)
    assert len(held) < 300 * 3 / HELD_OUT_OF + 5


def test_no_texts_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        text_files(tmp_path)


def test_model_made_anew_knows_its_text(archive: Path, tmp_path: Path) -> None:
    for folder in (tmp_path / "one", tmp_path / "two"):
        build_model(archive, folder)
    ngrams = open_ngrams(tmp_path / "one")
    assert ngrams.log_probability(["công", "tác"]) > ngrams.log_probability(["tác", "công"]) + 1
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_own_archive_is_added(archive: Path, tmp_path: Path) -> None:
    built = add_archive(archive, shipped_folder(), tmp_path / "own")
    assert built.sequences > 10
    before, after = open_model(shipped_folder()).ngrams, open_model(tmp_path / "own").ngrams
    phrase = OWN.lower().split()
    assert after.log_probability(phrase) > before.log_probability(phrase) + 5
    other = ["căn", "cứ", "luật", "tổ", "chức", "chính", "quyền", "địa", "phương"]
    assert after.log_probability(other) == pytest.approx(before.log_probability(other), abs=3)
    reader = open_reader(tmp_path / "own")
    assert repair_text("Thac Ba Hai kiem tra ho so ban May", reader) == "Thác Bà Hai kiểm tra hồ sơ bản Mây"


def test_archive_can_be_added_in_place(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    add_archive(archive, shipped_folder(), folder)
    add_archive(archive, folder, folder)
    assert repair_text("Uy ban nhan dan", open_reader(folder)) == "Ủy ban nhân dân"


def test_lines_and_words_are_paired() -> None:
    truth, seen = ["Phòng Nội vụ", "Số: 12", "báo cáo kết quả"], ["Phong Noi vu", "|| ~", "bdo cdo két qua"]
    assert paired_lines(truth, seen) == [(truth[0], seen[0]), (truth[2], seen[2])]
    assert paired_words("hoạt động của", "hoat d ong cua") == [
        ("hoạt", "hoat"),
        ("động", "d ong"),
        ("của", "cua"),
    ]
    assert list(word_pairs([LinePair("Số 12, quản lý.", "So 12, quan 1y.")])) == [
        ("Số", "So"),
        ("quản", "quan"),
        ("lý", "1y"),
    ]


def test_chances_of_other_engines_sum_to_one() -> None:
    for outcomes in engine_table().values():
        assert sum(outcomes.values()) == pytest.approx(1.0)


def test_acronyms_are_written_with_bar_when_they_mostly_are() -> None:
    lines = ["Sở LĐTBXH và HĐND"] * 5 + ["HDND xã", "số TTDT"] + ["phòng DT"] * 5
    assert acronyms_with_bar(lines, 4, 0.8) == {"LDTBXH": "LĐTBXH", "HDND": "HĐND"}


def test_too_little_text_for_confusions_is_said(archive: Path, tmp_path: Path) -> None:
    (archive / "a.txt").write_text("Quá ít.\n", encoding="utf-8")
    with pytest.raises(TooLittleText):
        train_confusion(archive, tmp_path / "own", 1, lambda: None)


@pytest.mark.ocr
def test_confusions_are_learnt_from_printed_pages(tmp_path: Path) -> None:
    texts, steps = tmp_path / "texts", []
    texts.mkdir()
    lines = [line for file in sorted(SAMPLES.glob("*.p?.txt")) for line in file.read_text("utf-8").splitlines()]
    (texts / "samples.txt").write_text("\n".join(lines), encoding="utf-8")
    folders = (tmp_path / "one", tmp_path / "two")
    for folder in folders:
        copy_model(shipped_folder(), folder)
        assert train_confusion(texts, folder, 2, lambda: steps.append(1)) > 200
    assert len(steps) == 4
    one, two = ((folder / "confusion.json.xz").read_bytes() for folder in folders)
    assert one == two
    assert repair_text("Uy ban nhan dan", open_reader(folders[0])) == "Ủy ban nhân dân"
