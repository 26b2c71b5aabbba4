"""What can go wrong with a file or with the installation, as types, with words for the clerk.

Each error names the file, the reason and what to do. `ExitCode` is the contract of docs/contract.md.
The words are looked up in the message catalogues when they are shown, so an error is the same object
in every language.
"""

from __future__ import annotations

import errno
from enum import IntEnum
from pathlib import Path

from docproc.filenames import escaped
from docproc.messages import LibraryWords, Message, mark, translate


class ExitCode(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    MISSING = 3


class DocprocError(Exception):
    """Base of all errors with words for a person. `reason` and `remedy` are message ids."""

    reason = mark("unknown error")
    remedy = mark("Report this to the developers of docproc.")

    def __init__(self, path: Path | str | None = None, **details: object) -> None:
        super().__init__(path, details)
        self.path = str(path) if path is not None else None
        self.details = details

    def __reduce__(self) -> tuple[object, ...]:
        """Errors travel between processes with their details."""
        return _rebuilt, (type(self), self.path, self.details)

    def message(self, lang: str | None = None) -> str:
        """File, reason and remedy in the given language (`vi` or `en`; None = the one in force)."""
        reason, remedy = self.cause(lang), self.remedy_words(lang)
        head = f"{escaped(self.path)}: {reason}" if self.path else reason
        return f"{head}. {remedy}" if remedy else f"{head}."

    def cause(self, lang: str | None = None) -> str:
        """The reason alone, for putting it into another error."""
        return self._filled(self.reason, lang)

    def remedy_words(self, lang: str | None = None) -> str:
        """What to do alone, where the reason has been told."""
        return self._filled(self.remedy, lang)

    def _filled(self, message: str, lang: str | None) -> str:
        details = {name: _in_words(value, lang) for name, value in self.details.items()}
        return translate(message, lang).format(**details)

    def __str__(self) -> str:
        return self.message("en")


class WrongUse(DocprocError):
    """What was asked for, typed or set cannot be carried out as it is; nothing was done (`ExitCode.USAGE`)."""


def _rebuilt(kind: type[DocprocError], path: str | None, details: dict[str, object]) -> DocprocError:
    return kind(path, **details)


def _in_words(value: object, lang: str | None) -> object:
    if isinstance(value, Message):
        return translate(value, lang)
    if isinstance(value, LibraryWords):
        return value.in_words(lang)
    return escaped(value) if isinstance(value, Path) else value


_REFUSALS = {
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG): mark("there is no space left"),
    (errno.EROFS,): mark("it can only be read"),
    (errno.EACCES, errno.EPERM): mark("you have no right to do that"),
    (errno.ENOENT,): mark("it is not there"),
    (errno.ENOTDIR, errno.EEXIST): mark("where a folder is needed there is a file"),
    (errno.EISDIR,): mark("where a file is needed there is a folder"),
    (errno.ENAMETOOLONG,): mark("the name is too long"),
    (errno.ENXIO,): mark("it is no ordinary file"),
    (errno.ELOOP,): mark("there is a link in the way, or it leads nowhere"),
    (errno.EILSEQ, errno.EINVAL): mark("the disk does not take such a name or such a file"),
    (errno.EXDEV,): mark("it lies on another disk or share"),
    (errno.EBUSY, errno.ETXTBSY): mark("another program is using it"),
    (errno.EMFILE, errno.ENFILE): mark("too many files are open"),
    (
        errno.EIO,
        errno.ESTALE,
        errno.ENOTCONN,
        errno.EHOSTDOWN,
        errno.EHOSTUNREACH,
        errno.ETIMEDOUT,
        errno.ENODEV,
    ): mark("the disk or the network share does not answer"),
}


def why(error: OSError) -> str:
    """Why the system refused something, in a few words that follow the language of the error they are put into.

    errno(3); what is rare keeps the words of the system in English.
    """
    for numbers, words in _REFUSALS.items():
        if error.errno in numbers:
            return Message(words)
    return LibraryWords(error.strerror or str(error), mark("the system does not allow it"))


class InputError(DocprocError):
    """The file cannot be read; the run goes on with the next file."""


class NotFound(InputError):
    reason = mark("there is no such file")
    remedy = mark("Check the name and the folder.")


