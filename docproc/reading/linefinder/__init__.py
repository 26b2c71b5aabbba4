"""The printed lines of a page, found without reading: for a reader of whole lines.

Begin at `find`; what it gives is in `found`. The `ink` of a page without its rules falls into `blobs` of touching
pixels; `blots` are seals and signatures, whose paler ink is taken away. By their `size` blobs are letters, marks or
more than one line. Each letter looks for its `neighbours`: letters that follow each other make pieces, told as
`bands`, and pieces on one level make `rows`; `strays` are no text. What is `touching` several lines is cut apart,
`marks` find their letters, gaps part `words`. `understood` tells whether the page was one of printed lines at all.
"""
