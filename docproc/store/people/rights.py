"""What the people of an office may do, by their role."""

from __future__ import annotations

from enum import StrEnum

from docproc.messages import mark
from docproc.store.schema import User


class Right(StrEnum):
    """Something that not everybody may do."""

    READ = "read"  # letters, tasks, drafts
    UPLOAD = "upload"  # take in files, try failed ones again
    CORRECT = "correct"  # what was read, the pages of a file
    HAND_OUT = "hand_out"  # letters and tasks to people and units, other days
    FOLLOW = "follow"  # how far a task is, its answer
    DRAFT = "draft"  # make, fill in and send drafts
    EXPORT = "export"  # registers and tables
    AUDIT = "audit"  # who did what
    MANAGE = "manage"  # people, units, keys of others


ROLES: dict[str, frozenset[Right]] = {
    "clerk": frozenset(Right) - {Right.MANAGE, Right.AUDIT},
    "officer": frozenset({Right.READ, Right.FOLLOW, Right.DRAFT, Right.EXPORT}),
    "head": frozenset({Right.READ, Right.HAND_OUT, Right.FOLLOW, Right.DRAFT, Right.EXPORT, Right.AUDIT}),
    "administrator": frozenset(Right),
    "viewer": frozenset({Right.READ}),
}
"""Văn thư, chuyên viên, lãnh đạo, quản trị, người xem (Nghị định 30/2020, Điều 6: whose duty is what)."""

ROLE_NAMES = {
    "clerk": mark("records clerk"),
    "officer": mark("officer"),
    "head": mark("head of office"),
    "administrator": mark("administrator"),
    "viewer": mark("viewer"),
}
"""What a role is called."""


def may(user: User, right: Right) -> bool:
    """Whether a person may do something."""
    return user.active and right in ROLES.get(user.role, frozenset())
