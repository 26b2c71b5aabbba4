"""Form fields, stamps and typed texts over the page of a letter, as signing software and clerks put them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from make_files import page_objects, pdf_bytes, stream
from PIL import Image, ImageDraw
from put_over import DAY, LETTER, MONTH, NUMBER, Put, numbers, put_over
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdfium2 import PDFIUM_INFO

from docproc.errors import TooIntricate, TooManyPixels
from docproc.letter import Letter
from docproc.page import Overlay
from docproc.pipeline import Result, process
from docproc.scan import open_scan
from docproc.scan.annotations import annotations_of
from docproc.scan.measure.orders import paintings
from docproc.settings import load_settings

SIGNED = "Ký bởi: Sở Y tế Suối Vàng\nCơ quan: UBND tỉnh Suối Vàng\nThời gian ký: 12/03/2024 10:11:12 +07:00"
ASTRAY = (300, 500, 400, 520)


def overlays(path: Path) -> list[Overlay]:
    with open_scan(path, load_settings()) as scan:
        return list(next(scan.pages()).overlays())


def dark(path: Path, place: tuple[float, float, float, float]) -> bool:
    """Whether a place of the first page (left, bottom, right, top) has ink in the image that is read."""
    with open_scan(path, load_settings()) as scan:
        page = next(scan.pages())
        image = page.image(72).convert("L")
    left, bottom, right, top = place
    height = image.height
    return image.crop((int(left), int(height - top), int(right), int(height - bottom))).getextrema()[0] < 128


def head(path: Path) -> tuple[str | None, str | None, str | None]:
    header = process(path).letter.header
    return header.number, header.symbol, header.issue_date.isoformat() if header.issue_date else None


def doubted(letter: Letter) -> set[str]:
    return {doubt.field for doubt in letter.doubts}


def test_signing_software_fills_in_number_and_day(tmp_path: Path) -> None:
    puts = [Put(NUMBER, "642", nested=2), Put(DAY, "12", nested=2), Put(MONTH, "3", nested=2)]
    result = process(put_over(tmp_path / "a.pdf", *puts))
    header = result.letter.header
    assert (header.number, header.symbol, str(header.issue_date)) == ("642", "UBND-NN", "2024-03-12")
    assert header.evidence["number"][0].origin == "form_field"
    assert not {"header.number", "header.symbol", "header.issue_date"} & doubted(result.letter)
    assert "Số: 642/UBND-NN" in result.pages[0].text
    assert "ngày 12 tháng 3 năm 2024" in result.pages[0].text


@pytest.mark.parametrize(
    "put",
    [
        Put(NUMBER, "642", field="Tx"),
        Put(NUMBER, "642", value="642", field="Tx"),
        Put(NUMBER, value="642", field="Tx"),
        Put((120, 728, 260, 748), "642"),
        Put((110, 733, 150, 751), "642"),
        Put((150, 719, 190, 737), "642"),
        Put(ASTRAY, "642/UBND-NN"),
        Put(NUMBER, "642", subtype="Stamp"),
        Put(NUMBER, "642", subtype="FreeText", value="642"),
        Put(NUMBER, subtype="FreeText", value="642"),
    ],
    ids=["appearance", "both", "value", "wide", "left", "low", "astray", "stamp", "typed", "typed-no-look"],
)
def test_the_number_is_found_however_it_was_put_there(tmp_path: Path, put: Put) -> None:
    path = put_over(tmp_path / "a.pdf", put)
    assert head(path)[:2] == ("642", "UBND-NN")
    assert process(path).letter.instructions == []


@pytest.mark.parametrize("flags", [0, 2, 4 | 2, 4 | 32], ids=["screen", "hidden", "hidden-print", "no-view"])
def test_what_is_not_printed_does_not_count(tmp_path: Path, flags: int) -> None:
    path = put_over(
        tmp_path / "a.pdf", Put(NUMBER, "642", flags=flags), Put(DAY, value="12", field="Tx", flags=flags)
    )
    assert overlays(path) == []
    letter = process(path).letter
    assert letter.header.number is None
    assert "header.number" in doubted(letter)


@pytest.mark.parametrize(
    "place", [(200, 860, 300, 880), (700, 500, 800, 520), (0, 0, 0, 0), (100, 500, 100, 500)]
)
def test_what_lies_off_the_page_does_not_count(tmp_path: Path, place: tuple[float, float, float, float]) -> None:
    assert overlays(put_over(tmp_path / "a.pdf", Put(place, "642"), Put(place, value="7", field="Tx"))) == []


def test_an_empty_signature_field_changes_nothing(tmp_path: Path) -> None:
    bare, empty = put_over(tmp_path / "a.pdf"), put_over(tmp_path / "b.pdf", Put(NUMBER), Put((0, 0, 0, 0)))
    assert overlays(empty) == []
    assert process(bare).pages == process(empty).pages


def test_a_password_is_no_word_of_the_letter(tmp_path: Path) -> None:
    more = (("/Ff", generic.NumberObject(1 << 13)),)
    assert overlays(put_over(tmp_path / "a.pdf", Put(NUMBER, value="642", field="Tx", more=more))) == []


def test_viewers_make_old_appearances_anew(tmp_path: Path) -> None:
    form = {generic.pdf_name("/NeedAppearances"): generic.BooleanObject(True)}
    put = Put(NUMBER, "641", value="642", field="Tx")
    assert [o.text for o in overlays(put_over(tmp_path / "a.pdf", put, form=form))] == ["642"]


def test_letters_in_a_comb_are_one_number(tmp_path: Path) -> None:
    orders = b"BT /Helv 12 Tf 2 4 Td (6) Tj 14 0 Td (4) Tj 14 0 Td (2) Tj ET"
    put = Put((124, 728, 170, 746), value="642", field="Tx", orders=orders)
    assert [o.text for o in overlays(put_over(tmp_path / "a.pdf", put))] == ["642"]


def test_a_stamp_of_signing_software_is_no_text_of_the_letter(tmp_path: Path) -> None:
    places = [(330, 728, 560, 790), (100, 600, 300, 660), (330, 300, 560, 360)]
    result = process(put_over(tmp_path / "a.pdf", Put(NUMBER, "642"), *(Put(place, SIGNED) for place in places)))
    assert "Ký bởi" not in result.pages[0].text
    assert [line for line in result.pages[0].noise if "Thời gian ký" in line]
    bare = process(put_over(tmp_path / "b.pdf", Put(NUMBER, "642")))
    assert result.letter.header == bare.letter.header
    assert result.letter.signer == bare.letter.signer
    assert result.letter.tasks == bare.letter.tasks


def test_a_stamp_of_urgency_put_over_the_page_as_words_is_read(tmp_path: Path) -> None:
    level_with_addressees = Put((450, 655, 520, 675), "HỎA TỐC", subtype="Stamp")
    letter = process(put_over(tmp_path / "a.pdf", level_with_addressees)).letter
    assert letter.header.urgency == "HỎA TỐC"
    assert "header.urgency" not in doubted(letter)
    assert [office.name for office in letter.addressees] == ["UBND các xã, thị trấn"]


def test_an_order_typed_in_the_margin_stays_an_order(tmp_path: Path) -> None:
    order = "Giao Phòng Kinh tế tham mưu trước ngày 20/3/2024"
    puts = [Put((20, 600, 90, 720), subtype="FreeText", value=order), Put(NUMBER, "642")]
    result = process(put_over(tmp_path / "a.pdf", *puts))
    assert [instruction.text for instruction in result.letter.instructions] == [order]
    assert "Phòng Kinh tế" not in result.pages[0].text
    assert result.letter.header.number == "642"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ((40, 640, 120, 660), "1234"),
        ((40, 640, 120, 660), "Số đến: 1234"),
        ((230, 728, 290, 746), "15"),
        ((300, 500, 400, 520), "12/3/2024"),
        (NUMBER, "đã báo cáo"),
    ],
)
def test_other_typed_text_is_no_number_of_the_letter(
    tmp_path: Path, place: tuple[float, float, float, float], text: str
) -> None:
    letter = process(put_over(tmp_path / "a.pdf", Put(place, text, subtype="FreeText", value=text))).letter
    assert letter.header.number is None
    assert [instruction.text for instruction in letter.instructions] == [text]


def test_a_whole_line_may_be_typed(tmp_path: Path) -> None:
    line = "Suối Vàng, ngày 12 tháng 3 năm 2024"
    path = put_over(tmp_path / "a.pdf", Put((310, 705, 520, 722), line, subtype="FreeText", value=line))
    letter = process(path).letter
    assert str(letter.header.issue_date) == "2024-03-12"
    assert letter.instructions == []


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_stand_at_their_place_on_a_turned_and_cropped_page(tmp_path: Path, rotation: int) -> None:
    page = {"/Rotate": generic.NumberObject(rotation), "/CropBox": numbers(20, 30, 575, 822)}
    (found,) = overlays(put_over(tmp_path / "a.pdf", Put((124, 728, 160, 746), "642"), page=page))
    box = {
        0: (104, 76, 140, 94),
        90: (698, 104, 716, 140),
        180: (415, 698, 451, 716),
        270: (76, 415, 94, 451),
    }[rotation]
    assert found.box == pytest.approx(box)
    word = found.lines[0].words[0].box
    assert word is not None
    assert box[0] - 2 <= word.x0 < word.x1 <= box[2] + 2
    assert box[1] - 2 <= word.y0 < word.y1 <= box[3] + 2


def test_a_field_set_on_its_side_on_a_turned_page_is_read_upright(tmp_path: Path) -> None:
    put = Put((300, 400, 318, 440), "642", matrix=(0, 1, -1, 0, 18, 0))
    (found,) = overlays(put_over(tmp_path / "a.pdf", put, page={"/Rotate": generic.NumberObject(90)}))
    (word,) = found.lines[0].words
    assert word.text == "642"
    assert word.box is not None
    assert word.box.width > word.box.height
    assert found.box == pytest.approx((400, 300, 440, 318))


def on_its_side(target: Path) -> Path:
    """The letter lying on its side, without a word in the file that the page is to be turned."""
    with pikepdf.open(LETTER) as letter:
        page = letter.pages[0]
        page.mediabox = pikepdf.Array([0, 0, 842, 595])
        page.contents_add(b"q 0 1 -1 0 842 0 cm", prepend=True)
        page.contents_add(b"Q")
        letter.save(target)
    return target


def test_fields_of_a_letter_that_lies_on_its_side_are_read_the_way_they_run(tmp_path: Path) -> None:
    source = on_its_side(tmp_path / "side.pdf")
    puts = [
        Put((842 - y1, x0, 842 - y0, x1), text, matrix=(0, 1, -1, 0, y1 - y0, 0))
        for (x0, y0, x1, y1), text in ((NUMBER, "642"), (DAY, "12"), (MONTH, "3"))
    ]
    assert head(put_over(tmp_path / "a.pdf", *puts, source=source)) == ("642", "UBND-NN", "2024-03-12")


def test_values_of_fields_of_a_letter_that_lies_on_its_side_run_as_they_say(tmp_path: Path) -> None:
    source = on_its_side(tmp_path / "side.pdf")
    turned = {"/MK": generic.DictionaryObject({generic.pdf_name("/R"): generic.NumberObject(90)})}
    puts = [
        Put((842 - y1, x0, 842 - y0, x1), value=value, field="Tx", more=tuple(turned.items()))
        for (x0, y0, x1, y1), value in ((NUMBER, "642"), (DAY, "12"), (MONTH, "3"))
    ]
    assert head(put_over(tmp_path / "a.pdf", *puts, source=source)) == ("642", "UBND-NN", "2024-03-12")


def test_a_field_that_runs_up_the_margin_is_set_aside(tmp_path: Path) -> None:
    words = "Nop truoc ngay 20/3/2024"  # letters whose widths pdfminer knows
    up = Put((560, 300, 578, 560), words, matrix=(0, 1, -1, 0, 18, 0))
    puts = [Put(NUMBER, "642"), Put(DAY, "12"), Put(MONTH, "3"), up]
    result = process(put_over(tmp_path / "a.pdf", *puts))
    assert [line.text for line in result.pages[0].aside] == [words]
    assert words not in result.pages[0].text
    assert "page_notes[0]" in doubted(result.letter)


def test_pages_can_be_looked_at_twice(tmp_path: Path) -> None:
    path = put_over(tmp_path / "a.pdf", Put(NUMBER, "642"), Put(ASTRAY, picture=Image.new("L", (9, 9), 0)))
    with open_scan(path, load_settings()) as scan:
        first, second = (next(scan.pages()) for _time in range(2))
        assert first.image(50).tobytes() == second.image(50).tobytes()
        (third,) = next(scan.pages()).overlays()
    assert third.text == "642"


def test_no_program_of_a_file_can_run() -> None:
    """PDFium is built without JavaScript and without XFA; forms are drawn all the same."""
    assert not {"V8", "XFA"} & set(PDFIUM_INFO.flags)


def test_a_picture_of_a_seal_is_drawn_and_typed_text_is_not(tmp_path: Path) -> None:
    seal = Image.new("L", (60, 60), 0)
    place, typed = (400, 200, 460, 260), (100, 200, 200, 260)
    path = put_over(
        tmp_path / "a.pdf",
        Put(place, picture=seal),
        Put(typed, subtype="FreeText", orders=b"0 g 0 0 100 60 re f", value="Giao Phòng A"),
        Put((250, 200, 300, 260), subtype="Stamp", orders=b"0 g 0 0 50 60 re f"),
        Put((320, 200, 380, 260), orders=b"0 g 0 0 60 60 re f", flags=6),
    )
    assert dark(path, place)
    assert dark(path, (250, 200, 300, 260))
    assert not dark(path, typed)
    assert not dark(path, (320, 200, 380, 260))
    assert process(path).letter.header.number is None


def test_letters_without_a_table_of_signs_are_left_to_the_image(tmp_path: Path) -> None:
    put = Put(ASTRAY, "642", spoken=False)
    assert overlays(put_over(tmp_path / "a.pdf", put)) == []


def ladder(path: Path, steps: int) -> Path:
    """A page with a field whose appearance draws ten forms that draw ten forms each, and so on."""
    box = "/BBox[0 0 100 20]"
    forms = [
        stream(b"/X Do " * 10, f"/Type/XObject/Subtype/Form{box}/Resources<</XObject<</X {step} 0 R>>>>")
        for step in range(8, 7 + steps)
    ]
    field = f"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/F 4/Rect{list(ASTRAY)}/AP<</N 7 0 R>>>>".replace(",", "")
    last = stream(b"0 0 1 1 re f", f"/Type/XObject/Subtype/Form{box}")
    objects = page_objects([stream(b" ")], "/Annots[6 0 R]", extra=(field.encode(), *forms, last))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>"
    path.write_bytes(pdf_bytes(objects))
    return path


def test_an_appearance_that_draws_forms_in_forms_is_counted_and_refused(tmp_path: Path) -> None:
    path = ladder(tmp_path / "a.pdf", 10)
    assert (next(paintings(path)) or 0) >= 10**9
    with open_scan(path, load_settings()) as scan:
        assert isinstance(next(scan.pages()).problem, TooIntricate)


def test_an_appearance_that_draws_itself_is_refused(tmp_path: Path) -> None:
    path = ladder(tmp_path / "a.pdf", 2)
    path.write_bytes(path.read_bytes().replace(b"/X 8 0 R", b"/X 7 0 R"))
    with open_scan(path, load_settings()) as scan:
        assert isinstance(next(scan.pages()).problem, TooIntricate)


def test_fields_that_are_their_own_parents_do_no_harm(tmp_path: Path) -> None:
    path = ladder(tmp_path / "a.pdf", 2)
    path.write_bytes(path.read_bytes().replace(b"/FT/Tx/T(a)", b"/Parent 6 0 R"))
    assert overlays(path) == []


def test_a_huge_picture_in_an_appearance_is_refused(tmp_path: Path) -> None:
    put = Put(ASTRAY, picture=Image.new("L", (1000, 1000)), nested=2)
    settings = replace(load_settings(), max_megapixels=0.5)
    with open_scan(put_over(tmp_path / "a.pdf", put), settings) as scan:
        assert isinstance(next(scan.pages()).problem, TooManyPixels)


def test_annotations_that_point_at_each_other_are_read(tmp_path: Path) -> None:
    """Widgets name their page, which names its widgets: pdfplumber follows them without end."""
    path = put_over(tmp_path / "a.pdf", Put(NUMBER, subtype="FreeText", value="Giao Phòng A"))
    with path.open("rb") as file:
        writer = IncrementalPdfFileWriter(file, strict=False)
        page, _resources = writer.find_page_for_modification(0)
        note = page.get_object()["/Annots"].raw_get(0).get_object()
        note["/P"] = generic.IndirectObject(page.idnum, page.generation, writer)
        note["/Parent"] = generic.IndirectObject(page.idnum, page.generation, writer)
        writer.mark_update(page.get_object()["/Annots"].raw_get(0))
        later = tmp_path / "b.pdf"
        with later.open("wb") as out:
            writer.write(out)
    assert [note.text for note in annotations_of(later)] == ["Giao Phòng A"]


@pytest.mark.parametrize(("left", "word"), [(321.4, "642"), (326, "642/UBND-NN")])
def test_figures_put_into_a_gap_of_blanks_stay_together(tmp_path: Path, left: float, word: str) -> None:
    """So a letter looks whose fields were painted into the page, as in a part that was cut out of a file."""
    blanks = Put((300, 500, 420, 520), "Số:        /UBND-NN")
    number = Put((left, 500, left + 24, 520), "642")
    path = put_over(tmp_path / "a.pdf", blanks, number)
    with pikepdf.open(path, allow_overwriting_input=True) as letter:
        letter.flatten_annotations("all")
        letter.save(path)
    with open_scan(path, load_settings()) as scan:
        words = [word.text for line in next(scan.pages()).layer_lines() for word in line.words]
    assert word in words


def scanned(tmp_path: Path, *puts: Put) -> Result:
    """The same letter as a scan, with these over it."""
    with open_scan(put_over(tmp_path / "plain.pdf"), load_settings()) as scan:
        image = next(scan.pages()).image(200)
    path = tmp_path / "scan.pdf"
    image.save(path, resolution=200)
    return process(put_over(tmp_path / "over.pdf", *puts, source=path))


@pytest.mark.ocr
def test_fields_over_a_scan_fill_in_its_blanks(tmp_path: Path) -> None:
    seal = Image.new("L", (120, 120), 255)
    ImageDraw.Draw(seal).ellipse((5, 5, 115, 115), outline=90, width=4)
    puts = [Put(NUMBER, "642"), Put(DAY, "12"), Put(MONTH, "3"), Put((330, 300, 430, 400), picture=seal)]
    result = scanned(tmp_path, *puts, Put((330, 420, 560, 470), SIGNED))
    header = result.letter.header
    assert result.pages[0].source == "ocr"
    assert (header.number, header.symbol, str(header.issue_date)) == ("642", "UBND-NN", "2024-03-12")
    assert "header.number" not in doubted(result.letter)
    assert result.pages[0].text.count("642") == 1
    assert "Ký bởi" not in result.pages[0].text
    assert header.handwritten == []


def test_the_letter_of_these_tests_has_blanks_where_they_are_said_to_be(tmp_path: Path) -> None:
    assert LETTER.is_file()
    path = put_over(tmp_path / "a.pdf")
    assert not any(dark(path, place) for place in (NUMBER, DAY, MONTH))
