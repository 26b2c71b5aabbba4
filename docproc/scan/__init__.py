"""The scan room: a file becomes pages, each with its image, its text layer and what tells a scan apart.

Begin at `opening`, the door. In order: `kinds` tells what a file is (`formats/`), with one typed error for each
that is not read; `zeros` are copies that broke off; `measure/` finds what a file would cost before anything is
unpacked or drawn, unless it is `plainly` little, and `guard` stands before the libraries that parse files of
others. Then the file is opened: `pictures` (through `colours`, any picture to a sheet in little memory),
`texts`, `word/`, `pdf`. Of a PDF page `placed` are its pictures and fonts, `layer` its text layer, of the
letters that `layers/` takes from PDFium, by the `directions` they run in, `hung` what hangs on its pages,
`annotations` who typed over it, `overlays` the words of form fields and stamps and `appearances` what is drawn
of them; `resolution` is how fine a page is drawn, `rendering` draws it with an end, and `try_page` is the
program by which an endless page is tried. What comes out are the `pages`. Of their images `clean` sets them
level and lights them evenly, `streaks` takes out those of the scanner, `ruling` and `grid` find the ruled
tables. Beside that: `signatures` are the digital ones, `enclosed` the files inside a file, `cut` makes a file
of some of its pages, `arrange` one with pages turned or in another order, `viewing` shows pages to people.
"""

from __future__ import annotations

from docproc.scan.opening import open_scan
from docproc.scan.pages import Scan, ScannedPage

__all__ = ["Scan", "ScannedPage", "open_scan"]
