"""The store: files, letters, tasks, people, the audit trail and the jobs, in SQLite or PostgreSQL.

Begin reading at `database` (opening, reading, writing); `schema` has the tables, which `migrate` brings up to
date. `faults` is what can go wrong.

How letters come in: `originals` keeps the files, each under its hash, `jobs` is the ledger of what is to be
done, `files` how far it is. `register` numbers letters by the day of arrival (`clock`, which may be wrong),
with their tasks (`task_rows`), what lists repeat of both (`summary`), their words (`fulltext`, which `search`
asks) and the places of those on the pages (`page_words`); `known_names` helps with names that people wrote
before.

What people do: `people` are who they are and what they may see, `audit` writes down who did what, `deeds` says
it in words and `trail` looks through it. What they enter is `entered`, a letter's tasks and versions are
`letters`, following tasks up is `tasks`, turning and cutting pages `arranged`, drafts about letters `drafts`.

What is asked of it: `inbox` lists letters, `calendar` tells what falls on which day and `feeds` gives that to
other calendars, `overview` counts; `records` hands letters and tasks to the reports, `corrected` hands checked
letters to whoever measures. `check` asks whether database and files agree, `backup` copies both.
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
