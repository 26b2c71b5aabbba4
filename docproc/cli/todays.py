"""Which letter a draft is about when none was named: what arrived today is offered."""

from __future__ import annotations

import shlex
from datetime import date as Date
from pathlib import Path

from docproc.cli.console import results, say
from docproc.cli.faults import NoLetters, NoneToday
from docproc.cli.letter_tables import day, title_of
from docproc.cli.office import office_store
from docproc.cli.register_tables import numbered, register_table
from docproc.messages import _
from docproc.records import RegisteredLetter
from docproc.reports.drafts.kinds import Kind
from docproc.store import days_of_letters, registered_letters


def todays_letter(kind: Kind, data: Path | None) -> list[Path]:
    """The number of the one letter that arrived today, where `kind` is made for every letter as it arrives.

    There is then nothing to choose; what was struck out does not count. Otherwise today's letters are shown with
    the command for each and for all, and the list is empty: twenty drafts that nobody asked for would be in the
    way, and a reply or a plan is not due because a letter arrived. `data` is the folder of the register, else
    that of the settings. Raises NoLetters where the register is empty, NoneToday.
    """
    today = Date.today()
    with office_store(data) as store, store.reading() as session:
        arrived = registered_letters(session, arrived=(today, today))
        letters = [letter for letter in arrived if letter.void_reason is None]
        days = [arrived for arrived, _dated in days_of_letters(session)]
    if not days:
        raise NoLetters()
    if not letters:
        raise NoneToday(today=day(today), last=day(max(days)), command=f"docproc report {kind.name}")
    if len(letters) == 1 and kind.on_arrival:
        [one] = letters
        say(
            _(
                "No letter was named. One arrived today, which is taken: no. {number}, {title} (id {id}).",
                number=numbered(one),
                title=title_of(one.letter.header),
                id=one.id,
            )
        )
        return [Path(str(one.id))]
    _offer(letters, kind, data)
    return []


def _offer(letters: list[RegisteredLetter], kind: Kind, data: Path | None) -> None:
    results().print(register_table(letters))
    say(_("No letter was named. Those above arrived today; name the one you want by its id (first column):"))
    ids = [str(letter.id) for letter in letters]
    where = ["--data", str(data)] if data else []
    commands = [ids[:1], ids] if len(ids) > 1 else [ids]
    for some in commands:
        say("    " + shlex.join(["docproc", "report", kind.name, *some, *where]))
