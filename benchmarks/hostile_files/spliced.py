"""PDFs whose objects are put into each other: what a reader follows leads somewhere else, or round in a ring."""

from __future__ import annotations

import io
import random

import pikepdf

from hostile_files.made import Made, Makers
from hostile_files.mutated import scans, texts
from hostile_files.pdf_parts import text_letter
from hostile_files.pdf_traps import references_damaged

_ODD = (
    pikepdf.Name.Page, pikepdf.Array([]), pikepdf.Dictionary(), pikepdf.String("x"), -1, 2**31 - 1, True, None,
)  # fmt: skip
_KEYS = (
    "/Kids", "/Parent", "/Resources", "/Contents", "/Font", "/ToUnicode", "/DescendantFonts", "/MediaBox",
    "/Annots",
    "/Length", "/Filter", "/XObject", "/Type", "/Encoding", "/FontDescriptor", "/Count", "/Rotate", "/W",
    "/DecodeParms",
)  # fmt: skip


def _whole(chance: random.Random) -> bytes:
    """Mostly letters with a text layer: a scan takes ten times as long to read."""
    if chance.random() < 0.05:
        return chance.choice(scans())
    return text_letter(chance.choice(texts()).splitlines())


def redirected(chance: random.Random) -> Made:
    """Entries of objects take the place of others, from this file or another one."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(_whole(chance))) as one, pikepdf.open(io.BytesIO(_whole(chance))) as other:
        for _ in range(chance.choice((1, 1, 3, 10))):
            _redirect(one, other, chance)
        modes = list(pikepdf.ObjectStreamMode.__members__.values())
        try:
            one.save(out, object_stream_mode=chance.choice(modes), fix_metadata_version=False)
        except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, NotImplementedError):
            return references_damaged_of(chance)
    return ".pdf", out.getvalue()


def _redirect(one: pikepdf.Pdf, other: pikepdf.Pdf, chance: random.Random) -> None:
    holders = [thing for thing in one.objects if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)]
    holder = chance.choice(holders)
    key = chance.choice([*holder.keys(), *holder.keys(), chance.choice(_KEYS)])
    if key == "/Length" and isinstance(holder, pikepdf.Stream):
        return
    way = chance.random()
    try:
        if way < 0.5:
            holder[key] = chance.choice(list(one.objects))
        elif way < 0.7:
            holder[key] = one.copy_foreign(chance.choice(list(other.objects)))
        elif way < 0.8 and key in holder:
            del holder[key]
        else:
            holder[key] = chance.choice(_ODD)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, NotImplementedError):
        return


def references_damaged_of(chance: random.Random) -> Made:
    """A letter whose table of references is wrong, or which is found only object by object."""
    whole = _whole(chance)
    at = whole.rindex(b"xref")
    ways = (
        whole[:at] + whole[at:].translate(bytes.maketrans(b"0123", chance.choice((b"1230", b"0000", b"3210")))),
        whole[: whole.rindex(b"startxref")],
        whole.replace(b" 00000 n", b" 65535 f"),
        whole.replace(b" 0 obj", b" 1 obj"),
        whole + whole[at:] * chance.choice((1, 500)),
        whole[whole.index(b"2 0 obj") :] + whole,
    )
    return ".pdf", chance.choice(ways)


def reference_table(chance: random.Random) -> Made:
    return (".pdf", references_damaged(chance)) if chance.random() < 0.3 else references_damaged_of(chance)


KINDS: Makers = {"spliced: objects redirected": redirected, "spliced: reference table": reference_table}
