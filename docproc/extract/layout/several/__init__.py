"""What lies in one file: which pages are scans of one page, in what order they go, where a letter begins, and
whether a further letter belongs to the one before it.
"""
