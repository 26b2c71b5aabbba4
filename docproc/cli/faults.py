"""What can be wrong with a command line itself (exit code 2), and with the program on one file."""

from __future__ import annotations

from docproc.errors import DocprocError, ExitCode, MissingProgram, WrongUse
from docproc.messages import mark


class UsageFault(WrongUse):
    """The command was called in a way that cannot be carried out; nothing was done."""


class FolderGiven(UsageFault):
    reason = mark("this is a folder, a file is needed")
    remedy = mark("Name the files in it, for instance {example}.")


class NoLetterInFolder(UsageFault):
    reason = mark("no file that can be a letter lies in this folder")
    remedy = mark("Letters are PDF, Word, pictures or text; docproc batch goes into sub-folders as well.")


class CannotList(UsageFault):
    reason = mark("the folder cannot be looked into ({detail})")
    remedy = mark("Check the folder and your rights in it.")


class SameName(UsageFault):
    reason = mark("{other} would be written under the same name, {name}")
    remedy = mark("Rename one of them, or process them into different folders.")


class WouldOverwriteInput(UsageFault):
    reason = mark("the results would overwrite this file")
    remedy = mark("Choose another folder with --out.")


class GoldAsOutput(UsageFault):
    reason = mark("the results would overwrite the annotated letters")
    remedy = mark("Choose another folder with --out.")


class DraftExists(UsageFault):
    reason = mark("this draft is already there and may have been edited")
    remedy = mark("Choose another name with --out, or replace it with --force.")


class PartExists(UsageFault):
    reason = mark("this file is already there")
    remedy = mark("Choose another folder with --out, or replace it with --force.")


class NoSuchPage(UsageFault):
    reason = mark("a letter cannot begin on page {page} of {pages}")
    remedy = mark("Give pages after the first with --at; the first letter begins on page 1.")


class OneLetter(UsageFault):
    reason = mark("one Word file cannot hold the drafts of several letters")
    remedy = mark("Give --out a folder, or leave it out.")


class OfficeMissing(UsageFault):
    reason = mark("the name of your office is missing")
    remedy = mark('Give --office, or write it once into {settings}: [office] name = "UBND xã …".')


class OfficeWithoutMarks(UsageFault):
    """The name goes onto drafts and registers as it is given."""

    reason = mark("“{given}” is written without marks")
    remedy = mark("Did you mean “{meant}”, as in {settings}? Leave --office out, or write it with its marks.")


class NoLetters(UsageFault):
    reason = mark("no letters were named, and the register of the office holds none")
    remedy = mark("Name the NAME.json files that docproc process wrote, or their folder.")


class NoneToday(UsageFault):
    reason = mark("no letter was named, and none arrived today ({today}); the last came on {last}")
    remedy = mark("docproc list shows the letters with their ids; name one: {command} ID.")


class NoLettersInFolder(UsageFault):
    reason = mark("there are no letters in this folder")
    remedy = mark("Name the NAME.json files that docproc process wrote, or their folder.")


class NoArchive(UsageFault):
    reason = mark("docproc batch wrote no results into this folder")
    remedy = mark("Name the folder that was given to docproc batch with --out.")


class AnswerIncomplete(UsageFault):
    reason = mark("an answer needs --office, --number (15/BC-UBND) and --date")
    remedy = mark("Give all three, or none for the header of the letter itself.")


class PersonMissing(UsageFault):
    reason = mark("the system has no name for who does this")
    remedy = mark("Give --who NAME.")


class WordsLacking(UsageFault):
    reason = mark("split and add need words, the others take none")
    remedy = mark("Give the words with which the second task begins, or the text of the new task.")


class FolderOrRegister(UsageFault):
    reason = mark("letters are learnt from either in a folder or from the register")
    remedy = mark("Name the folder, or give --register.")


class ValueOrNone(UsageFault):
    reason = mark("a correction needs either a value or --none")
    remedy = mark("Write the value behind the field, in quotes if there are blanks in it.")


class OptionElsewhere(UsageFault):
    reason = mark("{options}: not with {step}")
    remedy = mark("Leave it out; docproc task --help shows which option goes with which step.")


class OptionNeeded(UsageFault):
    reason = mark("{step} needs {option}")
    remedy = mark("Give it; docproc task --help shows which option goes with which step.")


class OneOfThem(UsageFault):
    reason = mark("only one of these can be given: {options}")
    remedy = mark("Leave one out.")


class TableExists(UsageFault):
    reason = mark("this table is already there, and something may have been typed into it")
    remedy = mark("Take that into the register with docproc import tasks {file}; then replace it with --force.")


class BadTable(UsageFault):
    reason = mark("the table cannot be read ({detail})")
    remedy = mark("Save it as CSV (UTF-8) with two columns: name of the office, code.")


class CannotWrite(UsageFault):
    reason = mark("cannot be written ({detail})")
    remedy = mark("Check the folder, your rights in it and the space left.")


class Refused(DocprocError):
    """The system refused something in the middle of a run."""

    reason = mark("the system refused to read or write it ({detail})")
    remedy = mark("Check that it is there, your rights and the space left, then call docproc again.")


class NotText(UsageFault):
    reason = mark("{given} is no text in UTF-8")
    remedy = mark("Write it again.")


class CopyNeedsFolder(UsageFault):
    reason = mark("--pdf needs a folder to write to")
    remedy = mark("Add --out FOLDER.")


class OptimizeNeedsCopy(UsageFault):
    reason = mark("--optimize says how searchable copies are packed, and none are made")
    remedy = mark("Add --pdf, or leave out --optimize.")


class TextNeedsFolder(UsageFault):
    reason = mark("--text needs a folder to write to")
    remedy = mark("Add --out FOLDER, or use docproc read to see the text.")


class UnknownLanguage(UsageFault):
    reason = mark("there is no language {given}")
    remedy = mark("Choose --lang vi or --lang en.")


class ProgramFault(DocprocError):
    """docproc itself failed on one file: a mistake of the program, not of the file."""

    reason = mark("docproc itself failed ({detail})")
    remedy = mark("Report this line to the developers of docproc.")


def exit_code_of(error: DocprocError) -> ExitCode:
    """The exit code that belongs to an error (docs/contract.md)."""
    if isinstance(error, MissingProgram):
        return ExitCode.MISSING
    return ExitCode.USAGE if isinstance(error, WrongUse) else ExitCode.SOME_FAILED
