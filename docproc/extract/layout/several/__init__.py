"""What lies in one file: which pages are scans of one page (`copies`), in what `order` they go (`page_numbers`),
where a letter begins (`letterheads`), and whether a further letter belongs to the one before it (`belonging`).
`sheets` puts it together.
"""
