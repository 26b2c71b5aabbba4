"""The searchable copy: words where they were read, the pages as they were, PDF/A-2b, and honest about itself."""

from __future__ import annotations

import io
import unicodedata
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pikepdf.pdfa import validate_written

from docproc.errors import NoSearchableCopy, PasswordNeeded
from docproc.letter import Attachment, Header, Letter
from docproc.page import Box
from docproc.searchable.copy import Copy, searchable_copy
from docproc.searchable.layer import LayerWord, PageLayer
from docproc.settings import load_settings
from tests.searchable.made import HEIGHT, WIDTH, box_of, level, packed, pictures_in, scan, sheet, text_of

LETTER = Letter(
    file="thu.pdf",
    pages=1,
    header=Header(
        doc_type="Công văn", number="12", symbol="UBND-VP", issue_date=date(2024, 5, 6), subject="V/v rà soát chợ"
    ),
)
WORDS = ("Kính gửi: Ủy ban nhân dân xã Bản Mây", "về việc rà soát các điểm chợ", "trước ngày 20/5/2024.")


def copy_of(path: Path, *layers: PageLayer, letter: Letter = LETTER) -> Copy:
    return searchable_copy(path, dict(enumerate(layers, 1)), letter, load_settings())


def test_the_copy_says_what_was_read(tmp_path: Path) -> None:
    made = copy_of(scan(tmp_path / "a.pdf", sheet()), level(*WORDS))
    assert text_of(made.content).split("\n")[:3] == list(WORDS)


def test_letters_come_out_in_one_piece(tmp_path: Path) -> None:
    """Some readers write Vietnamese letters in two signs; people search for one."""
    made = copy_of(scan(tmp_path / "a.pdf", sheet()), level(unicodedata.normalize("NFD", WORDS[0])))
    assert text_of(made.content).split("\n")[0] == WORDS[0]


def test_single_letters_are_found_too(tmp_path: Path) -> None:
    made = copy_of(scan(tmp_path / "a.pdf", sheet()), level("Sở Y tế - ý kiến"))
    assert text_of(made.content).strip() == "Sở Y tế - ý kiến"


def test_a_word_is_marked_where_it_was_read(tmp_path: Path) -> None:
    layer = level(*WORDS)
    made = copy_of(scan(tmp_path / "a.pdf", sheet()), layer)
    assert box_of(made.content, "soát") == pytest.approx(layer.lines[1][3].box, abs=0.5)


def test_words_of_a_slanting_line_are_marked_where_they_stand(tmp_path: Path) -> None:
    layer = level("một hai ba bốn năm sáu bảy tám chín mười", falls=0.05)
    made = copy_of(scan(tmp_path / "a.pdf", sheet()), layer)
    found, read = box_of(made.content, "mười"), layer.lines[0][-1].box
    assert (found.y0 + found.y1) / 2 == pytest.approx((read.y0 + read.y1) / 2, abs=1.0)


def test_a_line_is_marked_as_one_band(tmp_path: Path) -> None:
    low, high = LayerWord("mà", Box(30, 45, 50, 52)), LayerWord("Ỷ", Box(60, 40, 70, 55))
    made = copy_of(scan(tmp_path / "a.pdf", sheet()), PageLayer(((low, high),), WIDTH, HEIGHT))
    assert box_of(made.content, "mà")[1::2] == pytest.approx(box_of(made.content, "Ỷ")[1::2], abs=0.1)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_lies_on_its_side_has_its_words_in_place(tmp_path: Path, rotate: int, turned: int) -> None:
    """`rotate` is what the file says of the page, `turned` what docproc found beyond it."""
    path = scan(tmp_path / "a.pdf", sheet())
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].rotate(rotate, relative=False)
        document.save()
    size = (WIDTH, HEIGHT) if (rotate + turned) % 180 == 0 else (HEIGHT, WIDTH)
    layer = PageLayer(level("chợ phiên").lines, *size, turned=turned)
    made = copy_of(path, layer)
    with pikepdf.open(io.BytesIO(made.content)) as document:  # as a person turns it to read
        document.pages[0].rotate(turned, relative=True)
        upright = io.BytesIO()
        document.save(upright)
    assert box_of(upright.getvalue(), "phiên") == pytest.approx(layer.lines[0][1].box, abs=0.5)


