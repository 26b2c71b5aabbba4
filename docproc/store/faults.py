"""What can go wrong with the store, in words for a person."""

from __future__ import annotations

from docproc.errors import DocprocError, WrongUse
from docproc.messages import mark


class StoreFault(DocprocError):
    """The store cannot be used now; nothing that it holds is lost."""


class StoreBusy(StoreFault):
    reason = mark("the database has been locked by another program for {seconds} seconds")
    remedy = mark("Find the program that holds it (a backup, a virus scanner); docproc goes on afterwards.")


class StoreFull(StoreFault):
    reason = mark("there is no space left for the database ({detail})")
    remedy = mark("Free some space; docproc goes on by itself afterwards and nothing is lost.")


class StoreUnreachable(StoreFault, WrongUse):
    reason = mark("the database cannot be reached ({detail})")
    remedy = mark("Check that it runs and that the address in the settings is right.")


NO_ADDRESS = mark("it is no address of a database")
NO_TEXT = mark("its name is no text in UTF-8")


class WrongAddress(StoreUnreachable):
    reason = mark("the database of the settings cannot be used ({detail})")
    remedy = mark(
        "Give it as postgresql+psycopg://user:password@server/name, or leave it out: SQLite in the data folder."
    )


class StoreDamaged(StoreUnreachable):
    reason = mark("the database is damaged or none of docproc ({detail})")
    remedy = mark("Restore the last backup into a new folder, and keep the damaged one for whoever mends it.")


class NoDataFolder(StoreUnreachable):
    reason = mark("the data folder cannot be made or written ({detail})")
    remedy = mark("Check the folder, your rights in it and the space left.")


class StoreReadOnly(StoreUnreachable):
    reason = mark("the database can only be read, or not even opened ({detail})")
    remedy = mark("Check your rights in the data folder, and that its disk is not read-only.")


class StoreGone(StoreUnreachable):
    reason = mark("the data folder is not there any more, or another lies in its place")
    remedy = mark("Bring the disk or folder back and start again; files not taken in yet lie where they were.")


class StoreTooNew(StoreFault):
    reason = mark("the database was made by a newer docproc ({revision})")
    remedy = mark("Install that version of docproc; this one would not understand the data.")


class NoSuchLetter(StoreFault):
    reason = mark("there is no letter {number} in the register")
    remedy = mark("docproc list shows the letters with their numbers.")


class NoSuchTask(StoreFault):
    reason = mark("there is no task {number}")
    remedy = mark("docproc show shows the tasks of a letter.")


class LetterStruckOut(StoreFault):
    reason = mark("letter {number} of the register is struck out ({why})")
    remedy = mark("Check the number; docproc void {number} --undo --why REASON lets the letter stand again.")


class LetterStands(StoreFault):
    reason = mark("letter {number} of the register is not struck out")
    remedy = mark("Check the number; docproc list shows the letters with their numbers.")


class TaskNotDone(StoreFault):
    reason = mark("task {number} is not done")
    remedy = mark("Check the number; docproc due shows the tasks that are open.")


class WrongEntry(StoreFault, WrongUse):
    """What a person entered cannot be taken; nothing was changed."""


class NoSuchField(WrongEntry):
    reason = mark("{field} is no field of this letter that can be corrected")
    remedy = mark("Fields are: {fields}.")


class WrongValue(WrongEntry):
    reason = mark("{field} cannot be “{given}”")
    remedy = mark("Expected: {expected}.")


class ChangedMeanwhile(WrongEntry):
    """Two people changed the same thing; the second is told."""

    reason = mark("{field} was changed by {who} at {when}: it is “{now}” now")
    remedy = mark("Load the page again and look whether your change is still needed.")


class NothingToUndo(WrongEntry):
    reason = mark("nobody has changed letter {number} since it was read")
    remedy = mark("There is nothing to take back.")


class LeaseLost(Exception):
    """A job was taken over by another worker in the meantime: what this one did must not count."""
