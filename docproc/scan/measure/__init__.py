"""What a PDF or a picture would cost, found before it is unpacked or drawn; a slow page is tried.

`streams` goes over all that is packed in a PDF: `reach` is what its pages lead to, `unlisted` what its table of
objects does not name, `packings` how a stream is packed, `unpack` its filters under a limit, `stream_data` what
it holds. `packed_pictures` are measured by their headers, `jpegs` and `jbig2` by what these say themselves.
What a page paints is counted by `orders`, unless it is plain (docproc/scan/plainly.py); `slow` is what makes
one order take long, and such a page is drawn on `trial`.
"""
