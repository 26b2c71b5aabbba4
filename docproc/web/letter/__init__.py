"""A letter beside its scan: what was read, what is doubtful, and the keys to check it by.

`routes` is the page and what is changed on it, `scan_routes` the pages of the scan, drawn by `pictures`, and its
searchable copy, made by `copies`.
`doubts` puts what is to be checked into order, `choices` finds what else may have been meant, `values` is how
values are written into fields and where on the scan they were read. `checks` puts that together for the page.
`seen` is a letter for whoever may see it, `handing_on` says to whom in the office it went,
`linked` shows the letters that belong to it.
"""
