"""Parts of a file: the same pages with all that is seen and read on them, and nothing of the others."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw
from PIL.TiffImagePlugin import TiffImageFile

from docproc.errors import DamagedFile
from docproc.scan import open_scan
from docproc.scan.annotations import annotations_of
from docproc.scan.cut import cut, ending_of_parts
from docproc.settings import load_settings

STAMP = b"0 0 100 20 re W n BT /F 14 Tf 2 4 Td (So: 77) Tj ET"


def font(document: pikepdf.Pdf) -> pikepdf.Dictionary:
    helvetica = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    return pikepdf.Dictionary(F=document.make_indirect(helvetica))


def field(document: pikepdf.Pdf, kind: str = "Tx", look: bytes | None = STAMP) -> pikepdf.Dictionary:
    """A form field at the top of a page, as signing software stamps number and signature."""
    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name("/" + kind), T=f"field {kind}", F=4,
        Rect=[100, 700, 200, 720], V="77", DA="/F 14 Tf 0 g",
    )  # fmt: skip
    if look is not None:
        stream = pikepdf.Stream(
            document, look, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 20],
            Resources=pikepdf.Dictionary(Font=font(document)),
        )  # fmt: skip
        made.AP = pikepdf.Dictionary(N=document.make_indirect(stream))
    return made


def note(text: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=[300, 700, 500, 720],
        DA="/F 9 Tf",
        Contents=text,
    )


def three_pages(path: Path, second: str = "Tx", look: bytes | None = STAMP) -> Path:
    """Pages “first”, “second” (with a field and a typed note), “third”."""
    document = pikepdf.new()
    fields = []
    for number, word in enumerate((b"first", b"second", b"third")):
        page = document.add_blank_page(page_size=(595, 842))
        page.obj.Resources = pikepdf.Dictionary(Font=font(document))
        page.obj.Contents = document.make_stream(b"BT /F 12 Tf 100 600 Td (" + word + b") Tj ET")
        if number == 1:
            fields.append(document.make_indirect(field(document, second, look)))
            page.obj.Annots = pikepdf.Array([*fields, document.make_indirect(note("Giao Phòng Y tế."))])
    document.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array(fields),
        NeedAppearances=look is None,
        DA="/F 14 Tf",
        DR=pikepdf.Dictionary(Font=font(document)),
    )
    document.save(path)
    return path


def layers(path: Path) -> list[str]:
    with open_scan(path, load_settings()) as scan:
        return [page.layer.strip() for page in scan.pages()]


def parts_of(path: Path, *parts: tuple[int, ...]) -> list[Path]:
    targets = [path.with_name(f"part{n}{ending_of_parts(path)}") for n, _ in enumerate(parts)]
    cut(path, parts, targets, load_settings())
    return targets


def test_each_part_of_a_pdf_has_its_pages_and_nothing_of_the_others(tmp_path: Path) -> None:
    one, two = parts_of(three_pages(tmp_path / "a.pdf"), (1,), (3, 2))
    assert (layers(one), layers(two)[0], "second" in layers(two)[1]) == (["first"], "third", True)
    assert b"third" not in one.read_bytes()


@pytest.mark.parametrize("kind", ["Tx", "Sig"])
def test_what_was_stamped_as_a_field_stays_on_the_page(tmp_path: Path, kind: str) -> None:
    (part,) = parts_of(three_pages(tmp_path / "a.pdf", kind), (2,))
    assert "So: 77" in layers(part)[0]
    with pikepdf.open(part) as document:
        assert "/AcroForm" not in document.Root
        assert [str(one.Subtype) for one in document.pages[0].obj.Annots] == ["/FreeText"]


def test_a_field_without_a_look_gets_one(tmp_path: Path) -> None:
    (part,) = parts_of(three_pages(tmp_path / "a.pdf", look=None), (2,))
    assert "77" in layers(part)[0]


def test_a_typed_note_stays_a_note(tmp_path: Path) -> None:
    (part,) = parts_of(three_pages(tmp_path / "a.pdf"), (2, 3))
    assert [(one.page, one.text) for one in annotations_of(part)] == [(1, "Giao Phòng Y tế.")]


def test_the_same_pages_give_the_same_bytes_and_the_file_stays_as_it_was(tmp_path: Path) -> None:
    path = three_pages(tmp_path / "a.pdf")
    before = path.read_bytes()
    assert parts_of(path, (2, 3))[0].read_bytes() == parts_of(path, (2, 3))[0].read_bytes()
    assert path.read_bytes() == before


def test_a_broken_pdf_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(DamagedFile):
        parts_of(path, (1,))


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_pages_of_a_tiff_keep_pixels_and_resolution(tmp_path: Path, mode: str) -> None:
    pages = []
    for number in range(3):
        image = Image.new("L", (200, 300), "white")
        ImageDraw.Draw(image).rectangle((20, 20, 60 + 40 * number, 80), fill=0)
        pages.append(image.convert(mode))
    path = tmp_path / "a.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(150, 150))
    (part,) = parts_of(path, (3, 1))
    with TiffImageFile(part) as made:
        assert (made.n_frames, made.mode, round(made.info["dpi"][0])) == (2, mode, 150)
        for frame, expected in enumerate((pages[2], pages[0])):
            made.seek(frame)
            assert made.tobytes() == expected.tobytes()
    with open_scan(part, load_settings()) as scan:
        assert scan.page_count == 2


def test_a_tiff_page_that_lies_on_its_side_stands_in_the_part_as_it_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    image = Image.new("1", (200, 300), 1)
    image.paste(0, (0, 0, 50, 50))
    image.save(
        path, save_all=True, append_images=[image], tiffinfo={274: 6}, dpi=(150, 150), compression="group4"
    )
    (part,) = parts_of(path, (1,))
    seen = []
    for one in (path, part):
        with open_scan(one, load_settings()) as scan:
            page = next(scan.pages())
            seen.append((page.width, page.height, page.image(150).tobytes()))
    assert seen[0] == seen[1]


def test_pages_of_a_text_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một\n\fhai\n\fba\n", encoding="utf-8")
    (part,) = parts_of(path, (2, 3))
    assert part.read_text(encoding="utf-8") == "hai\n\fba\n"
