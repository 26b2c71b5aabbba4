"""The printed lines of a page, found without reading: for a reader of whole lines.

Begin at `find`; what it gives is in `found`. The `ink` of a page without its rules falls into `blobs` of touching
pixels. By their `size` these are letters, marks or more than one line. Each letter looks for its `neighbours`:
letters that follow each other make pieces, told as `bands`, and pieces on one level make `rows` with words
between gaps; `strays` are no text. What is `touching`, a seal or another line, is parted from the letters, and
`marks` find theirs. `understood` tells whether the page was one of printed lines at all.
"""
