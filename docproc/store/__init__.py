"""The store: files, letters, tasks, people, the audit trail and the jobs, in SQLite or PostgreSQL.

Begin reading at `database.py` (opening, reading, writing); `schema.py` has the tables, which `migrate.py`
brings up to date (`migrations/`). `originals.py` keeps the files, each under its hash. `jobs.py` is the ledger
of what is to be done. `register.py` numbers letters by the day of arrival (`clock.py`, which may be wrong),
with their tasks (`task_rows.py`) and their words (`fulltext.py`, which `search.py` asks); `entered/` is what
people add, `tasks/` how tasks are followed up, `audit.py` who did what when. `records.py` hands letters and
tasks to the reports. `check.py` asks whether database and files agree, `backup.py` copies both, `faults.py` is
what can go wrong.
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
