"""Who changes something in the register: named on the command line, else the user of the system."""

from __future__ import annotations

import getpass
import os

from sqlalchemy.orm import Session

from docproc.cli.faults import PersonMissing
from docproc.cli.usage import check_text
from docproc.store.audit import add_user
from docproc.store.entered.changes import entered_words
from docproc.store.schema import User

_LONGEST = 60  # letters of a name


def person(session: Session, named: str | None) -> User:
    """The person for the audit trail, added when new; behind sudo the one who called it.

    Raises WrongValue, NotText, PersonMissing where the system has no name for its user.
    """
    check_text(named)
    return add_user(session, entered_words("--who", named or os.environ.get("SUDO_USER") or _user(), _LONGEST))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:  # a user id without a name, as in a container
        raise PersonMissing() from error
