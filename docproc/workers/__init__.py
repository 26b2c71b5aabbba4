"""The workers: they take jobs from the ledger, read the files and write down what came out.

`work.py` does one job, with what an `order.py` tells it; `letters_apart.py` is what becomes of a file with
several letters, `again.py` of one whose pages people put otherwise, as `arranging.py` does for them. `process.py`
is a worker process, limited in memory, which takes jobs under its own name (`taker.py`); `executors.py` starts
workers, watches over their time, replaces those that die; `cluster.py` has that done on several machines.
`carrier.py` fetches files from an object store for workers, which have no network. `first_look.py` looks for HỎA
TỐC, so that urgent letters come first. The watched folder and the archive both hand their work to an executor.
"""
