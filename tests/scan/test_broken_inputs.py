"""A corpus of broken inputs: each ends in pages or in a named error, in bounded time and memory."""

from __future__ import annotations

import io
import random
import resource
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest
from make_files import (
    A4,
    form_ladder,
    glyph_ladder,
    image_object,
    locked_pdf,
    mask_ladder,
    page_objects,
    pattern_ladder,
    pdf_bytes,
    sheet,
    stream,
    text_content,
)
from PIL import Image

from docproc.errors import InputError, NothingRead, TooIntricate
from docproc.pipeline import read
from docproc.reading import combine, second_look, upright
from docproc.reading.read import read_pages
from docproc.reading.source import Ocr
from docproc.scan import open_scan
from docproc.settings import load_settings

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "cong-van-cong-ty.pdf"
SECONDS = 20
MEGABYTES = 700  # beside what the process held before
Make = Callable[[], bytes]


@cache
def picture(kind: str) -> bytes:
    packed = io.BytesIO()
    sheet().save(packed, kind, **({"compression": "tiff_lzw"} if kind == "TIFF" else {}))
    return packed.getvalue()


@cache
def whole(kind: str) -> bytes:
    return SAMPLE.read_bytes() if kind == "PDF" else picture(kind)


def cut(kind: str, share: float) -> bytes:
    return whole(kind)[: int(len(whole(kind)) * share)]


def fuzzed(kind: str, seed: int) -> bytes:
    """Some bytes changed, with a fixed seed; half of the changes in the headers."""
    rng, data = random.Random(seed), bytearray(whole(kind))
    for n in range(rng.choice([1, 4, 30, 200])):
        data[rng.randrange(min(2000, len(data)) if n % 2 else len(data))] = rng.randrange(256)
    return bytes(data)


def png_bomb(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9999))
        + chunk(b"IEND", b"")
    )


def tiff_loop() -> bytes:
    """A TIFF whose second page is its first."""
    entry = struct.pack("<HHII", 256, 3, 1, 1) + struct.pack("<HHII", 257, 3, 1, 1)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + entry + struct.pack("<I", 8)


def pdf_with(content: bytes = b"", page: str = "", resources: str = "", *extra: bytes) -> bytes:
    return pdf_bytes(page_objects([stream(content)], page, resources, extra))


def flate_bomb() -> bytes:
    return pdf_bytes(page_objects([stream(b"0 0 m " * 20_000_000)]))


