"""Small real files for the tests of the scan room: PDFs written by hand, pictures through Pillow."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw

A4 = (595, 842)
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def stream(data: bytes, extra: str = "", packed: bool = True) -> bytes:
    """A PDF stream object; `extra` are entries of its dictionary."""
    body = zlib.compress(data) if packed else data
    head = "/Filter/FlateDecode" if packed else ""
    return f"<<{extra}{head}/Length {len(body)}>>".encode() + b"stream\n" + body + b"\nendstream"


def pdf_bytes(objects: Iterable[bytes], trailer: str = "") -> bytes:
    """A whole PDF; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<</Size {len(places) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def page_objects(contents: list[bytes], page: str = "", resources: str = "", extra: tuple[bytes, ...] = ()):
    """Catalogue, page tree, and one page a content stream; the font /F1 is Times. `extra` objects follow
    from number 4 + 2 * len(contents) on.
    """
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(contents)))
    box = "" if "/MediaBox" in page else f"/MediaBox[0 0 {A4[0]} {A4[1]}]"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    ]
    for i, content in enumerate(contents):
        objects.append(
            f"<</Type/Page/Parent 2 0 R{box}{page}/Contents {5 + 2 * i} 0 R"
            f"/Resources<</Font<</F1 3 0 R>>{resources}>>>>".encode()
        )
        objects.append(content)
    return [*objects, *extra]


def text_content(*texts: tuple[float, float, str], size: float = 12) -> bytes:
    """Orders that write each text at x, y (points from the bottom left)."""
    return "".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in texts).encode()


def text_pdf(path: Path, *texts: tuple[float, float, str], page: str = "", pages: int = 1) -> Path:
    """A born-digital PDF; every page carries the same texts."""
    path.write_bytes(pdf_bytes(page_objects([stream(text_content(*texts))] * pages, page)))
    return path


_FORM = f"/BBox[0 0 {A4[0]} {A4[1]}]"
_TILE = f"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/XStep 300/YStep 300{_FORM}"
_FILLS = b"/Pattern cs /X scn " + b"0 0 500 500 re f " * 10


def form_ladder(times: int, steps: int) -> bytes:
    """A page that draws a form so many times, which draws the next one so many times, and so on."""
    forms = [
        stream(b"/X Do " * times, f"/Subtype/Form{_FORM}/Resources<</XObject<</X {step} 0 R>>>>")
        for step in range(7, 6 + steps)
    ]
    forms.append(stream(b"0 0 9 9 re f", f"/Subtype/Form{_FORM}"))
    return pdf_bytes(page_objects([stream(b"/X Do " * times)], "", "/XObject<</X 6 0 R>>", tuple(forms)))


def pattern_ladder(steps: int) -> bytes:
    """A page that fills ten boxes with a pattern whose tile fills ten boxes with the next one, and so on."""
    tiles = [stream(_FILLS, f"{_TILE}/Resources<</Pattern<</X {step} 0 R>>>>") for step in range(7, 6 + steps)]
    tiles.append(stream(b"0 0 9 9 re f", f"{_TILE}/Resources<<>>"))
    return pdf_bytes(page_objects([stream(_FILLS)], "", "/Pattern<</X 6 0 R>>", tuple(tiles)))


def glyph_ladder(steps: int) -> bytes:
    """A page that writes ten letters of a Type 3 font whose letter writes ten of the next font, and so on."""
    objects = []
    for step in range(steps):
        fonts = f"/Font<</X {8 + 2 * step} 0 R>>" if step < steps - 1 else ""
        objects.append(
            b"<</Type/Font/Subtype/Type3/FontBBox[0 0 999 999]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 97"
            b"/LastChar 97/Widths[999]/Encoding<</Differences[97/a]>>"
            + f"/CharProcs<</a {7 + 2 * step} 0 R>>/Resources<<{fonts}>>>>".encode()
        )
        inside = b"BT /X 1000 Tf (aaaaaaaaaa) Tj ET" if fonts else b"0 0 900 900 re f"
        objects.append(stream(b"1000 0 d0 " + inside))
    content = stream(b"BT /X 20 Tf 72 700 Td (aaaaaaaaaa) Tj ET")
    return pdf_bytes(page_objects([content], "", "/Font<</X 6 0 R>>", tuple(objects)))


