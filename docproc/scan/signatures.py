"""The digital signatures of a PDF, through pyHanko: who, when, and whether the file is as it was signed.

Offline: no certificate is fetched and no chain is checked, so this says "unchanged", never "trusted".
"""

from __future__ import annotations

import io
import logging
import re
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from docproc.errors import DamagedFile, InputError
from docproc.letter import DigitalSignature
from docproc.messages import _, mark
from docproc.scan.guard import damage_named
from docproc.workdays import VIETNAM

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

# Every signature of a PDF names the bytes it covers (ISO 32000-1, 12.8.1).
_MARK = b"/ByteRange"
# The problem of a signature of which not even the signer can be told.
DAMAGED = mark("the signature is damaged: nobody can tell whose it is, and of when")
_BLANKS = b"\x00\t\n\x0c\r "  # between the digits of a string (ISO 32000-1, 7.2.2, 7.3.4.3)
_PIECE = 65_536
_SAME_MOMENT = timedelta(minutes=5)  # signature and file are written one after the other
log = logging.getLogger(__name__)


def signatures_of(path: Path) -> tuple[DigitalSignature, ...]:
    """The signatures of a PDF in the order they were made; none for a PDF without.

    A signature that cannot be checked comes with its `problem`. Nothing is raised: the letter still can be read.
    """
    data = path.read_bytes()
    if _MARK not in data:
        return ()
    # pyHanko takes a second to load; few scans are signed.
    from pyhanko.pdf_utils.reader import PdfFileReader

    _read_hex_at_once()
    try:
        with damage_named(path):
            reader = PdfFileReader(io.BytesIO(data[_beginning(data) :]), strict=False)
            return tuple(_signature(path, found) for found in reader.embedded_signatures)
    except InputError as error:
        log.debug("signatures of %s: %s", path.name, error.details.get("detail"))
        return (DigitalSignature(problem=_(DAMAGED)),)


@cache
def _read_hex_at_once() -> None:
    """Let pyHanko read long strings of hexadecimal digits, which signatures are, in one piece: digit by digit it
    takes longer than everything else about a signature. Strings with anything unusual are left to it.
    """
    from pyhanko.pdf_utils import generic

    one_by_one = generic.read_hex_string_from_stream

    def read(stream: BinaryIO) -> Any:
        begin = stream.tell()
        digits, closed = _up_to(stream, b">", begin + 1)
        try:
            if not closed:
                raise ValueError
            plain = digits.translate(None, _BLANKS)
            found = bytes.fromhex(plain.decode("ascii") + "0" * (len(plain) % 2))
        except ValueError:
            stream.seek(begin)
            return one_by_one(stream)
        stream.seek(begin + 1 + len(digits) + 1)
        return generic.pdf_string(found)

    generic.read_hex_string_from_stream = read


def _up_to(stream: BinaryIO, end: bytes, begin: int) -> tuple[bytes, bool]:
    """The bytes from `begin` up to, not including, the first `end`, and whether that came."""
    stream.seek(begin)
    parts = []
    while part := stream.read(_PIECE):
        head, found, _rest = part.partition(end)
        parts.append(head)
        if found:
            return b"".join(parts), True
    return b"".join(parts), False


def _beginning(data: bytes) -> int:
    """Where the PDF begins: some programs write other bytes before it (ISO 32000-1, Annex H.3)."""
    return max(0, data.find(b"%PDF-", 0, 1024))


def _signature(path: Path, found: EmbeddedPdfSignature) -> DigitalSignature:
    try:
        with damage_named(path):
            return _checked(found)
    except DamagedFile as error:
        log.debug("a signature of %s: %s", path.name, error.details.get("detail"))
        return DigitalSignature(problem=_(DAMAGED))


def _checked(found: EmbeddedPdfSignature) -> DigitalSignature:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    subject = found.signer_cert.subject.native
    time = signing_time(found.self_reported_timestamp, str(found.sig_object.get("/M", "")))
    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    # What was added later only matters as "not covered": which parts of a page it touches need not be worked out,
    # and that takes most of the time of a letter with several signatures.
    status = validate_pdf_signature(
        found, signer_validation_context=nobody, ts_validation_context=nobody, skip_diff=True
    )
    return DigitalSignature(
        signer=subject.get("common_name"),
        organisation=subject.get("organization_name"),
        signed_at=time.isoformat() if time else None,
        unchanged=bool(status.intact and status.valid),
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
    )


def signing_time(claimed: datetime | None, written: str) -> datetime | None:
    """When a signature was made, in Vietnam's time: as the signature itself says (`claimed`). Some programs give
    the hours of their clock there as if they were UTC; the file names them with their zone (`written`, a PDF
    date).
    """
    if claimed is None or claimed.tzinfo is None:
        return claimed
    digits, zone = re.match(r"D?:?(\d{14})|", written), re.search(r"\+07'?00'?$", written)
    if digits and digits[1] and zone:
        local = datetime.strptime(digits[1], "%Y%m%d%H%M%S")
        if abs(claimed.replace(tzinfo=None) - local) < _SAME_MOMENT:
            claimed = claimed.replace(tzinfo=VIETNAM)
    return claimed.astimezone(VIETNAM)
