"""What docs/development.md says of adding to docproc is all that it takes: each of its lists of steps is done
here, with made-up things, beside a copy of the data files.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from docproc import resources
from docproc.cli import export, report
from docproc.cli import main as entry
from docproc.cli.help import App
from docproc.cli.outputs import write_text
from docproc.errors import ExitCode
from docproc.messages import set_language
from docproc.records import RegisteredLetter
from docproc.resources import models_dir, templates_dir

LETTER = """ỦY BAN NHÂN DÂN
HUYỆN SUỐI VÀNG
Số: 642/BNX-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Suối Vàng, ngày 06 tháng 5 năm 2024
BẢN NHẬN XÉT
Về công tác thủy lợi của các xã
Đề nghị UBND xã Bản Mây rà soát hồ chứa, báo cáo trước ngày 20/5/2024.
Nơi nhận:
- UBND xã Bản Mây;
- Lưu: VT.
CHỦ TỊCH
Lò Văn Khải"""
# Runs docproc with the data files of another folder.
WITH_DATA = """
import sys
from pathlib import Path
from docproc import resources
resources._CHECKOUT = Path(sys.argv.pop(1))
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data files as docproc has them, each a link: one that is changed is written anew."""
    for shipped in (models_dir(), templates_dir()):
        folder = tmp_path / "data" / shipped.name
        folder.mkdir(parents=True)
        for file in shipped.iterdir():
            (folder / file.name).symlink_to(file)
    return tmp_path / "data"


def add_to(file: Path, more: str) -> None:
    """Write at the end of a data file, not of the one that docproc has."""
    text = file.read_text(encoding="utf-8")
    file.unlink()
    file.write_text(f"{text}\n{more}", encoding="utf-8")


def run(script: str, *arguments: Path | str) -> str:
    """What a script prints that runs in a process of its own, where nothing was read before."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def letter(tmp_path: Path) -> Iterator[Path]:
    """A letter as docproc process writes it."""
    text = tmp_path / "thu.txt"
    text.write_text(LETTER.replace("BẢN NHẬN XÉT", "THÔNG BÁO").replace("BNX", "TB"), encoding="utf-8")
    assert entry.main(["process", str(text), "--out", str(tmp_path)]) == ExitCode.DONE
    yield tmp_path / "thu.json"
    set_language(None)


READ_BY_TOY = """
from PIL import Image
from docproc.page import Box, Line, Word
from docproc.reading import combine

class Toy:
    name = "toy"

    def read(self, image, lines, dpi, timeout):
        return [Line(tuple(Word(word.text.replace("lzqwf", "lý"), word.box, 0.99) for word in line.words))
                for line in lines]

def seen(*_):
    words = "Các xã quản lzqwf rừng".split()
    return [Line(tuple(Word(word, Box(40 * n, 0, 40 * n + 35, 12), 0.5) for n, word in enumerate(words)))]

combine.read_image = seen
[line] = combine.read_combined(Image.new("L", (300, 20), 255), 72, 5, [Toy()])
print(line.text)
"""


def test_the_words_of_a_new_reader_are_taken(data: Path) -> None:
    rules = data / "models" / "reading.toml"
    text = rules.read_text(encoding="utf-8")
    rules.unlink()
    rules.write_text(text.replace("[decision.reader]\n", "[decision.reader]\ntoy = 3.0\n"), encoding="utf-8")
    worth = ("margin = 3.0", "confidence = 0.8", "usual = -12.0", "before = 1", "after = 1", "beyond = 0.0")
    add_to(rules, "\n".join(["[worth.reader.toy]", *worth, "unread = false", ""]))
    assert run(WITH_DATA + READ_BY_TOY, data) == "Các xã quản lý rừng\n"


PROCESSED = """
from docproc.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_letter_of_a_new_type_is_recognised(data: Path, tmp_path: Path) -> None:
    add_to(data / "models" / "doc_types.toml", '[[type]]\nname = "Bản nhận xét"\nabbr = "BNX"\n')
    text = tmp_path / "thu.txt"
    text.write_text(LETTER, encoding="utf-8")
    run(WITH_DATA + PROCESSED, data, "process", text, "--out", tmp_path)
    header = json.loads((tmp_path / "thu.json").read_text(encoding="utf-8"))["header"]
    assert (header["doc_type"], header["subject"]) == ("Bản nhận xét", "công tác thủy lợi của các xã")


def _numbers(
    letters: export.Letters = None,
    out: Path = Path("numbers.txt"),
    force: export.Force = False,
    data: export.Data = None,
) -> ExitCode:
    """An export as it would stand in docproc/cli/export.py."""
    with export._records(letters, export.Period.of(None, None, None), data, out, force) as records:
        write_text(out, "\n".join(f"{one.letter.header.number}" for one in records.letters))
    return export._done(records, out)


def test_a_new_export_is_written(letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_exports = export.add_exports

    def with_numbers(app: App) -> None:
        add_exports(app)
        app.add("numbers", "The numbers of letters, a line each.", _numbers)

    monkeypatch.setattr(export, "add_exports", with_numbers)
    out = tmp_path / "numbers.txt"
    assert entry.main(["export", "numbers", str(letter), "--out", str(out)]) == ExitCode.DONE
    assert out.read_text(encoding="utf-8") == "642"


def _opinion_fields(record: RegisteredLetter, office: str, parent: str | None) -> dict[str, object]:
    """The fields of a draft, in the names that its template uses."""
    return {"co_quan": office, "cap_tren": parent, "trich_yeu": record.letter.header.subject}


def test_a_new_kind_of_draft_is_rendered(
    letter: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = Document()
    template.add_paragraph("{{ co_quan }} góp ý: {{ trich_yeu }}")
    template.save(str(data / "templates" / "opinion.docx"))
    kind = report.Kind(
        "opinion", "gop-y", "Phiếu góp ý", "Phiếu góp ý: what an office thinks of a letter.", _opinion_fields
    )
    monkeypatch.setattr(report, "KINDS", (*report.KINDS, kind))
    monkeypatch.setattr(resources, "_CHECKOUT", data)
    assert entry.main(["report", "opinion", str(letter), "--office", "UBND xã Bản Mây"]) == ExitCode.DONE
    draft = Document(str(tmp_path / "thu.gop-y.docx"))
    assert [paragraph.text for paragraph in draft.paragraphs] == [
        "UBND xã Bản Mây góp ý: công tác thủy lợi của các xã"
    ]