def mask_ladder(steps: int) -> bytes:
    """A page that paints ten times through a soft mask whose form paints ten times through the next one."""
    group = "/Group<</S/Transparency/CS/DeviceGray>>"
    paints = b"/X gs " + b"0 0 500 500 re f " * 10
    objects = []
    for step in range(steps):
        states = f"/ExtGState<</X {8 + 2 * step} 0 R>>" if step < steps - 1 else ""
        objects.append(f"<</Type/ExtGState/SMask<</S/Luminosity/G {7 + 2 * step} 0 R>>>>".encode())
        inside = paints if states else b"0 0 500 500 re f"
        objects.append(stream(inside, f"/Subtype/Form{_FORM}{group}/Resources<<{states}>>"))
    return pdf_bytes(page_objects([stream(paints)], "", "/ExtGState<</X 6 0 R>>", tuple(objects)))


def image_object(image: Image.Image, said: tuple[int, int] | None = None) -> bytes:
    """A grey picture as a PDF object; `said` is the size it claims to have."""
    width, height = said or image.size
    entries = (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    return stream(image.convert("L").tobytes(), entries)


def scan_pdf(path: Path, image: bytes, place: str = "595 0 0 842 0 0", page: str = "") -> Path:
    """A PDF with the picture object `image` put on the page by the matrix `place`."""
    content = stream(f"q {place} cm /Im Do Q".encode())
    path.write_bytes(pdf_bytes(page_objects([content], page, "/XObject<</Im 6 0 R>>", (image,))))
    return path


def rc4(key: bytes, data: bytes) -> bytes:
    """RC4, the cipher of old encrypted PDFs (ISO 32000-1, 7.6.2)."""
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def locked_pdf(path: Path, text: str, user: bytes, owner: bytes) -> Path:
    """A PDF encrypted with RC4, 40 bits (ISO 32000-1, algorithms 1 to 4), that forbids copying."""
    identity, rights = b"0123456789abcdef", -44
    owner_key = hashlib.md5((owner + _PADDING)[:32]).digest()[:5]
    owner_entry = rc4(owner_key, (user + _PADDING)[:32])
    seed = (user + _PADDING)[:32] + owner_entry + rights.to_bytes(4, "little", signed=True) + identity
    key = hashlib.md5(seed).digest()[:5]
    user_entry = rc4(key, _PADDING)
    object_key = hashlib.md5(key + (5).to_bytes(3, "little") + bytes(2)).digest()[:10]
    content = rc4(object_key, text_content((72, 700, text)))
    lock = f"<</Filter/Standard/V 1/R 2/P {rights}/O<{owner_entry.hex()}>/U<{user_entry.hex()}>>>".encode()
    objects = page_objects([stream(content, packed=False)], extra=(lock,))
    path.write_bytes(pdf_bytes(objects, f"/Encrypt 6 0 R/ID[<{identity.hex()}><{identity.hex()}>]"))
    return path


def sheet(size: tuple[int, int] = (827, 1169), mode: str = "RGB") -> Image.Image:
    """A white sheet with a black bar in its upper left eighth, so that a turned page is seen at once."""
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 8), fill=0)
    return image.convert(mode)


def dark_corner(image: Image.Image) -> tuple[str, str]:
    """Where the bar of `sheet` ended up: ("top" or "bottom", "left" or "right")."""
    grey = image.convert("L")
    width, height = grey.size
    corners = {
        (vertical, side): grey.getpixel((round(width * x), round(height * y)))
        for vertical, y in (("top", 0.03), ("bottom", 0.97))
        for side, x in (("left", 0.03), ("right", 0.97))
    }
    return min(corners, key=lambda corner: corners[corner])
