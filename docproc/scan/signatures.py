"""The digital signatures of a PDF, through pyHanko: who, when, and whether the file is as it was signed.

Offline: no certificate is fetched and no chain is checked, so this says "unchanged", never "trusted".
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from docproc.errors import DamagedFile, InputError
from docproc.letter import DigitalSignature
from docproc.scan.guard import damage_named

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

# Every signature of a PDF names the bytes it covers (ISO 32000-1, 12.8.1).
_MARK = b"/ByteRange"
# Without roots no chain can be built, which is meant; pyHanko would report each on standard error.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def signatures_of(path: Path) -> tuple[DigitalSignature, ...]:
    """The signatures of a PDF in the order they were made; none for a PDF without.

    A signature that cannot be checked comes with its `problem`. Nothing is raised: the letter still can be read.
    """
    if _MARK not in path.read_bytes():
        return ()
    # pyHanko takes a second to load; few scans are signed.
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        with damage_named(path), path.open("rb") as file:
            reader = PdfFileReader(file, strict=False)
            return tuple(_signature(path, found) for found in reader.embedded_signatures)
    except InputError as error:
        return (DigitalSignature(problem=str(error.details.get("detail", ""))),)


def _signature(path: Path, found: EmbeddedPdfSignature) -> DigitalSignature:
    try:
        with damage_named(path):
            return _checked(found)
    except DamagedFile as error:
        return DigitalSignature(problem=str(error.details.get("detail", "")))


def _checked(found: EmbeddedPdfSignature) -> DigitalSignature:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    subject = found.signer_cert.subject.native
    time = found.self_reported_timestamp
    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    status = validate_pdf_signature(found, signer_validation_context=nobody, ts_validation_context=nobody)
    return DigitalSignature(
        signer=subject.get("common_name"),
        organisation=subject.get("organization_name"),
        signed_at=time.isoformat() if time else None,
        unchanged=bool(status.intact and status.valid),
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
    )
