"""The store: files, letters, tasks, people, the audit trail and the jobs, in SQLite or PostgreSQL.

Begin reading at `database.py` (opening, reading, writing); `register.py` numbers letters, `jobs.py` is the ledger
of what is to be done, `records.py` hands letters and tasks to the reports.
"""

from __future__ import annotations

from docproc.store.database import Store, open_store
from docproc.store.records import days_of_letters, registered_letter, registered_letters, tracked_tasks

__all__ = [
    "Store",
    "days_of_letters",
    "open_store",
    "registered_letter",
    "registered_letters",
    "tracked_tasks",
]
