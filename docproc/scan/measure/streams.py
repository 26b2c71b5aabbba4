"""What the packed streams of a PDF would unpack to, found before any parser unpacks them.

A stream of a few kilobytes can hold gigabytes of drawing orders, and PDFium and pdfminer unpack it whole. QPDF
finds the streams, through whatever dictionaries, references and locks; `unlisted` looks for those that its table
of objects leaves out. Pictures are not unpacked: PDFium takes them line by line, so their sides say what they
cost; but whether a stream that says it is a picture is used as one is looked at.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pikepdf
from pikepdf.settings import set_qpdf_limits

from docproc.errors import (
    DamagedFile,
    InputError,
    PageTooLarge,
    PartTooLarge,
    TooManyAnnotations,
    TooManyPages,
    TooManyParts,
)
from docproc.scan.annotations import MOST
from docproc.scan.guard import damage_named
from docproc.scan.kinds import MEGA
from docproc.scan.measure.packed_pictures import Fault, picture_fault
from docproc.scan.measure.packings import bytes_of, chains_of, columns_of, filters_of, grows_early, sides_said
from docproc.scan.measure.reach import Number, enclosed_in, reached_from
from docproc.scan.measure.unlisted import MOST_STRUCTURE, check_objects, check_unlisted
from docproc.scan.measure.unpack import FLATE, LZW, PICTURE_FILTERS, TooMuch, unpacked_size
from docproc.settings import Settings

# pdfminer undoes LZW and predictors byte by byte, ten seconds for two megabytes: such streams may hold this
# share of the others. Text and fonts are packed so in very old files only, by some ten kilobytes.
_SLOW_SHARE = 1 / 8
# A JPEG that is packed once more unpacks to little more than it had: there is next to nothing left to pack.
_PACKED_TWICE = 4
# Bytes a pixel of the pictures that no limit was set for: four colours of the press.
_PIXEL_BYTES = 4
# Pictures that are packed in an unusual way are unpacked to see what they hold: so many times as much as all
# others.
_PICTURES_SHARE = 4
# Objects of a PDF; a book of five hundred pages with every line marked has a hundred thousand.
_MOST_PARTS = 300_000
# References that are followed to find whose stream is at fault; a book has a hundred thousand.
_MOST_LOOKED_AT = 300_000
# Streams that hold the file together.
_STRUCTURE = ("/ObjStm", "/XRef")
# Members of one array or dictionary; that of a map has some ten thousand.
_MOST_MEMBERS = 1_000_000
# Bytes in a row of a predictor; pdfminer makes room for a row before it looks at the data.
_MOST_COLUMNS = 1_000_000


@dataclass(frozen=True, slots=True)
class PageFaults:
    """The pages (from 0) that may not be opened, each with the reason; `count` are the pages that QPDF finds.
    `units` are the points of the units of pages that are measured in others (ISO 32000-1, 14.11.2).
    """

    count: int = 0
    pages: dict[int, InputError] = field(default_factory=dict)
    units: dict[int, float] = field(default_factory=dict)


def check_streams(path: Path, settings: Settings) -> PageFaults:
    """The pages of which a stream unpacks to more than max_stream_megabytes, or a picture passes max_megapixels,
    max_side_pixels or takes far too long, and those with too many annotations.

    Raises TooManyPages, TooManyParts, and TooLarge when it is the file that may not be opened: such a stream
    holds it together, or belongs to no page that can be told, or all streams together pass
    max_unpacked_megabytes.
    """
    found, known = PageFaults(), set[int]()
    _limit_qpdf(MOST_STRUCTURE)
    try:
        with damage_named(path), pikepdf.open(path, suppress_warnings=True) as pdf:
            table = pdf.get_xref_table()
            if len(table) > _MOST_PARTS:
                raise TooManyParts(path, parts=len(table), limit=_MOST_PARTS)
            known = {entry.offset for entry in table.values() if entry.offset}
            check_objects(path, known)
            found = _Survey(path, settings, pdf).page_faults()
    except DamagedFile:
        pass  # so broken that QPDF cannot mend it, or locked: nothing can be unpacked, or it is unlisted
    _limit_qpdf(int(settings.max_stream_megabytes * MEGA))
    check_unlisted(path, known, settings)
    return found


def _limit_qpdf(most: int) -> None:
    """Let QPDF unpack no more bytes of a stream: it does so with what holds a file together."""
    set_qpdf_limits(
        flate_max_memory=most,
        png_max_memory=most,
        tiff_max_memory=most,
        run_length_max_memory=most,
        parser_max_container_size=_MOST_MEMBERS,
    )


class _Survey:
    """One look over the streams of a PDF: first those that its pages lead to, then the rest."""

    def __init__(self, path: Path, settings: Settings, pdf: pikepdf.Pdf) -> None:
        self.path, self.settings, self.pdf = path, settings, pdf
        self.most = int(settings.max_stream_megabytes * MEGA)
        self.faults: dict[Number, Fault] = {}
        self.sizes: dict[Number, int] = {}
        self.looked_at = 0

    def page_faults(self) -> PageFaults:
        pages = [page.obj for page in self.pdf.pages]
        if len(pages) > self.settings.max_pages:
            raise TooManyPages(self.path, pages=len(pages), limit=self.settings.max_pages)
        found = self._over_annotated(pages)
        others = [page for index, page in enumerate(pages) if index not in found]
        shown: dict[Number, bool] = {}  # whether a stream is used as a picture and as nothing else
        for one in reached_from(others):
            shown[one.number] = one.as_picture and shown.get(one.number, True)
        streams = [found for found in self.pdf.objects if isinstance(found, pikepdf.Stream)]
        self._look_at([one for one in streams if one.objgen in shown], shown)
        self._look_at_rest([one for one in streams if one.objgen not in shown], pages)
        for index, page in enumerate(pages):
            if index not in found and (fault := self._fault_of(page)) is not None:
                found[index] = fault(index + 1)
        units = {index: unit for index, page in enumerate(pages) if (unit := _unit(page)) != 1}
        return PageFaults(len(pages), found, units)

    def _over_annotated(self, pages: Sequence[pikepdf.Object]) -> dict[int, InputError]:
        """The pages with more notes, fields and links than can be drawn and read in bearable time."""
        counts = {index: len(found) for index, page in enumerate(pages) if (found := _list(page, "/Annots"))}
        return {
            index: TooManyAnnotations(self.path, page=index + 1, count=count, limit=MOST)
            for index, count in counts.items()
            if count > MOST
        }

    def _look_at(self, streams: list[pikepdf.Stream], shown: dict[Number, bool]) -> None:
        """Raises TooLarge when they pass max_unpacked_megabytes together; pictures may be more."""
        together = [self.settings.max_unpacked_megabytes * MEGA * share for share in (1, _PICTURES_SHARE)]
        for stream in streams:
            picture = shown[stream.objgen] and stream.get("/Subtype") == "/Image"
            size = self._picture_size(stream) if picture else self._size(stream, self._most_of(stream))
            self.sizes[stream.objgen] = size
            together[picture] -= size
            if together[picture] < 0:
                raise self._file_too_large(self.settings.max_unpacked_megabytes)

    def _size(self, stream: pikepdf.Stream, most: int) -> int:
        """To how many bytes a stream unpacks; when that is more than `most` it is noted, and counts for none."""
        data = bytes_of(stream)
        try:
            if len(data) > most or max(columns_of(stream), default=0) > _MOST_COLUMNS:
                raise TooMuch
            ways = itertools.product(chains_of(stream), {True, grows_early(stream)})
            return max(unpacked_size(data, names, most, early) for names, early in ways)
        except TooMuch:
            self.faults[stream.objgen] = self._too_large
            return 0

    def _most_of(self, stream: pikepdf.Stream) -> int:
        names = {name for chain in chains_of(stream) for name in chain}
        if names & PICTURE_FILTERS:  # nothing but a picture is packed so, and this is none
            return 0
        slow = names & LZW or columns_of(stream)
        return int(self.most * _SLOW_SHARE) if slow else self.most

    def _picture_size(self, stream: pikepdf.Stream) -> int:
        """As `_size`; 0 for pictures as they usually are, which are not unpacked."""
        fault = picture_fault(self.path, stream, self.settings)
        if fault is not None:
            self.faults[stream.objgen] = fault
            return 0
        names = filters_of(stream)
        if not names or (len(names) == 1 and names[0] in FLATE | PICTURE_FILTERS):
            return 0
        if PICTURE_FILTERS.intersection(names):
            return self._size(stream, max(self.most, _PACKED_TWICE * len(bytes_of(stream))))
        return self._size(stream, max(self.most, _PIXEL_BYTES * math.prod(sides_said(stream))))

    def _look_at_rest(self, streams: list[pikepdf.Stream], pages: Sequence[pikepdf.Object]) -> None:
        """Raises TooLarge for what holds the file together, and for streams of no page, unless they are files
        that are enclosed: another parser might take them for pages.
        """
        left, enclosed = self.settings.max_unpacked_megabytes * MEGA, None
        for stream in streams:
            if left > 0:
                structure = stream.get("/Type") in _STRUCTURE
                left -= self._size(stream, MOST_STRUCTURE if structure else self.most)
            if left > 0 and stream.objgen not in self.faults:
                continue
            if enclosed is None:
                enclosed = enclosed_in(self.pdf.Root, pages)
            if stream.objgen not in enclosed:
                raise self._file_too_large(self.settings.max_stream_megabytes)
            self.faults.pop(stream.objgen, None)

    def _too_large(self, page: int) -> InputError:
        return PageTooLarge(self.path, page=page, limit=f"{self.settings.max_stream_megabytes:g}")

    def _file_too_large(self, limit: float) -> InputError:
        return PartTooLarge(self.path, limit=f"{limit:g}")

    def _fault_of(self, page: pikepdf.Object) -> Fault | None:
        """What is wrong with a page: that its contents are the same stream again and again, or with a stream that
        it leads to. Raises TooLarge when there is too much to look through.
        """
        parts = [part.objgen for part in _list(page, "/Contents") if isinstance(part, pikepdf.Stream)]
        if sum(self.sizes.get(number, 0) for number in parts) > self.most:
            return self._too_large
        for one in reached_from([page]) if self.faults else ():
            self.looked_at += 1
            if self.looked_at > _MOST_LOOKED_AT:
                raise self._file_too_large(self.settings.max_stream_megabytes)
            if one.number in self.faults:
                return self.faults[one.number]
        return None


def _list(holder: pikepdf.Object, key: str) -> list[pikepdf.Object]:
    found = holder.get(key)
    return list(found) if isinstance(found, pikepdf.Array) else []


def _unit(page: pikepdf.Object) -> float:
    """How many points a unit of a page is: 1 where nothing usable is said."""
    found = page.get("/UserUnit")
    return float(found) if isinstance(found, int | float | Decimal) and found > 0 else 1.0
