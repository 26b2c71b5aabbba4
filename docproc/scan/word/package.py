"""A .docx or .xlsx as a package of parts (ECMA-376-2), under limits: nothing is unpacked before its size is
known.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from lxml import etree

from docproc.errors import DamagedFile, TooLarge, TooManyParts
from docproc.messages import _
from docproc.scan.guard import damage_named
from docproc.scan.kinds import MEGA
from docproc.scan.word.names import STRICT
from docproc.settings import Settings

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MOST_PARTS = 5000  # a letter has 20, one with a picture on every page some hundred
# How a part of XML begins, once a byte order mark, blanks and the zeros of wide letters are off; the second is
# "<?xm" in EBCDIC, which parsers read too (XML 1.0, Appendix F).
_XML_BEGINS, _NOT_LETTERS = (b"<", b"\x4c\x6f\xa7\x94"), b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_DOCTYPE = b"<!DOCTYPE"
_XML_ENDINGS = (".xml", ".rels", ".vml")
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Tags of one part, an element in memory for each: of a book of five hundred pages half a million.
_MOST_TAGS = 1_500_000
_PICTURES, _EMBEDDED = "word/media/", "word/embeddings/"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: the kind of relation (its last word), the name of the part or the address."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """An open .docx. `names` are those of its parts."""

    path: Path
    archive: zipfile.ZipFile
    settings: Settings
    names: frozenset[str]

    def xml(self, name: str) -> etree._Element | None:
        """A part parsed, None when it is not there.

        Raises TooLarge, TooManyParts, DamagedFile (also for a part with a document type, which ECMA-376-2,
        7.1.4, forbids: entities could grow without end).
        """
        if name not in self.names:
            return None
        limit = self.settings.max_stream_megabytes
        size = self.archive.getinfo(name).file_size
        if size > limit * MEGA:
            raise TooLarge(self.path, size=round(size / MEGA, 1), limit=f"{limit:g}")
        with damage_named(self.path, name):
            data = self.archive.read(name)
        if (tags := data.count(b"<")) > _MOST_TAGS:
            raise TooManyParts(self.path, parts=tags, limit=_MOST_TAGS)
        if _DOCTYPE in data:
            raise self._has_document_type(name)
        for strict, usual in STRICT.items():
            data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
        with damage_named(self.path, name):
            root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:  # in another encoding
            raise self._has_document_type(name)
        return root

    def _has_document_type(self, name: str) -> DamagedFile:
        return DamagedFile(
            self.path, detail=_("{part} has a document type, which Office files do not", part=name)
        )

    def all_xml(self) -> Iterator[tuple[str, etree._Element]]:
        """Every part that is XML, by whatever name, parsed. Raises as `xml`."""
        for name in sorted(self.names):
            if name.lower().endswith(_XML_ENDINGS) or self._begins_as_xml(name):
                root = self.xml(name)
                if root is not None:
                    yield name, root

    def _begins_as_xml(self, name: str) -> bool:
        with damage_named(self.path, name), self.archive.open(name) as part:
            return part.read(64).lstrip(_NOT_LETTERS).startswith(_XML_BEGINS)

    def relations(self, name: str) -> tuple[Relation, ...]:
        """What a part ("" for the package) points to. Raises as `xml`."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return ()
        return tuple(_relation(found, folder) for found in root.iter(_RELATION))

    def main_part(self) -> str:
        """The name of the part that holds the text. Raises DamagedFile."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and relation.target in self.names:
                return relation.target
        raise DamagedFile(self.path, detail=_("the text of the Word file is missing"))

    def pictures(self) -> tuple[str, ...]:
        """The names of the pictures in the file."""
        return tuple(sorted(name for name in self.names if name.startswith(_PICTURES)))

    def embedded(self) -> tuple[str, ...]:
        """The names of other files laid into this one."""
        return tuple(sorted(name for name in self.names if name.startswith(_EMBEDDED)))


def _relation(found: etree._Element, folder: str) -> Relation:
    target, external = found.get("Target", ""), found.get("TargetMode") == "External"
    if not external:
        target = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        )
    return Relation(found.get("Id", ""), found.get("Type", "").rpartition("/")[2], target, external)


@contextmanager
def open_package(path: Path, settings: Settings, file: IO[bytes] | None = None) -> Iterator[Package]:
    """The .docx, whose parts say how large they are unpacked. Raises TooLarge, DamagedFile.

    `file` is its content where that is not on the disk yet.

    Refused is also what a package may not be (ECMA-376-2, 6.2.2 and Annex B): two parts under one name, of which
    programs would take now the one, now the other, and other packings than deflate.
    """
    with damage_named(path):
        archive = zipfile.ZipFile(file or path)
    with archive:
        parts = archive.infolist()
        size = sum(info.file_size for info in parts)
        if size > settings.max_megabytes * MEGA:
            limit = f"{settings.max_megabytes:g}"
            raise TooLarge(path, size=round(size / MEGA, 1), limit=limit)
        if len(parts) > _MOST_PARTS or len({info.filename.lower() for info in parts}) < len(parts):
            raise DamagedFile(path, detail=_("{count} parts, or two under one name", count=len(parts)))
        if any(info.compress_type not in _PACKINGS for info in parts):
            raise DamagedFile(path, detail=_("packed in a way that Office files are not"))
        yield Package(path, archive, settings, frozenset(archive.namelist()))
