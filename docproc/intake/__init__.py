"""The watched folder: from a file that appears to a letter in the register, exactly once.

A file goes this way, and at every moment one whole copy is accounted for:

1. `inbox.py` sees it (events, polling, start-up scan, rescan) and waits until it has come to rest
   (`stability.py`) and looks whole (`complete.py`).
2. `take_in.py` copies it into the originals, on the disk and under its hash, before the database hears of it.
3. One transaction writes file, arrival and job. Cut off before it: the file is still in the folder, and is
   found again. Cut off after it: the job is in the ledger.
4. A worker reads the original and writes letter, number and the end of the job in one transaction.
5. `filing.py` moves the file in the folder to `processed/` or `failed/`, then writes that down. Cut off between
   the two: the next look finds the file gone from its place and lying at the other.

A file that somebody uploads at the desk (`uploaded.py`) comes in by the same steps, but for the folder; what both
write down is in `enlist.py`.

`watch.py` is the loop over all folders. Which may be watched, and that they are apart from each other wherever
links and mounts lead, say `folders.py` and `mounts.py`; `below.py` reaches their files without following a
link, `events.py` is the system's word that something changed. `tiff.py` tells whether a TIFF is whole,
`names.py` which names are no letters, `troubles.py` what keeps a folder from being emptied, `lost.py` whether
the originals are still there.
"""
