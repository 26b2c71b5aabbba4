"""What the scan room hands on. Pure data, with the image and the boxes drawn only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from PIL.Image import Image

from docproc.errors import InputError
from docproc.page import Line, Overlay
from docproc.scan.layers.marks import ANY, Marks

Kind = Literal["pdf", "image", "text"]


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page, usable while its Scan is open.

    `number` counts from 1; `width` and `height` are points of the page as a person sees it (rotation
    applied). `layer` is the plain text of the PDF's own text layer, "" when there is none. `image_share`
    (0 to 1) is how much of the page pictures cover: near 1 for a scan, near 0 for a born-digital page.
    `native_dpi` is the resolution of the largest picture, None without one. `fonts` are the fonts of the
    text layer. `hidden` tells that some of it is not to be seen, as the layer that OCR leaves over a scan.
    `written` tells that docproc itself had the page laid out from a Word file: its layer is what was written.
    `problem` says why the page has no image (`image` raises it); its layer may still be good.
    """

    number: int
    width: float
    height: float
    layer: str
    image_share: float
    native_dpi: float | None
    fonts: tuple[str, ...]
    problem: InputError | None
    draw: Callable[[float | None], Image] = field(repr=False, compare=False)
    find_lines: Callable[[], tuple[Line, ...]] = field(repr=False, compare=False)
    find_overlays: Callable[[], tuple[Overlay, ...]] = field(default=tuple, repr=False, compare=False)
    hidden: bool = False
    written: bool = False
    find_marks: Callable[[], Marks] = field(default=lambda: ANY, repr=False, compare=False)

    def image(self, dpi: float | None = None) -> Image:
        """The page as an RGB picture, as it is printed: with its form fields and stamps, but those whose words
        are among the `overlays`; typed texts and notes are not drawn.

        dpi: dots per inch; None draws a scan with its own pixels where its resolution lies between the
        settings dpi_low and dpi_high; places in it are points times its width / the page's width (height
        likewise). A sheet too big for drawn_megapixels comes out coarser than asked; the
        picture's `info["dpi"]` says how fine it is. Raises DamagedFile, or TooManyPixels for a page whose
        pictures are too large to unpack.
        """
        if self.problem is not None:
            raise self.problem
        return self.draw(dpi)

    def layer_lines(self) -> tuple[Line, ...]:
        """The text layer as lines of words with boxes (points), each with its `angle`, those of one direction
        sorted from the top; a line with a wide gap comes as two lines. Empty without a layer. Raises DamagedFile.
        """
        return self.find_lines() if self.layer.strip() else ()

    def marks(self) -> Marks:
        """Whether a table or a stamp may be found on the image, which need not be drawn where there is none."""
        return self.find_marks()

    def overlays(self) -> tuple[Overlay, ...]:
        """The words that lie over the contents of the page: of form fields, stamps, typed texts. They are neither
        in the layer nor in the image.
        """
        return self.find_overlays()


@dataclass(frozen=True, slots=True)
class Scan:
    """An opened file. `text_pages` holds the pages of a plain text, which has no ScannedPages; `eight_bits` tells
    that its letters still have to be told from its bytes (docproc.scan.texts.PlainText). `written_pages` are
    those of a Word file that was not laid out, which has no ScannedPages either.

    `signed` tells that a PDF carries digital signatures (not whether they are valid).
    """

    path: Path
    kind: Kind
    page_count: int
    signed: bool = False
    text_pages: tuple[str, ...] = ()
    eight_bits: bool = False
    written_pages: tuple[tuple[Line, ...], ...] = ()
    make_pages: Callable[[], Iterator[ScannedPage]] = field(default=lambda: iter(()), repr=False, compare=False)

    def pages(self) -> Iterator[ScannedPage]:
        """The pages one at a time, so that memory stays flat. A page that cannot be opened comes with its
        `problem` instead of ending the run.
        """
        return self.make_pages()
