"""The searchable copy of a file: its pages as they are, with the words that docproc read under them, as PDF/A-2b.

The file itself is only read. What belongs to it alone does not go into the copy: digital signatures, the lock,
scripts, links out of the file, enclosed files.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf.sanitize import remove_attachments, remove_external_access, remove_javascript, remove_multimedia
from PIL import ImageCms

from docproc.confined.clock import allow
from docproc.errors import NoSearchableCopy
from docproc.letter import Letter
from docproc.scan.cut import paint_fields
from docproc.scan.guard import damage_named
from docproc.scan.kinds import PDF, format_of
from docproc.scan.opening import open_scan
from docproc.scan.pictures import PICTURES
from docproc.searchable.about import About, about
from docproc.searchable.font import blank_font
from docproc.searchable.layer import PageLayer, add_layer
from docproc.searchable.old_layer import remove_old_layer
from docproc.searchable.pictures import pdf_of_pictures
from docproc.settings import Settings

FLAVOUR = "2b"
_PROGRAM = "docproc"
# ISO 32000-1, tables 5 and 89.
_OF_PICTURES = frozenset(
    f"/{key}"
    for key in (
        *("Type", "Subtype", "Width", "Height", "ColorSpace", "BitsPerComponent", "Intent", "ImageMask", "Mask"),
        *("Decode", "Interpolate", "Alternates", "SMask", "SMaskInData", "Name", "StructParent", "ID", "OPI"),
        *("Metadata", "OC", "Length", "Filter", "DecodeParms", "F", "FFilter", "FDecodeParms", "DL"),
    )
)
_DECLARED = ("pdfaid:part", "pdfaid:conformance")


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes of a copy. `not_archival` says, in the words of pikepdf, why it is no PDF/A-2b; "" if it is."""

    content: bytes
    not_archival: str = ""


def searchable_copy(
    path: Path, layers: Mapping[int, PageLayer], letter: Letter, settings: Settings, optimize: bool = False
) -> Copy:
    """The copy of a PDF or picture file.

    `layers`: the words of each page (by its number, from 1) whose layer is to be replaced; other pages keep
    theirs. `optimize`: what is packed without loss is packed again, tighter. Raises InputError, NoSearchableCopy
    for a text or Word file.
    """
    kind = format_of(path)
    if kind != PDF and kind not in PICTURES:
        raise NoSearchableCopy(path)
    allow(settings.page_work_seconds)
    with _opened(path, kind, settings) as document, damage_named(path):
        if kind == PDF:
            _leave_to_the_original(document)
        _forget_private_keys(document)
        _add_layers(document, layers, settings)
        _describe(document, about(letter, hashlib.sha256(path.read_bytes()).hexdigest()))
        return _written(document, optimize)


def _opened(path: Path, kind: str, settings: Settings) -> pikepdf.Pdf:
    if kind in PICTURES:
        return pdf_of_pictures(path, kind, settings)
    with open_scan(path, settings), damage_named(path):  # measured before anything is unpacked
        return pikepdf.open(path)


def _leave_to_the_original(document: pikepdf.Pdf) -> None:
    """Take out what the copy cannot keep (signatures) and an archive must not (scripts, links, enclosed files).

    What signing software stamped on a page is painted into it, as it looked.
    """
    paint_fields(document)
    remove_javascript(document)
    remove_external_access(document)
    remove_attachments(document)
    remove_multimedia(document)
    for key in ("/AcroForm", "/Perms", "/DSS", "/Extensions", "/OpenAction", "/AA", "/Legal"):
        if key in document.Root:
            del document.Root[key]


def _forget_private_keys(document: pikepdf.Pdf) -> None:
    """Take out of pictures what no standard knows, as a scanner's own word for its resolution: PDF/A could not be
    checked with it. Their pixels, as packed, stay.
    """
    for one in document.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image":
            for key in set(one.keys()) - _OF_PICTURES:
                del one[key]


def _add_layers(document: pikepdf.Pdf, layers: Mapping[int, PageLayer], settings: Settings) -> None:
    wanted = {number: layer for number, layer in layers.items() if 0 < number <= len(document.pages)}
    signs = set[str]().union(*(layer.signs for layer in wanted.values()))
    if not wanted:
        return
    for number in wanted:
        allow(settings.page_work_seconds)
        remove_old_layer(document, number - 1)
    font = blank_font(document, signs)
    for number, layer in wanted.items():
        allow(settings.page_work_seconds)
        if layer.lines:
            add_layer(document, document.pages[number - 1], layer, font)
    document.remove_unreferenced_resources()
    for key in ("/StructTreeRoot", "/MarkInfo"):  # they speak of the text that was there
        if key in document.Root:
            del document.Root[key]


def _describe(document: pikepdf.Pdf, said: About) -> None:
    document.Root.Lang = pikepdf.String("vi-VN")
    with warnings.catch_warnings(), document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        warnings.simplefilter("ignore")  # of damaged dates in the file, which are left as they are
        metadata["dc:title"] = said.title
        metadata["dc:description"] = said.subject or said.title
        metadata["pdf:Keywords"] = said.keywords
        metadata["xmp:CreatorTool"] = _PROGRAM
    document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    if said.letters:
        with document.open_outline() as outline:
            outline.root[:0] = [
                pikepdf.OutlineItem(name, page - 1) for page, name in said.letters if page <= len(document.pages)
            ]


def _written(document: pikepdf.Pdf, optimize: bool) -> Copy:
    from pikepdf.pdfa import PdfaError, save  # an eighth of a second

    made = io.BytesIO()
    try:
        save(document, made, FLAVOUR, output_intent=_colours(), recompress_flate=optimize, deterministic_id=True)
        return Copy(made.getvalue())
    except PdfaError as error:
        why = _why(error)
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        for key in _DECLARED:
            if key in metadata:
                del metadata[key]
    plain = io.BytesIO()
    document.save(
        plain,
        recompress_flate=optimize,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return Copy(plain.getvalue(), why)


@cache
def _colours() -> bytes:
    """The profile of sRGB, for PDF/A asks what colours mean. Packed a sixth of the one pikepdf brings."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _why(error: Exception) -> str:
    findings = error.report.findings  # type: ignore[attr-defined]
    return "; ".join(dict.fromkeys(f"{one.message}" for one in findings[:3]))