def test_words_that_run_up_a_page_are_marked_where_they_stand(tmp_path: Path) -> None:
    word = LayerWord("phụ-lục", Box(20, 100, 32, 160), angle=90)
    made = copy_of(scan(tmp_path / "a.pdf", sheet()), PageLayer(((word,),), WIDTH, HEIGHT))
    assert box_of(made.content, "phụ-lục") == pytest.approx(word.box, abs=0.5)


def test_a_crop_box_moves_the_words_along(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf", sheet())
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].cropbox = [50, 100, 300, 400]
        document.save()
    layer = PageLayer(level("chợ phiên").lines, 250, 300)
    assert box_of(copy_of(path, layer).content, "phiên") == pytest.approx(layer.lines[0][1].box, abs=0.5)


def test_pages_of_several_sizes_each_have_their_words(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf", sheet(), sheet("L").resize((400, 300)))
    small = PageLayer(level("trang hai").lines, 200, 150)
    made = copy_of(path, level("trang một"), small)
    assert (text_of(made.content, 1).strip(), text_of(made.content, 2).strip()) == ("trang một", "trang hai")
    assert box_of(made.content, "hai", page=2) == pytest.approx(small.lines[0][1].box, abs=0.5)


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_pictures_stay_byte_for_byte(tmp_path: Path, mode: str) -> None:
    path = scan(tmp_path / "a.pdf", sheet(mode, [Box(30, 40, 80, 52)]))
    assert pictures_in(copy_of(path, level(*WORDS)).content) == pictures_in(path)


def test_the_copy_is_pdf_a(tmp_path: Path) -> None:
    made = copy_of(scan(tmp_path / "a.pdf", sheet()), level(*WORDS))
    assert (made.not_archival, validate_written(io.BytesIO(made.content), "2b").passed) == ("", True)


def test_a_page_with_a_font_that_is_not_in_the_file_is_told(tmp_path: Path) -> None:
    """What a person sees is not drawn anew; so such a copy is no PDF/A, and does not say that it is one."""
    path = with_text(tmp_path / "a.pdf", b"BT /F 12 Tf 30 300 Td (seen) Tj ET")
    made = copy_of(path)
    with pikepdf.open(io.BytesIO(made.content)) as document, document.open_metadata() as metadata:
        assert (bool(made.not_archival), metadata.pdfa_status) == (True, "")


def with_text(path: Path, drawn: bytes, first: bool = False) -> Path:
    """A scan with text over its picture, or with `first` under it."""
    scan(path, sheet())
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        page = document.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier
        )
        page.resources.Font = pikepdf.Dictionary(F=document.make_indirect(font))
        page.contents_add(drawn, prepend=first)
        document.save()
    return path


def test_a_hidden_wrong_layer_is_replaced(tmp_path: Path) -> None:
    path = with_text(tmp_path / "a.pdf", b"BT 3 Tr /F 12 Tf 30 300 Td (Kinh gvi) Tj ET")
    made = copy_of(path, level("Kính gửi"))
    assert (text_of(made.content).strip(), made.not_archival) == ("Kính gửi", "")


def test_a_wrong_layer_under_the_picture_is_replaced(tmp_path: Path) -> None:
    path = with_text(tmp_path / "a.pdf", b"BT /F 12 Tf 30 300 Td (Kinh gvi) Tj ET", first=True)
    made = copy_of(path, level("Kính gửi"))
    assert (text_of(made.content).strip(), made.not_archival) == ("Kính gửi", "")


def test_text_that_is_seen_stays(tmp_path: Path) -> None:
    path = with_text(tmp_path / "a.pdf", b"BT /F 12 Tf 30 300 Td (So 77) Tj ET")
    assert text_of(copy_of(path, level("Kính gửi")).content).split() == ["Kính", "gửi", "So", "77"]


def test_a_page_without_a_new_layer_keeps_its_own(tmp_path: Path) -> None:
    path = with_text(tmp_path / "a.pdf", b"BT 3 Tr /F 12 Tf 30 300 Td (a good layer) Tj ET")
    assert text_of(copy_of(path).content).strip() == "a good layer"