class NotAllowed(InputError):
    reason = mark("the file may not be opened")
    remedy = mark("Ask for the right to read it, or copy it to another folder.")


class CannotRead(InputError):
    reason = mark("the file cannot be read ({detail})")
    remedy = mark("Check the disk or the share that it lies on, or copy it to another folder.")


class EmptyFile(InputError):
    reason = mark("the file is empty (0 bytes)")
    remedy = mark("Scan or copy it again.")


class UnknownFormat(InputError):
    """Not a file that docproc reads; the types below it say what is known of it and what to do."""

    reason = mark("this is no PDF, Word, picture or text file that docproc can read")
    remedy = mark("Save or scan the letter as PDF and try again.")


class PackedFiles(UnknownFormat):
    reason = mark("this is a packed file ({format}); the letters in it were not read")
    remedy = mark("Unpack it first and put in every letter that was in it.")


class SavedMail(UnknownFormat):
    reason = mark("this is a saved e-mail ({format}), not the letter itself; what is attached to it was not read")
    remedy = mark("Open it, save the attached letter and put that in, or let docproc attachments save it.")


class SignedPacket(UnknownFormat):
    reason = mark("this is a digital signature or a signed packet ({format}), not the letter itself")
    remedy = mark("Open it with the program for digital signatures, save the letter in it, and put that in.")


class OfficeFile(UnknownFormat):
    reason = mark("this is a {format} file, which docproc does not read")
    remedy = mark("If it is a letter, open it in the program it was made with and save it as PDF.")


class LockedOffice(UnknownFormat):
    reason = mark("the {format} file is protected by a password")
    remedy = mark("Open it with its password and save it without one.")


class TableFile(UnknownFormat):
    reason = mark("this is a table ({format}), not a letter")
    remedy = mark("Put in the letter that it belongs to; if it is one, open it in Excel and save it as PDF.")


class WebPage(UnknownFormat):
    reason = mark("this is a web page ({format}), not a letter")
    remedy = mark("Save the letter that the page shows or links to; if it is one, print the page as PDF.")


class DataFile(UnknownFormat):
    reason = mark("this holds data of a program ({format}), not a letter")
    remedy = mark("Ask the sender for the letter as PDF.")


class OtherPicture(UnknownFormat):
    reason = mark("this is a picture in a format that docproc does not read ({format})")
    remedy = mark("Save it as JPEG or PDF.")


class Recording(UnknownFormat):
    reason = mark("this is sound or a moving picture ({format}), not a letter")
    remedy = mark("Keep it elsewhere; put in the letter that it belongs to.")


class ProgramFile(UnknownFormat):
    reason = mark("this is a program or starts one ({format}), not a letter")
    remedy = mark("Do not open it. Ask the sender for the letter as PDF, and tell the administrator.")


class NoLetterInText(UnknownFormat):
    reason = mark(
        "nothing of a letter was found in this text: no letterhead, number, date, addressee, signature or task"
    )
    remedy = mark("If it is a letter, save or scan it as PDF; if not, keep it elsewhere.")


class NeedsLibreOffice(UnknownFormat):
    reason = mark("this is a {format} file, which docproc reads only where LibreOffice is installed")
    remedy = mark("Open it in Word and save it as PDF or as .docx; or install LibreOffice: {how}")


class WordNotLaidOut(InputError):
    reason = mark("LibreOffice could not open the Word file ({detail})")
    remedy = mark("Open it in Word and save it as PDF.")


class OnlyPictures(InputError):
    reason = mark("the Word file holds pictures and no text, which docproc reads only with LibreOffice")
    remedy = mark("Open it in Word and save it as PDF.")


class OnlyText(InputError):
    reason = mark("the name ends in {ending}, but the file holds plain text")
    remedy = mark("Copy it again from its source; a text file must end in .txt.")


class DamagedFile(InputError):
    reason = mark("the file is damaged or incomplete ({detail})")
    remedy = mark("Copy it again from its source, or scan the letter again.")


class OnlyZeros(InputError):
    reason = mark("the file holds nothing but zeros: only its room was made, its content never came")
    remedy = mark("Copy it again from its source.")


class CutOff(InputError):
    reason = mark("the file breaks off: after {share} of it there are only zeros")
    remedy = mark("Copy it again from its source.")


