"""The workers: they take jobs from the ledger, read the files and write down what came out.

`work.py` does one job; `process.py` is a worker process, limited in memory; `executors.py` starts workers,
watches over their time, replaces those that die. The watched folder and the archive both hand their work to an
executor.
"""
