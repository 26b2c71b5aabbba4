"""Letters, tasks, citations and problems of an archive as tables, for whoever counts with them.

`columns` says which columns each table has; their names and kinds are the contract of docs/contract.md, with a
version. `rows` and `problems` make rows of what was read, one file after the other; `files` writes them as JSON
Lines and, where `parquet` can, as Parquet.
"""
