"""docproc: official Vietnamese letters as scans in; tasks, deadlines and draft replies out."""

__version__ = "0.1.0"
