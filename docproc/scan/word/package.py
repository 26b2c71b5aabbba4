"""A .docx as a package of parts (ECMA-376-2), under limits: nothing is unpacked before its size is known."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from docproc.errors import DamagedFile, TooLarge
from docproc.messages import _
from docproc.scan.guard import damage_named
from docproc.scan.kinds import MEGA
from docproc.scan.word.names import STRICT
from docproc.settings import Settings

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# A relation that a person follows by a click; all others are fetched when the file is laid out.
_HARMLESS = ("/hyperlink", "/attachedTemplate")
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

        Raises TooLarge, DamagedFile (also for a part with a document type, which ECMA-376-2, 7.1.4, forbids:
        entities could grow without end).
        """
        if name not in self.names:
            return None
        limit = self.settings.max_stream_megabytes
        size = self.archive.getinfo(name).file_size
        if size > limit * MEGA:
            raise TooLarge(self.path, size=round(size / MEGA, 1), limit=f"{limit:g}")
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
        with damage_named(self.path):
            data = self.archive.read(name)
            for strict, usual in STRICT.items():
                data = data.replace(strict, usual)
            root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise DamagedFile(self.path, detail=_("a document type, which Word files do not have"))
        return root

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

    def fetches(self) -> bool:
        """Whether laying the file out would fetch something from elsewhere: a linked picture, frame or object."""
        parts = (name for name in self.names if name.endswith(".rels"))
        return any(
            found.get("TargetMode") == "External" and not str(found.get("Type")).endswith(_HARMLESS)
            for name in parts
            if (root := self.xml(name)) is not None
            for found in root.iter(_RELATION)
        )

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
def open_package(path: Path, settings: Settings) -> Iterator[Package]:
    """The .docx, whose parts say how large they are unpacked. Raises TooLarge, DamagedFile."""
    with damage_named(path):
        archive = zipfile.ZipFile(path)
    with archive:
        size = sum(info.file_size for info in archive.infolist())
        if size > settings.max_megabytes * MEGA:
            limit = f"{settings.max_megabytes:g}"
            raise TooLarge(path, size=round(size / MEGA, 1), limit=limit)
        yield Package(path, archive, settings, frozenset(archive.namelist()))
