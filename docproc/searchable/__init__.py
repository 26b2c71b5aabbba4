"""Searchable copies: the pages of a file as they are, with the words that docproc read under them, as PDF/A-2b.

`words` says which pages get a new layer, `font` is what its letters are written with, `layer` puts them in their
places, `old_layer` takes out what was there, `pictures` makes a PDF of picture files, `about` says what the copy
says of itself, and `copy` makes it.
"""
