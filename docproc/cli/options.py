"""Options that the commands of reports and exports share. Their words are only marked here:
the language is chosen after this module is loaded, and the help looks them up.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.sources import DAY_FORMATS
from docproc.messages import mark
from docproc.reports.sheets.period import DayOf

Letters = Annotated[
    list[Path] | None,
    typer.Argument(
        help=mark(
            "NAME.json files, folders of them, or numbers of letters in the register; "
            "without any, the whole register."
        )
    ),
]
Since = Annotated[
    datetime | None,
    typer.Option("--from", formats=DAY_FORMATS, help=mark("Only letters of this day and later (see --by).")),
]
Until = Annotated[
    datetime | None,
    typer.Option("--to", formats=DAY_FORMATS, help=mark("Only letters of this day and earlier (see --by).")),
]
By = Annotated[
    DayOf | None,
    typer.Option(
        help=mark(
            "The day that --from and --to mean: arrival, as the register book is kept, or letter, the day on the "
            "letter. Else arrival; for files, which have no day of arrival, letter."
        )
    ),
]
Ours = Annotated[str | None, typer.Option(help=mark("Your office, as in “UBND xã Bản Mây”."))]
On = Annotated[datetime | None, typer.Option(formats=DAY_FORMATS, help=mark("The day that counts; else today."))]
Every = Annotated[bool, typer.Option("--all", help=mark("The tasks of other offices as well."))]
Force = Annotated[bool, typer.Option("--force", help=mark("Replace a file that is already there."))]
Data = Annotated[Path | None, typer.Option(help=mark("Folder of the store; else that of the settings."))]
Who = Annotated[str | None, typer.Option(help=mark("Who does it, for the history; else the user of the system."))]
RegisterId = Annotated[int, typer.Argument(help=mark("Id of the letter, as docproc list shows it."))]
LetterOption = Annotated[list[Path] | None, typer.Option("--letter", help=mark("The same, as an option."))]
Parent = Annotated[str | None, typer.Option(help=mark("The office above yours, for the letterhead."))]
Template = Annotated[
    Path | None, typer.Option(help=mark("Your own template, or the folder that docproc report init made."))
]
Pdf = Annotated[bool, typer.Option("--pdf", help=mark("Write a PDF as well (needs LibreOffice)."))]
Split = Annotated[
    bool, typer.Option("--split", help=mark("Each letter of a file that holds several is a letter of its own."))
]
