"""What a stream holds that pdfminer has found, not unpacked before it is known to be bearable."""

from __future__ import annotations

from pdfminer.pdftypes import PDFStream

from docproc.scan.measure.unpack import unpacked_size


def data_of(stream: PDFStream, most: int) -> bytes:
    """The unpacked bytes. Raises TooMuch when they are more than `most`."""
    raw = stream.rawdata
    if raw is not None and stream.data is None:
        if stream.decipher and stream.objid is not None:
            raw = stream.decipher(stream.objid, stream.genno or 0, raw, stream.attrs)
        names = [str(getattr(name, "name", "")) for name, _parameters in stream.get_filters()]
        unpacked_size(raw, names, most)
    return bytes(stream.get_data())