def test_the_copy_says_that_it_is_one(tmp_path: Path) -> None:
    made = copy_of(scan(tmp_path / "a.pdf", sheet()), level(*WORDS))
    with pikepdf.open(io.BytesIO(made.content)) as document:
        said = (str(document.docinfo.Title), str(document.docinfo.Subject), str(document.docinfo.Keywords)[:7])
    assert said == ("Bản sao: Công văn 12/UBND-VP ngày 06/05/2024", "V/v rà soát chợ", "bản sao")


def test_letters_of_a_file_are_bookmarks(tmp_path: Path) -> None:
    further = Attachment(
        first_page=2, last_page=2, header=Header(doc_type="Kế hoạch", number="3", symbol="KH-UBND")
    )
    path = scan(tmp_path / "a.pdf", sheet(), sheet())
    made = copy_of(path, letter=LETTER.model_copy(update={"attachments": [further]}))
    with pikepdf.open(io.BytesIO(made.content)) as document, document.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == ["Công văn 12/UBND-VP ngày 06/05/2024", "Kế hoạch 3/KH-UBND"]


def test_a_file_with_one_letter_gets_no_bookmarks(tmp_path: Path) -> None:
    made = copy_of(scan(tmp_path / "a.pdf", sheet()), level(*WORDS))
    with pikepdf.open(io.BytesIO(made.content)) as document:
        assert "/Outlines" not in document.Root


def test_a_signature_is_not_claimed_and_its_look_is_kept(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf", sheet())
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        look = document.make_stream(
            b"1 0 0 rg 0 0 100 20 re f",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 100, 20],
        )
        field = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T="ky", F=4,
                Rect=[100, 300, 200, 320], AP=pikepdf.Dictionary(N=look),
                V=pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=b"0"),
            )
        )  # fmt: skip
        document.pages[0].Annots = document.make_indirect(pikepdf.Array([field]))
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
        document.save()
    before = path.read_bytes()
    made = copy_of(path, level(*WORDS))
    assert (b"ByteRange" in made.content, path.read_bytes() == before) == (False, True)
    with pikepdf.open(io.BytesIO(made.content)) as document:
        looks = [one for one in document.pages[0].resources.XObject.values() if one.Subtype == "/Form"]
        drawn = [one for one in looks if b"1 0 0 rg" in one.read_bytes()]
        assert ("/AcroForm" in document.Root, len(drawn)) == (False, 1)


def test_a_lock_of_the_owner_is_not_on_the_copy(tmp_path: Path) -> None:
    path = locked(tmp_path, owner="chu", user="")
    made = copy_of(path, level(*WORDS))
    with pikepdf.open(io.BytesIO(made.content)) as document:
        assert (document.is_encrypted, made.not_archival) == (False, "")


def test_a_file_that_needs_a_password_gets_no_copy(tmp_path: Path) -> None:
    with pytest.raises(PasswordNeeded):
        copy_of(locked(tmp_path, owner="chu", user="khoa"), level(*WORDS))


def locked(folder: Path, owner: str, user: str) -> Path:
    path = folder / "locked.pdf"
    with pikepdf.open(scan(folder / "open.pdf", sheet())) as document:
        document.save(path, encryption=pikepdf.Encryption(owner=owner, user=user))
    return path


