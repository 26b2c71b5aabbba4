"""PDFs that are small when unpacked, and endless, deep or odd to whoever walks through them."""

from __future__ import annotations

import random

from hostile_files.made import Makers, with_ending
from hostile_files.pdf_parts import FONT, WORDS, one_page, page_with, pdf, stream

_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>"


def nested_forms(chance: random.Random) -> bytes:
    """Each form draws the next one ten times: 10^n orders in a kilobyte."""
    depth, orders = chance.choice((4, 7, 12)), b"/X Do " * 10
    page = page_with(b"", b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>")
    forms = [stream(_FORM % (7 + level), orders) for level in range(depth)]
    last = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 m 9 9 l S\n")
    return one_page(stream(b"", WORDS + b"/X Do\n"), page, more=[*forms, last])


def form_in_itself(chance: random.Random) -> bytes:
    page = page_with(b"", b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>")
    step = chance.choice((0, 1))
    forms = [stream(_FORM % (6 + step), b"/X Do /X Do\n"), stream(_FORM % 6, b"/X Do /X Do\n")]
    return one_page(stream(b"", WORDS + b"/X Do\n"), page, more=forms)


def tiles(chance: random.Random) -> bytes:
    """A pattern of tiny steps over the whole page."""
    page = page_with(b"", b"/Font<</F 5 0 R>>/Pattern<</P 6 0 R>>")
    step = chance.choice((b"0.01", b"0.0001", b"0"))
    entries = (
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 99 99]/XStep %s/YStep %s/Resources<<>>"
    )
    pattern = stream(entries % (step, step), b"0 0 9 9 re f\n" * 100)
    return one_page(stream(b"", b"/Pattern cs /P scn 0 0 595 842 re f\n" + WORDS), page, more=[pattern])


def shading(chance: random.Random) -> bytes:
    code = b"{" + b"sin cos exp ln abs sqrt " * 5000 + b"}"
    function = stream(b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]", code)
    page = page_with(
        b"", b"/Font<</F 5 0 R>>/Shading<</S<</ShadingType 1/ColorSpace/DeviceRGB/Function 6 0 R>>>>"
    )
    return one_page(stream(b"", b"q 595 0 0 842 0 0 cm /S sh Q\n" + WORDS), page, more=[function])


def glyphs_that_draw(chance: random.Random) -> bytes:
    """A font whose letters are drawings that show text in the same font."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<</a 7 0 R>>"
        b"/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[9]/Resources<</Font<</G 6 0 R>>>>>>"
    )
    letter = stream(b"", b"9 0 d0 BT /G 1 Tf (aaaaaaaaaa) Tj ET\n")
    page = page_with(b"", b"/Font<</F 5 0 R/G 6 0 R>>")
    return one_page(stream(b"", WORDS + b"BT /G 9 Tf (aaaa) Tj ET\n"), page, more=[font, letter])


def annotations(chance: random.Random) -> bytes:
    """A hundred thousand of them on one page."""
    kinds = (
        b"/Subtype/Text/Contents(x)",
        b"/Subtype/FreeText/DA(/F 9 Tf)/Contents(UBND xa An Khe)",
        b"/Subtype/Widget/FT/Tx/T(a)/V(12)",
        b"/Subtype/Stamp/AP<</N 7 0 R>>",
        b"/Subtype/Link",
    )
    note = b"<</Type/Annot/Rect[9 9 99 99]/F 4%s>>" % chance.choice(kinds)
    many = b"6 0 R " * 100_000 if chance.random() < 0.5 else note * 100_000
    drawn = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 9 9 re f\n")
    return one_page(page=page_with(b"/Annots[%s]" % many), more=[note, drawn])


def form_fields(chance: random.Random) -> bytes:
    """A form of 100,000 fields, or a field that is its own child."""
    field = b"<</FT/Tx/T(a)/V(12)/Subtype/Widget/Rect[9 9 99 99]/P 3 0 R/Kids[6 0 R]/Parent 6 0 R>>"
    fields = b"6 0 R " * chance.choice((1, 100_000))
    return one_page(page=page_with(b"/Annots[6 0 R]"), catalog=b"/AcroForm<</Fields[%s]>>" % fields, more=[field])


def media_box(chance: random.Random) -> bytes:
    boxes = (
        b"[0 0 0.001 14400]", b"[0 0 595 14400000]", b"[0 0 0 0]", b"[595 842 0 0]", b"[0 0 1e9 1e9]",
        b"[0 0 nan inf]", b"[-1e30 -1e30 1e30 1e30]", b"[0 0 99999999999999999999 842]", b"[]", b"[0 0]", b"(x)",
        b"3 0 R", b"[0 0 1 1]",
    )  # fmt: skip
    more = chance.choice((b"", b"/UserUnit 1e9", b"/UserUnit -1", b"/Rotate 45", b"/Rotate 90/UserUnit 0"))
    return one_page(page=page_with(more).replace(b"[0 0 595 842]", chance.choice(boxes)))


def crop_box(chance: random.Random) -> bytes:
    box = chance.choice((b"[0 0 .01 .01]", b"[9999 9999 99999 99999]", b"[100 100 50 50]", b"[0 0 1e7 1]"))
    return one_page(page=page_with(b"/CropBox%s/TrimBox[0 0 0 0]/BleedBox 3 0 R" % box))


def deep_tree(chance: random.Random) -> bytes:
    depth = chance.choice((500, 5_000, 50_000))
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent 2 0 R>>" % (7 + level) for level in range(depth)]
    return one_page(kids=b"[6 0 R]", more=[*nodes, page_with(b"")])


def tree_in_itself(chance: random.Random) -> bytes:
    kids = chance.choice(
        (b"[2 0 R]", b"[3 0 R 2 0 R]", b"[1 0 R]", b"[6 0 R]", b"2 0 R", b"[4 0 R]", b"[99 0 R]")
    )
    return one_page(
        kids=kids, count=chance.choice((1, 2, -1, 2**31 - 1)), more=[b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]
    )


def many_pages(chance: random.Random) -> bytes:
    count = chance.choice((501, 20_000, 200_000))
    return one_page(kids=b"[%s]" % (b"3 0 R " * count), count=chance.choice((1, count, 2**31 - 1)))


def false_count(chance: random.Random) -> bytes:
    return one_page(count=chance.choice((-1, 0, 2, 499, 500, 2**31 - 1, 2**63)))


def references_in_a_ring(chance: random.Random) -> bytes:
    """What should be a value is a reference to a reference …"""
    ring = [b"7 0 R", b"8 0 R", b"6 0 R"]
    key = chance.choice((b"/Rotate", b"/MediaBox", b"/Resources", b"/Annots", b"/Group", b"/Contents"))
    page = page_with(b"")
    return one_page(page=page.replace(b"/Type/Page", b"/Type/Page%s 6 0 R" % key), more=ring)


def deep_arrays(chance: random.Random) -> bytes:
    depth = chance.choice((500, 20_000, 500_000))
    left, right = chance.choice(((b"[", b"]"), (b"<</A", b">>"), (b"<</Kids[", b"]>>")))
    return one_page(page=page_with(b"/X" + left * depth + b" 1 " + right * depth))


def deep_content(chance: random.Random) -> bytes:
    piece, end = chance.choice(
        ((b"q ", b""), (b"[", b"]"), (b"BT ", b"ET "), (b"/P <</A [", b"]>> BDC "), (b"(", b")"))
    )
    count = chance.choice((1_000, 100_000))
    return one_page(stream(b"", piece * count + end * count + WORDS))


def much_text(chance: random.Random) -> bytes:
    orders = (
        b"BT /F 9 Tf 9 9 Td (x) Tj ET\n", b"BT /F 1 Tf 1 0 0 1 9 9 Tm (Dieu 1. UBND xa) Tj ET\n",
        b"BT /F 9 Tf 3 Tr (12/UBND) Tj ET\n", b"/F 99 Tf BT (" + b"W" * 200 + b") Tj ET\n",
    )  # fmt: skip
    return one_page(stream(b"", chance.choice(orders) * chance.choice((5_000, 60_000)) + WORDS))


def many_lines(chance: random.Random) -> bytes:
    """A hundred thousand rules across the page: for whoever looks for tables."""
    lines = b"".join(
        b"0 %d m 595 %d l S %d 0 m %d 842 l S\n" % (n % 842, n % 842, n % 595, n % 595) for n in range(20_000)
    )
    return one_page(stream(b"", lines * chance.choice((1, 4)) + WORDS))


def long_names(chance: random.Random) -> bytes:
    digits = b"9" * chance.choice((400, 100_000))
    odd = chance.choice((b"/%s 1", b"/X %s", b"/X -%s.%s" % (digits, b"%s"), b"/X(%s)", b"/X<%s>"))
    return one_page(page=page_with(odd % digits))


def references_damaged(chance: random.Random) -> bytes:
    whole = one_page()
    at = whole.rindex(b"xref\n0")
    place = b"startxref\n%d" % at
    ways = (
        whole.replace(place, b"startxref\n%d" % chance.choice((0, 1, at + 5, 10**9, 10**30))),
        whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % at),
        whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d/XRefStm %d" % (at, at)),
        whole.replace(b"/Root 1 0 R", b"/Root %d 0 R" % chance.choice((2, 3, 99))),
        whole.replace(b"xref\n0 6", b"xref\n0 %d" % chance.choice((1, 10**6, 10**9))),
        whole.replace(b"/Size 6", b"/Size %d" % chance.choice((0, 1, 2**31, 10**20))),
        whole[:at] + b"%%EOF",
        whole[:at] + whole[at:] * 200,
    )
    return chance.choice(ways)


def signed_falsely(chance: random.Random) -> bytes:
    ranges = (b"[0 9 99 99]", b"[0 99999999999 1 1]", b"[-1 -1 -1 -1]", b"[" + b"0 1 " * 50_000 + b"]", b"[]")
    contents = chance.randbytes(chance.choice((9, 3000))).hex().encode()
    signature = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange%s/Contents<%s>>>"
    field = b"<</FT/Sig/T(Sig1)/V 7 0 R/Subtype/Widget/Rect[9 9 99 99]/P 3 0 R>>"
    return one_page(
        page=page_with(b"/Annots[6 0 R]"),
        catalog=b"/AcroForm<</SigFlags 3/Fields[6 0 R]>>",
        more=[field, signature % (chance.choice(ranges), contents)],
    )


def actions(chance: random.Random) -> bytes:
    """What other readers would run or fetch."""
    code = b"/OpenAction<</S/JavaScript/JS(while(1){})>>/AA<</WC<</S/Launch/F(/bin/sh)>>>>"
    fetch = b"/OpenAction<</S/SubmitForm/F(http://127.0.0.1:9/)>>/AcroForm<</XFA(x)>>"
    return one_page(catalog=chance.choice((code, fetch)))


def colours_in_colours(chance: random.Random) -> bytes:
    page = page_with(b"", b"/Font<</F 5 0 R>>/ColorSpace<</C 6 0 R>>")
    space = b"[/Indexed 6 0 R 255 <00>]" if chance.random() < 0.5 else b"[/Pattern 6 0 R]"
    return one_page(stream(b"", b"/C cs 1 sc 0 0 99 99 re f\n" + WORDS), page, more=[space])


def soft_masks(chance: random.Random) -> bytes:
    """A mask that is drawn through itself."""
    states = b"<</Type/ExtGState/SMask<</S/Luminosity/G 7 0 R>>>>"
    group = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency>>"
    group += b"/Resources<</ExtGState<</M 6 0 R>>>>"
    form = stream(group, b"/M gs 0 0 595 842 re f\n")
    page = page_with(b"", b"/Font<</F 5 0 R>>/ExtGState<</M 6 0 R>>")
    return one_page(stream(b"", b"/M gs 0 0 595 842 re f\n" * 50 + WORDS), page, more=[states, form])


def layers(chance: random.Random) -> bytes:
    rings = b"/OCProperties<</OCGs[6 0 R]/D<</Order[6 0 R[6 0 R]]>>>>"
    member = b"<</Type/OCMD/OCGs[6 0 R]/VE[/And 6 0 R[/Not 6 0 R]]>>"
    page = page_with(b"", b"/Font<</F 5 0 R>>/Properties<</O 6 0 R>>")
    return one_page(stream(b"", b"/OC/O BDC\n" + WORDS + b"EMC\n"), page, catalog=rings, more=[member])


def names_in_a_ring(chance: random.Random) -> bytes:
    ring = b"<</Kids[6 0 R 6 0 R]/Names[(a)6 0 R]/First 6 0 R/Next 6 0 R/Last 6 0 R/F(x)/EF<</F 6 0 R>>>>"
    return one_page(catalog=b"/Names<</EmbeddedFiles 6 0 R>>/Outlines 6 0 R/Dests 6 0 R", more=[ring])


def no_pages(chance: random.Random) -> bytes:
    return chance.choice(
        (b"%PDF-1.7\n%%EOF", pdf([b"<<>>"]), pdf([b"<</Type/Catalog>>", FONT]), one_page(kids=b"[]", count=0))
    )


KINDS: Makers = with_ending(
    ".pdf",
    {
        "trap: nested forms": nested_forms,
        "trap: form in itself": form_in_itself,
        "trap: tiles": tiles,
        "trap: shading": shading,
        "trap: letters that draw": glyphs_that_draw,
        "trap: annotations": annotations,
        "trap: form fields": form_fields,
        "trap: media box": media_box,
        "trap: crop box": crop_box,
        "trap: deep page tree": deep_tree,
        "trap: page tree in itself": tree_in_itself,
        "trap: many pages": many_pages,
        "trap: false count": false_count,
        "trap: references in a ring": references_in_a_ring,
        "trap: deep arrays": deep_arrays,
        "trap: deep content": deep_content,
        "trap: much text": much_text,
        "trap: many lines": many_lines,
        "trap: long names": long_names,
        "trap: reference table": references_damaged,
        "trap: false signature": signed_falsely,
        "trap: actions": actions,
        "trap: colours in colours": colours_in_colours,
        "trap: soft masks": soft_masks,
        "trap: layers": layers,
        "trap: names in a ring": names_in_a_ring,
        "trap: no pages": no_pages,
    },
)
