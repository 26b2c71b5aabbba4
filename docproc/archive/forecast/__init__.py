"""What reading an archive will take, told before it is read: how many pages, how many need OCR and why, how long.

`tree.py` counts the files and chooses some of each kind and size, by a fixed seed; `fetching.py` fetches those
that lie in an object store. `looking.py` opens them, each in a child under limits: how many pages, where would
their words come from. `measuring.py` reads a few of these pages, as many at a time as will be read later.
`estimate.py` makes figures of all that, each with a range; `forecast.py` does one after the other within a minute
or so, and leaves nothing behind.
"""
