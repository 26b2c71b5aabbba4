"""A letter beside its scan: what was read, what is doubtful, and the keys to check it by.

`routes.py` is the page and what is changed on it, `scan_routes.py` the pages of the scan, drawn by `pictures.py`.
`doubts.py` puts what is to be checked into order, `choices.py` finds what else may have been meant, `values.py`
is how values are written into fields and where on the scan they were read. `checks.py` puts
that together for the page. `seen.py` is a letter for whoever may see it.
"""