def test_what_could_do_something_is_left_out(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf", sheet())
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
        document.Root.OpenAction = script
        document.pages[0].AA = pikepdf.Dictionary(
            O=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://example.invalid")
        )
        document.attachments["thu.exe"] = b"MZ, a program that is attached"
        document.save()
    made = copy_of(path, level(*WORDS))
    with pikepdf.open(io.BytesIO(made.content)) as document:
        plain = io.BytesIO()
        document.save(plain, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert [word for word in (b"alert", b"example.invalid", b"a program that") if word in plain.getvalue()] == []
    assert made.not_archival == ""


def test_the_same_file_gives_the_same_words_twice(tmp_path: Path) -> None:
    """A copy can be made again from a copy: the layer is replaced, not doubled."""
    path = tmp_path / "b.pdf"
    path.write_bytes(copy_of(scan(tmp_path / "a.pdf", sheet()), level(*WORDS)).content)
    assert text_of(copy_of(path, level(*WORDS)).content).split() == " ".join(WORDS).split()


def test_a_photo_becomes_a_copy_with_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(packed(sheet("RGB")))
    made = copy_of(path, level(*WORDS))
    assert (pictures_in(made.content), made.not_archival) == ([path.read_bytes()], "")
    assert box_of(made.content, "soát") == pytest.approx(level(*WORDS).lines[1][3].box, abs=0.5)


def test_a_photo_that_its_header_turns_has_its_words_in_place(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = sheet("RGB").getexif()
    exif[0x0112] = 6  # to be turned clockwise by 90 degrees
    sheet("RGB").save(path, dpi=(144, 144), exif=exif)
    layer = replace(level("chợ phiên"), width=HEIGHT, height=WIDTH)
    assert box_of(copy_of(path, layer).content, "phiên") == pytest.approx(layer.lines[0][1].box, abs=0.5)


def test_a_fax_of_several_pages_becomes_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    sheet().save(path, compression="group4", dpi=(144, 144), save_all=True, append_images=[sheet()])
    made = copy_of(path, level("trang một"), level("trang hai"))
    assert (text_of(made.content, 2).strip(), made.not_archival) == ("trang hai", "")


def test_a_picture_that_a_pdf_cannot_hold_is_packed_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    sheet("RGB").save(path)
    long = 842 / HEIGHT  # without a resolution it counts as a sheet of A4
    layer = PageLayer(level("chợ phiên").lines, WIDTH * long, HEIGHT * long)
    assert text_of(copy_of(path, layer).content).strip() == "chợ phiên"


def test_a_text_file_gets_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Kính gửi", encoding="utf-8")
    with pytest.raises(NoSearchableCopy):
        copy_of(path)


def test_pages_that_share_what_they_draw_each_keep_their_words(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf", sheet(), sheet("L"))
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        first, second = document.pages
        both = pikepdf.Dictionary(
            A=next(iter(first.get_images().values())), B=next(iter(second.get_images().values()))
        )
        shared = document.make_indirect(pikepdf.Dictionary(XObject=both))
        for page, name in ((first, b"A"), (second, b"B")):
            page.obj.Resources = shared
            page.obj.Contents = document.make_stream(b"q 300 0 0 400 0 0 cm /" + name + b" Do Q")
        document.save()
    made = copy_of(path, level("trang một"), level("trang hai"))
    assert [text_of(made.content, page).strip() for page in (1, 2)] == ["trang một", "trang hai"]


def test_words_that_lie_over_each_other_stay_apart(tmp_path: Path) -> None:
    """Two words that readers told apart within the box of one."""
    boxes = {"bác": Box(246, 78, 281, 92), "sĩ": Box(269, 74, 281.5, 94), "Khoa": Box(286, 80, 299, 89)}
    line = tuple(LayerWord(text, box) for text, box in boxes.items())
    made = copy_of(scan(tmp_path / "a.pdf", sheet()), PageLayer((line,), WIDTH, HEIGHT))
    assert text_of(made.content).strip() == "bác sĩ Khoa"


def test_a_word_of_a_scanner_of_its_own_hinders_nothing(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf", sheet())
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        next(iter(document.pages[0].get_images().values())).Resolution = 300
        document.save()
    assert copy_of(path, level(*WORDS)).not_archival == ""


def test_only_when_asked_a_picture_is_packed_tighter_without_loss(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf", sheet())
    pixels = sheet("L", [Box(30, 40, 80, 52)]).tobytes()
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        picture = next(iter(document.pages[0].get_images().values()))
        picture.write(zlib.compress(pixels, level=0), filter=pikepdf.Name.FlateDecode)
        picture.Width, picture.Height, picture.BitsPerComponent = 600, 800, 8
        picture.ColorSpace = pikepdf.Name.DeviceGray
        document.save()
    as_it_is = searchable_copy(path, {1: level(*WORDS)}, LETTER, load_settings())
    tighter = searchable_copy(path, {1: level(*WORDS)}, LETTER, load_settings(), optimize=True)
    (packed_before,), (packed_now,) = pictures_in(as_it_is.content), pictures_in(tighter.content)
    assert (len(packed_now) < len(packed_before), zlib.decompress(packed_now) == pixels) == (True, True)
