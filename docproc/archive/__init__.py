"""The archive: a whole tree of files through the same workers, stopped and gone on with at any moment.

The ledger is a store of its own in the folder of results; it is the truth, and everything else is made from
it. `sources.py` finds the files, in a folder or an object store; `plan.py` enters each under the hash of its
content, `run.py` lets an executor do the work, in the `hours.py` of the day that were asked for, `export.py`
writes the results as they come, `publish.py` brings them into an object store. How far it is says `reached.py`,
and when it will be done `pace.py`, by files put together by kind and size (`strata.py`). What all of it will take
tells `forecast` before it begins. `ended.py` reads the results one after the other; of them `analysis.py` makes
`tables` for analysts and a `summary` for people, at any time. `taking_over.py` puts an archive into a book of the
register instead.
"""
