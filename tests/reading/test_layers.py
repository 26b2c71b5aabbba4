"""Real PDFs whose text layer is damaged, in an old encoding, or missing: where the words come from, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from viparse.normalize.encodings import get_charmap

from docproc.errors import DamagedFile, NoLayer
from docproc.evaluate.text import page_counts
from docproc.language.syllables import stripped
from docproc.page import Line, Page, PageReason, TextKind
from docproc.pipeline import read
from docproc.reading import read as read_module
from docproc.reading.read import read_page, read_pages
from docproc.reading.recogniser import SCRIPT_MODEL
from docproc.reading.source import Ocr
from docproc.reading.tesseract import ReadingTimeout
from docproc.scan import open_scan
from docproc.settings import load_settings
from docproc.synthesis.degrade import scan_condition, scan_page
from docproc.synthesis.fonts import font_family
from docproc.synthesis.layout import lay_out
from docproc.synthesis.paper import Run, Sheet
from docproc.synthesis.render import drawn
from docproc.synthesis.source import read_source
from docproc.synthesis.write import write_text_pdf

SAMPLES = Path(__file__).parent.parent.parent / "samples"
SAMPLE = "cong-van-giao-viec"
GOLD = (SAMPLES / f"{SAMPLE}.p1.txt").read_text(encoding="utf-8")
FAMILY = font_family("liberation")


def written(path: Path, retyped: Callable[[str], str]) -> Sheet:
    """Page 1 of the sample as an office program writes it, each word typed in another way at its place."""
    sheet = next(iter(lay_out(read_source(SAMPLES / f"{SAMPLE}.toml"), FAMILY)))
    typed = replace(sheet, runs=[retyped_run(run, retyped(run.text)) for run in sheet.runs])
    write_text_pdf([typed], FAMILY, path)
    return sheet


def retyped_run(run: Run, text: str) -> Run:
    """The word as wide as before: fonts of an old encoding show several signs as one letter."""
    was, now = (FAMILY.width(word, run.style, run.size) for word in (run.text, text))
    return replace(run, text=text, size=run.size * was / now)


def in_old_encoding(encoding: str) -> Callable[[str], str]:
    charmap = get_charmap(encoding)
    assert charmap is not None
    letters = {letter: signs for signs, letter in charmap.pairs}
    return lambda text: "".join(letters.get(c, letters.get(c.lower(), c)) for c in text)


def as_eng_reads(text: str) -> str:
    """As Tesseract leaves Vietnamese when it takes it for English: without marks, some letters as others."""
    return stripped(text).replace("ao", "do").replace("ye", "yé")


def first_page(path: Path, ocr: Ocr = Ocr.AUTO) -> Page:
    with open_scan(path, load_settings()) as scan:
        return next(read_pages(scan, load_settings(), readers=(), ocr=ocr))


def wer(page: Page) -> float:
    counts = page_counts(GOLD.lower(), page.text.lower())
    return counts.line_word_errors / counts.words


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_layer_in_an_old_encoding_is_converted(tmp_path: Path, encoding: str) -> None:
    written(tmp_path / "a.pdf", in_old_encoding(encoding))
    page = first_page(tmp_path / "a.pdf")
    assert (page.source, page.reason) == ("layer", "legacy encoding converted")
    assert wer(page) < 0.01
    assert all(word.box for line in page.lines for word in line.words)


def poor_scan(path: Path, retyped: Callable[[str], str]) -> None:
    """A scan at 40 dpi, blurred, under a text layer."""
    sheet = written(path, retyped)
    poor = replace(scan_condition("colour-200"), dpi=40, blur=1.2, noise=30.0)
    image = scan_page(drawn(sheet, FAMILY, 40), poor, 1).convert("RGB")
    document = pypdfium2.PdfDocument(path)
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(image))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(sheet.width, sheet.height))
    page = document[0]
    page.insert_obj(picture)
    page.gen_content()
    document.save(path.with_suffix(".scan.pdf"))
    document.close()
    path.with_suffix(".scan.pdf").replace(path)


@pytest.mark.ocr
def test_a_damaged_layer_is_repaired_where_the_image_is_too_poor(tmp_path: Path) -> None:
    poor_scan(tmp_path / "a.pdf", as_eng_reads)
    page = first_page(tmp_path / "a.pdf")
    assert (page.source, page.reason) == ("layer", "damaged layer: repaired, image too poor")
    assert wer(page) < 0.3 < page_counts(GOLD, as_eng_reads(GOLD)).word_errors / len(GOLD.split())
    changed = [word for line in page.lines for word in line.words if word.repaired]
    assert len(changed) > 100
    assert all(word.box and word.alternatives for word in changed)


def test_a_layer_whose_words_cannot_be_found_is_left_for_the_image(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_scan(SAMPLES / "cong-van-ban-chi-dao.pdf", load_settings()) as scan:
        page = next(scan.pages())

        def fails() -> tuple[Line, ...]:
            raise DamagedFile(scan.path, detail="made so")

        monkeypatch.setattr(read_module, "_from_image", lambda page, reason, *_: Page(1, 0, 0, (), "ocr", reason))
        read = read_page(replace(page, find_lines=fails), load_settings(), ())
        assert read.reason is PageReason.DAMAGED


def test_a_page_tells_what_its_layer_was_judged_to_be() -> None:
    verdict = first_page(SAMPLES / "cong-van-ban-chi-dao.pdf").verdict
    assert verdict is not None
    assert (verdict.kind, verdict.encoding) == (TextKind.GOOD, "")
    assert verdict.words > 200
    assert verdict.right + verdict.bare + verdict.odd == pytest.approx(1)


def test_a_page_tells_who_looked_at_its_image(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_module, "_from_image", lambda page, reason, *_: Page(1, 0, 0, (), "ocr", reason))
    with open_scan(SAMPLES / f"{SAMPLE}.pdf", load_settings()) as scan:
        page = read_page(next(scan.pages()), load_settings(), [SCRIPT_MODEL])
    assert page.readers == ("vie", "script")
    assert page.verdict is not None and page.verdict.kind is TextKind.EMPTY


def test_a_page_that_takes_too_long_says_how_to_allow_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object) -> None:
        raise ReadingTimeout

    monkeypatch.setattr(read_module, "_from_upright_image", late)
    page = first_page(SAMPLES / f"{SAMPLE}.pdf")
    assert page.problem is not None
    assert f"{load_settings().ocr_seconds} seconds" in page.problem


@pytest.mark.parametrize(("ocr", "reason"), [(Ocr.NEVER, "OCR not wanted: no layer")])
def test_ocr_never_leaves_a_scan_unread_and_says_so(ocr: Ocr, reason: str) -> None:
    page = first_page(SAMPLES / f"{SAMPLE}.pdf", ocr)
    assert (page.lines, page.reason) == ((), reason)
    assert page.problem == "it has no text layer, and OCR was not wanted"
    with pytest.raises(NoLayer):
        read(SAMPLES / f"{SAMPLE}.pdf", ocr=ocr)
