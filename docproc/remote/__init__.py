"""Object stores of the office (S3: MinIO, Ceph), for archives and their results.

A store is reached only when a person named an address (`docproc.address`), and only where its endpoint was
configured: `connection.py` opens it through fsspec with the office's own configuration. `objects.py` lists, reads
and writes objects; what goes wrong has a type and words in `faults.py`. Only the process that a person or Dask
started does any of this: workers, which open what others wrote, have no network.
"""
