"""Which files of an archive should be scanned again, how urgently, and why."""

from __future__ import annotations

from collections.abc import Sequence

from docproc.archive.ended import Ended
from docproc.archive.rules.archive import Archive, ScanAgain
from docproc.archive.tables.columns import Row
from docproc.archive.tables.problems import failure_row
from docproc.archive.tables.rows import clearness, way_of
from docproc.letter import Letter, PageNote
from docproc.messages import _
from docproc.page import PageReason
from docproc.rules import load

_POOR = (PageReason.DAMAGED_AND_POOR, PageReason.UNLIKE_AND_POOR)


def to_scan_again(file: Ended, letters: Sequence[Letter]) -> Row | None:
    """The row of a file that should be scanned again, without its rank; None for one whose scan will do.

    `letters` are those in the file, none where it failed. `score` says how urgently: the sum of its faults, by
    models/archive.toml. `why` is a sentence in the language in force.
    """
    rules = load(Archive).scan_again
    notes = [note for letter in letters for note in letter.page_notes]
    faults = _faults_of_pages(notes, rules) if file.content is not None else _faults_of_failure(file, rules)
    if not faults:
        return None
    said = "; ".join(words for _score, words in faults)
    return {
        "file": file.name,
        "sha256": file.sha256,
        "score": round(sum(score for score, _words in faults), 3),
        "pages": len(notes) or None,
        "pages_unread": _unread(notes) if notes else None,
        **clearness(notes),
        "why": f"{said[:1].upper()}{said[1:]}.",
    }


def _faults_of_failure(file: Ended, rules: ScanAgain) -> list[tuple[float, str]]:
    """Nothing of the file was read, which is as bad as it can be."""
    row = failure_row({}, file.reason)
    return [(rules.weights.unread, str(row["reason"]))] if row["code"] in rules.failures else []


def _faults_of_pages(notes: Sequence[PageNote], rules: ScanAgain) -> list[tuple[float, str]]:
    """What is bad about a scan: what it adds to the score, and in words."""
    faults = []
    clear, weights, pages = clearness(list(notes)), rules.weights, len(notes)
    words, unsure, dpi = (clear[name] or 0 for name in ("ocr_words", "ocr_words_unsure", "lowest_dpi"))
    assert isinstance(words, int) and isinstance(unsure, int) and isinstance(dpi, int)
    if unread := _unread(notes):
        said = _("{count} of {pages} pages could not be read", count=unread, pages=pages)
        faults.append((weights.unread * unread / pages, said))
    if words >= rules.fewest_words and unsure >= rules.unsure * words:
        share = round(100 * unsure / words)
        said = _("{share} % of the words read from its images are unsure", share=share)
        faults.append((weights.unsure * unsure / words, said))
    if poor := sum(note.reason in _POOR for note in notes):
        said = _("the image of {count} of {pages} pages is too poor to be read", count=poor, pages=pages)
        faults.append((weights.poor * poor / pages, said))
    if 0 < dpi < rules.dpi:
        said = _("it was scanned at {dpi} dpi, {least} are needed", dpi=dpi, least=rules.dpi)
        faults.append((weights.coarse, said))
    return faults


def _unread(notes: Sequence[PageNote]) -> int:
    return sum(way_of(note) == "unread" for note in notes)