class CannotCut(InputError):
    reason = mark("only PDF, TIFF and text files can be cut into letters")
    remedy = mark("Save it as PDF and cut that.")


class NoSearchableCopy(InputError):
    reason = mark("only PDF and picture files get a searchable copy")
    remedy = mark("Text and Word files can be searched as they are.")


class ReadAgainNow(InputError):
    reason = mark("the pages of this letter were put in order and are being read again")
    remedy = mark("Try again in some minutes.")


class PasswordNeeded(InputError):
    reason = mark("the PDF is protected by a password")
    remedy = mark("Open it with its password and save it without one.")


class NoPages(InputError):
    reason = mark("the file has no pages")
    remedy = mark("Scan the letter again.")


class TooLarge(InputError):
    reason = mark("the file is too large: {size} MB, the limit is {limit} MB")
    remedy = mark("Split it, scan at 300 dpi, or raise the limit in the settings.")


class PartTooLarge(TooLarge):
    """The file itself is small; what is packed in it is not."""

    reason = mark("unpacked, a part of the file has more than {limit} MB")
    remedy = mark("Ask the sender for another copy, or print the letter and scan it.")


class PageTooLarge(TooLarge):
    reason = mark("unpacked, a part of page {page} has more than {limit} MB")
    remedy = mark("Ask the sender for another copy, or print the page and scan it.")


class TooManyPages(InputError):
    reason = mark("the file has {pages} pages, the limit is {limit}")
    remedy = mark("Split it, or raise the limit in the settings.")


class TooMuchText(InputError):
    reason = mark("the text has {letters} letters, the limit is {limit}")
    remedy = mark("Split it, or raise the limit in the settings.")


class TooMuchOnPage(InputError):
    reason = mark("page {page} holds {letters} letters, the limit is {limit}")
    remedy = mark("Print the page and scan it, or raise the limit in the settings.")


class TooMuchToRepair(InputError):
    reason = mark("the text has {words} words and signs, too many to be repaired; the limit is {limit}")
    remedy = mark("Split it, or raise the limit in the settings.")


class TooManyParts(InputError):
    reason = mark("the file is made of {parts} parts, the limit is {limit}")
    remedy = mark("Ask the sender for another copy, or print the letter and scan it.")


class TooManyAnnotations(InputError):
    reason = mark("page {page} has {count} notes, fields and links, the limit is {limit}")
    remedy = mark("Ask the sender for another copy, or print the page and scan it.")


class TooManyPixels(InputError):
    reason = mark("page {page} has {megapixels} million pixels, the limit is {limit}")
    remedy = mark("Scan at 300 dpi on A4, or raise the limit in the settings.")


class PictureTooLong(InputError):
    reason = mark("the picture on page {page} is {width} × {height} pixels; no side may have more than {limit}")
    remedy = mark("Ask the sender for another copy, or print the page and scan it.")


class PictureTooSlow(InputError):
    reason = mark("the picture on page {page} is written in {passes} passes, which takes too long to unpack")
    remedy = mark("Save the picture anew, or scan the page again.")


class CannotBeDrawn(InputError):
    reason = mark("page {page} cannot be drawn: it is {width} × {height} mm")
    remedy = mark("Ask the sender for another copy, or print the page and scan it.")


class TooIntricate(InputError):
    reason = mark("page {page} holds so many drawing orders that it cannot be drawn in bearable time")
    remedy = mark("Ask the sender for another copy, or print the page and scan it.")


class OutOfMemory(InputError):
    reason = mark("it needs more memory than docproc may take for one file")
    remedy = mark("Split it, scan at 300 dpi, or raise worker_megabytes in the settings.")


class TookTooLong(InputError):
    reason = mark("reading it took too long")
    remedy = mark("Split it, or raise page_work_seconds in the settings.")


class ProcessDied(InputError):
    reason = mark("the process that read it died (crash or lack of memory)")
    remedy = mark("Ask the sender for another copy, or print the letter and scan it.")


class NothingRead(InputError):
    reason = mark("no page of the file could be read ({detail})")
    remedy = mark("Scan the letter again, straight and at 300 dpi.")


class NoLayer(InputError):
    reason = mark("no page has a text layer, and OCR was not wanted")
    remedy = mark("Leave out --ocr never.")


