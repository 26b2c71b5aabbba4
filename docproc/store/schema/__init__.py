"""The tables: `base` is what all share, then `files` and their jobs, `letters` and their tasks, `people` and
their trail, `desk` (drafts, attached files, known names). A change here needs a migration in
migrations/versions; a test compares the two.

What guards the data stands in the database itself: one letter a file (one that holds several is cut into
parts, which are files), one number a register, and (by triggers in the migrations) an audit trail and letter
versions that can only grow, letters that cannot be deleted or renumbered. Moments are UTC; days (of arrival,
due, …) are the office's. Paths are bytes: a name on disk need not be UTF-8.
"""

from __future__ import annotations

from docproc.store.schema.base import Base, Moment, can_be_id, utc_now
from docproc.store.schema.desk import Attached, Draft, KnownName
from docproc.store.schema.files import Arrival, File, FilePart, Job, JobResult
from docproc.store.schema.letters import (
    LetterPage,
    LetterReader,
    LetterText,
    LetterVersion,
    RegisterCounter,
    StoredLetter,
    StoredTask,
)
from docproc.store.schema.people import AuditEntry, Department, Token, User, UserSession

__all__ = [
    "Arrival",
    "Attached",
    "AuditEntry",
    "Base",
    "Department",
    "Draft",
    "File",
    "FilePart",
    "Job",
    "JobResult",
    "KnownName",
    "LetterPage",
    "LetterReader",
    "LetterText",
    "LetterVersion",
    "Moment",
    "RegisterCounter",
    "StoredLetter",
    "StoredTask",
    "Token",
    "User",
    "UserSession",
    "can_be_id",
    "utc_now",
]
