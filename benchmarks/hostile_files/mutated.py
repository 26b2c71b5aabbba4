"""Letters of samples/ with some of their bytes changed, lost, doubled, or put together from two."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
from PIL import Image

from hostile_files.made import Made, Makers
from hostile_files.packages import docx
from hostile_files.pdf_parts import text_letter

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_WORDS = (
    b"obj", b"endobj", b"stream", b"endstream", b"/Kids", b"/Parent", b"/Length", b"/Filter", b"/Type",
    b"R", b"<<", b">>", b"xref",
)  # fmt: skip
_PICTURES = (
    (".png", {}), (".jpg", {"quality": 60}), (".jpg", {"progressive": True}), (".gif", {}), (".bmp", {}),
    (".webp", {"quality": 50}), (".tif", {}), (".tif", {"compression": "tiff_lzw"}),
    (".tif", {"compression": "tiff_deflate"}), (".tif", {"compression": "jpeg"}),
)  # fmt: skip
_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".gif": "GIF", ".bmp": "BMP", ".webp": "WEBP", ".tif": "TIFF"}


@cache
def texts() -> tuple[str, ...]:
    """The first pages of the samples."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.p1.txt")))


@cache
def scans() -> tuple[bytes, ...]:
    """The samples of one page."""
    short = [path for path in sorted(SAMPLES.glob("*.pdf")) if not path.with_suffix(".p2.txt").exists()]
    return tuple(path.read_bytes() for path in short)


@cache
def _heads() -> tuple[Image.Image, ...]:
    """The upper thirds of some samples, grey, at 100 dots an inch: a second to read and not ten."""
    found = []
    for content in scans()[:4]:
        document = pypdfium2.PdfDocument(content)
        sheet = document[0].render(scale=100 / 72, grayscale=True).to_pil().convert("L")
        found.append(sheet.crop((0, 0, sheet.width, sheet.height // 3)))
        document.close()
    return tuple(found)


def _text_pdf(chance: random.Random) -> bytes:
    return text_letter(chance.choice(texts()).splitlines())


def _word_file(chance: random.Random) -> bytes:
    lines = chance.choice(texts()).replace("&", "&amp;").replace("<", "&lt;").splitlines()
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return docx(f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')


def _picture(chance: random.Random) -> Made:
    ending, options = chance.choice(_PICTURES)
    out = io.BytesIO()
    chance.choice(_heads()).save(out, _FORMATS[ending], dpi=(100, 100), **options)
    return ending, out.getvalue()


# -- ways to change bytes: (content, another file of that kind, chance) ---------------------------------------


def _flipped(content: bytes, other: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 5, 50, 500))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def _doubled(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return content + (content if chance.random() < 0.5 else other)


def _spliced(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))] + other[chance.randrange(len(other)) :]


def _stretched(content: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.sample(range(len(content)), 2))
    piece = content[start : min(end, start + 5_000)]
    return content[:start] + piece * chance.choice((2, 20)) + content[start:]


def _emptied(content: bytes, other: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    length = min(chance.choice((4, 100, 5_000)), len(content) - start)
    return content[:start] + chance.choice((b"\0", b"\xff", b" ")) * length + content[start + length :]


def _swapped(content: bytes, other: bytes, chance: random.Random) -> bytes:
    one, two, three = sorted(chance.sample(range(len(content)), 3))
    return content[:one] + content[two:three] + content[one:two] + content[three:]


def _numbers(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """Some figures, wherever they stand, are others."""
    changed = bytearray(content)
    places = [place for place, sign in enumerate(changed) if 48 <= sign <= 57]
    for place in chance.sample(places, min(len(places), chance.choice((1, 10, 100)))):
        changed[place] = chance.choice(b"0123456789")
    return bytes(changed)


def _words(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return content.replace(chance.choice(_WORDS), chance.choice(_WORDS), chance.choice((1, 3, -1)))


_WAYS: tuple[Callable[[bytes, bytes, random.Random], bytes], ...] = (
    _flipped, _flipped, _cut, _doubled, _spliced, _stretched, _emptied, _swapped, _numbers, _words,
)  # fmt: skip


def _changed(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return chance.choice(_WAYS)(content, other, chance)


def _text_pdf_changed(chance: random.Random) -> Made:
    return ".pdf", _changed(_text_pdf(chance), _text_pdf(chance), chance)


def _scan_changed(chance: random.Random) -> Made:
    return ".pdf", _changed(chance.choice(scans()), chance.choice(scans()), chance)


def _text_changed(chance: random.Random) -> Made:
    return ".txt", _changed(chance.choice(texts()).encode(), chance.choice(texts()).encode(), chance)


def _word_changed(chance: random.Random) -> Made:
    """The packed file is changed, or the part in it."""
    content, other = _word_file(chance), _word_file(chance)
    if chance.random() < 0.3:
        return ".docx", _changed(content, other, chance)
    parts = [zipfile.ZipFile(io.BytesIO(one)).read("word/document.xml") for one in (content, other)]
    return ".docx", docx(_changed(parts[0], parts[1], chance))


def _picture_changed(chance: random.Random) -> Made:
    ending, content = _picture(chance)
    return ending, _changed(content, _picture(chance)[1], chance)


KINDS: Makers = {
    "changed: PDF with text": _text_pdf_changed,
    "changed: scan": _scan_changed,
    "changed: text": _text_changed,
    "changed: Word": _word_changed,
    "changed: picture": _picture_changed,
}