class NotALetterFile(InputError):
    reason = mark("this is not a letter written by docproc process ({detail})")
    remedy = mark("Give the NAME.json that docproc process wrote.")


class NoTaskForOffice(InputError):
    reason = mark("no task of this letter is for {office}")
    remedy = mark("Check the name of the office. The letter names: {offices}.")


class OtherOfficeMeant(NoTaskForOffice):
    remedy = mark("Did you mean “{meant}”? The letter names: {offices}.")


class TooLittleText(InputError):
    reason = mark("{found} paragraphs are too few to learn from, {needed} are needed")
    remedy = mark("Give a folder with more text: .txt files in Vietnamese, one paragraph a line.")


class BadAnnotation(InputError):
    reason = mark("the annotation cannot be used ({detail})")
    remedy = mark("Correct it; docs/contract.md tells how letters are annotated.")


class NoAnnotatedLetters(InputError):
    reason = mark("there are no annotated letters in this folder")
    remedy = mark("Put each letter beside its corrected NAME.json, as docproc process writes it.")


class TooFewTasks(InputError):
    reason = mark("{found} annotated tasks are too few to learn from, {needed} are needed")
    remedy = mark("Add corrected letters, and call docproc again.")


class NotBetter(InputError):
    reason = mark("what was learnt finds tasks less well than what docproc comes with; it was not kept")
    remedy = mark("Check the annotations, or add corrected letters; --out keeps it all the same.")


class NothingToRemind(InputError):
    reason = mark("no task of {office} is overdue or near its last day on {day}")
    remedy = mark("Nothing has to be reminded of. Check the name of the office and the day (--on).")


class OthersToRemind(NothingToRemind):
    """Or tasks of the office's own letter, whose letterhead was not read as its name."""

    reason = mark(
        "no task of {office} is overdue or near its last day on {day}, but {count} of other offices, "
        "in letters of: {issuers}"
    )
    remedy = mark("Check the name of the office. --all takes them too, if the letter is in fact your own.")


class NoTasks(InputError):
    reason = mark("there is no task of {office} in these letters; {others} are of other offices")
    remedy = mark("Nothing was written. Check the name of the office; --all takes the tasks of all offices.")


class NothingForCalendar(InputError):
    reason = mark("these letters hold nothing for a calendar of {office}: no deadline with a day, no meeting")
    remedy = mark("Nothing was written. Check the name of the office; --all takes the tasks of all offices.")


class NotForExchange(InputError):
    reason = mark("the letter cannot be exchanged: {detail}")
    remedy = mark("Correct the letter first; the exchange needs number, symbol, day, issuer and subject.")


class OldTable(InputError):
    reason = mark("this is a table in the old form .xls, which docproc does not read")
    remedy = mark("Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and give that file.")


class NoTable(InputError):
    reason = mark("this is no Excel workbook (.xlsx)")
    remedy = mark("Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and give that file.")


class NotExported(InputError):
    reason = mark("this is no table of tasks that docproc export tasks wrote from the register ({detail})")
    remedy = mark("Export the table of the register anew, and type into that one.")


class NotAnExchangeFile(InputError):
    reason = mark("this is not a correct edXML file ({detail})")
    remedy = mark("Ask the sender for the file again.")


class DiskFull(DocprocError):
    reason = mark("there is no space left on the disk of {folder}")
    remedy = mark("Free some space; docproc goes on by itself afterwards and nothing is lost.")


class PdfNotMade(DocprocError):
    reason = mark("LibreOffice could not make a PDF of it ({detail})")
    remedy = mark("Open the file in Word or LibreOffice and save it as PDF there.")


class TemplateFault(DocprocError):
    reason = mark("the template has a mistake ({detail})")
    remedy = mark("Correct it in Word, or take the template that docproc ships.")


class MissingProgram(DocprocError):
    """Something the program needs is not installed: exit code 3."""

    reason = mark("{program} is missing")
    remedy = mark("Install it: {how}")


class ModelMissing(MissingProgram):
    reason = mark("the language model is missing or incomplete ({detail})")
    remedy = mark("Install docproc again; a model of your own: train it again with docproc train.")


class ExtractionModelMissing(ModelMissing):
    reason = mark("this model of extraction is missing or incomplete")
    remedy = mark("Install docproc again; a model of your own: train it again with docproc train extraction.")
