"""The picture of an archive: `figures` counts what was read, one file after the other, `scan_again` tells which
files should be scanned anew, `sections` puts figures into words and charts, `page` makes them a page.
"""