def cyclic_pages() -> bytes:
    return pdf_bytes([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"])


def cyclic_parent() -> bytes:
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>"
    return pdf_bytes([b"<</Type/Catalog/Pages 2 0 R>>", tree, b"<</Type/Page/Parent 3 0 R>>"])


def lying_count(count: int) -> bytes:
    return pdf_bytes([b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[]/Count {count}>>".encode()])


def form_cycle() -> bytes:
    form = stream(
        b"/F Do", f"/Type/XObject/Subtype/Form/BBox[0 0 {A4[0]} {A4[1]}]/Resources<</XObject<</F 6 0 R>>>>"
    )
    return pdf_with(b"/F Do", "", "/XObject<</F 6 0 R>>", form)


def form_rounds() -> bytes:
    """Twelve forms, each of which draws all others."""
    box = f"/BBox[0 0 {A4[0]} {A4[1]}]"
    names = "".join(f"/X{n} {n} 0 R" for n in range(6, 18))
    forms = [
        stream(
            "".join(f"/X{n} Do " for n in range(6, 18) if n != own).encode(),
            f"/Subtype/Form{box}/Resources<</XObject<<{names}>>>>",
        )
        for own in range(6, 18)
    ]
    return pdf_with(b"/X6 Do", "", "/XObject<</X6 6 0 R>>", *forms)


def pixel_bomb() -> bytes:
    said = image_object(sheet((9, 9)), (50_000, 50_000))
    return pdf_with(b"q 595 0 0 842 0 0 cm /Im Do Q", "", "/XObject<</Im 6 0 R>>", said)


def locked(folder: Path) -> bytes:
    return locked_pdf(folder / "locked.pdf", "mat", b"secret", b"owner").read_bytes()


def many_frames() -> bytes:
    packed = io.BytesIO()
    page = Image.new("1", (40, 60), 1)
    page.save(packed, "TIFF", save_all=True, append_images=[page] * 600)
    return packed.getvalue()


def corpus() -> Iterator[tuple[str, Make]]:
    for kind, suffix in (("PDF", "pdf"), ("JPEG", "jpg"), ("PNG", "png"), ("TIFF", "tif")):
        for share in (0.0005, 0.02, 0.3, 0.7, 0.999):
            yield f"cut-{share}.{suffix}", partial(cut, kind, share)
        for seed in range(14 if kind == "PDF" else 5):
            yield f"fuzzed-{seed}.{suffix}", partial(fuzzed, kind, seed)
    wrong: dict[str, Make] = {
        "empty.pdf": lambda: b"",
        "only-header.pdf": lambda: b"%PDF-1.7\n",
        "program.pdf": lambda: b"MZ\x90\0" + bytes(range(256)) * 9,
        "archive.pdf": lambda: b"PK\x03\x04" + bytes(500),
        "noise.pdf": lambda: random.Random(7).randbytes(5000),
        "noise.tif": lambda: b"II*\0" + random.Random(8).randbytes(3000),
        "page.html.txt": lambda: b"<!doctype html><p>x",
        "half-a-letter.txt": lambda: "Kính g\u1eed".encode()[:-1],
        "feeds.txt": lambda: b"x\f" * 2000,
        "png-bomb.png": partial(png_bomb, 60_000, 60_000),
        "png-line.png": partial(png_bomb, 2_000_000_000, 1),
        "tiff-loop.tif": tiff_loop,
        "tiff-frames.tif": many_frames,
        "pdf-pixels.pdf": pixel_bomb,
        "pdf-flate.pdf": flate_bomb,
        "pdf-cyclic-pages.pdf": cyclic_pages,
        "pdf-cyclic-parent.pdf": cyclic_parent,
        "pdf-count-minus.pdf": partial(lying_count, -1),
        "pdf-count-million.pdf": partial(lying_count, 1_000_000),
        "pdf-form-cycle.pdf": form_cycle,
        "pdf-giant-sheet.pdf": lambda: pdf_with(text_content((9, 9, "x")), "/MediaBox[0 0 9000000 9000000]"),
        "pdf-no-area.pdf": lambda: pdf_with(text_content((9, 9, "x")), "/MediaBox[0 0 0 0]"),
        "pdf-nested.pdf": lambda: b"%PDF-1.4\n1 0 obj\n" + b"[" * 200_000,
        "pdf-wrong-xref.pdf": lambda: pdf_with(b"").replace(b"startxref\n", b"startxref\n9"),
    }  # fmt: skip
    yield from wrong.items()
    yield from ladders().items()


def ladders() -> dict[str, Make]:
    """Small files that paint without end: refused by their count, or by their trial where the count is low."""
    return {
        "pdf-forms-2-40.pdf": partial(form_ladder, 2, 40),
        "pdf-forms-10-8.pdf": partial(form_ladder, 10, 8),
        "pdf-forms-10-5.pdf": partial(form_ladder, 10, 5),
        "pdf-forms-2-200.pdf": partial(form_ladder, 2, 200),
        "pdf-forms-round.pdf": form_rounds,
        "pdf-forms-cyclic-parent.pdf": lambda: form_ladder(10, 8).replace(b"/Count 1", b"/Count 1/Parent 2 0 R"),
        "pdf-forms-broken-table.pdf": lambda: form_ladder(10, 8) + b"\nxref trailer startxref 0 %%EOF",
        "pdf-patterns.pdf": partial(pattern_ladder, 9),
        "pdf-patterns-few.pdf": partial(pattern_ladder, 4),
        "pdf-glyphs.pdf": partial(glyph_ladder, 12),
        "pdf-glyphs-few.pdf": partial(glyph_ladder, 6),
        "pdf-masks.pdf": partial(mask_ladder, 9),
        "pdf-masks-few.pdf": partial(mask_ladder, 4),
        "pdf-fills.pdf": lambda: pdf_with(b"0 0 595 842 re f " * 300_000),
    }


CORPUS = list(corpus())


def most_megabytes() -> float:
    """What this process, which ran other tests before, has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def held_megabytes() -> float:
    """What it holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def test_the_corpus_is_large_and_its_names_differ() -> None:
    assert len({name for name, _ in CORPUS}) == len(CORPUS) >= 60


@pytest.mark.parametrize(("name", "make"), CORPUS, ids=[name for name, _ in CORPUS])
def test_broken_input_ends_in_pages_or_a_named_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, make: Make
) -> None:
    # What Tesseract would say of the pixels does not matter here, only that they come or are refused.
    for module in (combine, second_look, upright):
        monkeypatch.setattr(module, "read_image", lambda *_, **__: [])
    path = tmp_path / name
    path.write_bytes(make())
    settings = replace(load_settings(), draw_seconds=4)
    before, begun = set(tmp_path.iterdir()), time.monotonic()
    held, most = held_megabytes(), most_megabytes()
    try:
        with open_scan(path, settings) as scan:
            pages = list(read_pages(scan, settings, readers=()))
        assert pages and all(page.problem is None or page.problem.strip() for page in pages)
    except InputError as error:
        assert name in error.message("vi") and len(error.message("vi")) > len(str(path)) + 20
    assert time.monotonic() - begun < SECONDS
    assert most_megabytes() == most or most_megabytes() - held < MEGABYTES
    assert set(tmp_path.iterdir()) == before


def test_a_page_that_paints_without_end_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path, settings = tmp_path / "a.pdf", load_settings()
    form = stream(b"/F Do /F Do", f"/Subtype/Form/BBox[0 0 {A4[0]} {A4[1]}]/Resources<</XObject<</F 8 0 R>>>>")
    contents = [stream(b"/F Do"), stream(text_content((72, 700, "Letter")))]
    path.write_bytes(pdf_bytes(page_objects(contents, "", "/XObject<</F 8 0 R>>", (form,))))
    with open_scan(path, settings) as scan:
        endless, good = scan.pages()
    assert (type(endless.problem), good.problem) == (TooIntricate, None)


def test_without_ocr_too_a_page_that_paints_without_end_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(form_ladder(10, 8))
    with pytest.raises(NothingRead, match="drawing orders"):
        read(path, ocr=Ocr.NEVER)


def test_a_page_of_many_paintings_that_end_is_drawn(tmp_path: Path) -> None:
    path, settings = tmp_path / "a.pdf", load_settings()
    path.write_bytes(pdf_with(b"0 0 595 400 re f " + b"9 9 5 5 re f " * int(settings.plain_paintings)))
    with open_scan(path, settings) as scan:
        (page,) = scan.pages()
        assert page.image(72).convert("L").getpixel((300, 600)) == 0


def test_a_locked_pdf_asks_for_its_password(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(locked(tmp_path))
    with pytest.raises(InputError) as caught, open_scan(path, load_settings()):
        pass
    assert type(caught.value).__name__ == "PasswordNeeded"
