"""Whether printed words are a sentence or a name in a list: "Sở Y tế đề nghị …" against "Sở Y tế các tỉnh".

The lists of a letter (Kính gửi, Nơi nhận, the trích yếu below a title) are followed by text, often without a
full stop between them. What tells them apart is data: models/addressees.toml.
"""

from __future__ import annotations

import re

from docproc.extract.layout.rules.addressees import Addressees
from docproc.language.normalise import fold
from docproc.rules import load

_BRACKETS = re.compile(r"\([^()]*\)?")
_DIRT = re.compile(r"^[^\w(]+")


def is_sentence(text: str, issuer: str = "") -> bool:
    """Whether a line (bullet and all) begins a sentence; `issuer` is the letterhead, as it may be the subject.

    Source: domain notes 2.2 (who tells whom to do what) and the openings of letters, box 6.
    """
    text = _DIRT.sub("", text)
    if text[:1].islower():
        return False
    return opens_sentence(text) or _says_something(text) or issuer_speaks(text, issuer)


def opens_sentence(text: str) -> bool:
    """Whether the first words open a sentence: "Căn cứ …", "Để kịp thời …", "Ngày 05/3 …"."""
    text = _DIRT.sub("", text)
    opening, folded = load(Addressees).opening, fold(text)
    opened = opening.first_words.regex.search(folded) or opening.labels.regex.search(folded)
    return text[:1].isupper() and bool(opened or opening.printed.regex.search(text))


def ends_abbreviated(text: str) -> bool:
    """Whether the full stop at the end is that of an abbreviation: "Công ty TNHH TM.", "UBND TP."."""
    return load(Addressees).abbreviated.regex.search(text) is not None


def issuer_speaks(text: str, issuer: str) -> bool:
    """Whether a sentence has the issuer for its subject, with any verb: "Sở Nội vụ tổ chức …"."""
    own = spelt_alike(issuer)
    words = spelt_alike(text).split()
    printed = re.findall(r"\w+", text)
    verb = load(Addressees).saying.issuer.regex
    for at in range(2, len(words)):
        if f" {' '.join(words[:at])} " not in f" {own} ":
            return False
        # Counted from the end: "Ủy ban nhân dân" in front is one word now.
        # "Cổ truyền" begins like "có" without marks: what goes on as the issuer's name does is no verb.
        named = f" {' '.join(words[: at + 1])} " in f" {own} "
        if not named and verb.search(" ".join(words[at : at + 2])) and printed[at - len(words)][:1].islower():
            return True
    return False


def names_deadline(text: str) -> bool:
    """Whether a line of several words says by when something is due, outside brackets."""
    bare, telling = outside_brackets(text), load(Addressees).telling
    return len(bare.split()) >= telling.fewest_words and telling.deadline.regex.search(fold(bare)) is not None


def names_day(text: str) -> bool:
    """Whether a day or a deadline stands in the text, outside brackets."""
    return load(Addressees).telling.day.regex.search(fold(outside_brackets(text))) is not None


def names_document(text: str) -> bool:
    """Whether the number of a document stands in the text, outside brackets."""
    return load(Addressees).telling.document.regex.search(fold(outside_brackets(text))) is not None


def outside_brackets(text: str) -> str:
    """The text without what stands in brackets, blanks in its place: "UBND tỉnh (để báo cáo)"."""
    return _BRACKETS.sub(lambda match: " " * len(match.group()), text)


def _says_something(text: str) -> bool:
    """Whether a verb of letters stands after a subject: "UBND huyện yêu cầu …", in small letters."""
    bare = outside_brackets(text)
    saying = load(Addressees).saying
    for said in saying.anyone.regex.finditer(fold(bare)):
        before = bare[: said.start()].split()
        if before and bare[said.start()].islower() and before[-1].lower().strip(",;") not in saying.not_after:
            return True
    return False


def spelt_alike(text: str) -> str:
    """A name without marks and signs, "Ủy ban nhân dân" and "UBND" as one word."""
    folded = " ".join(re.findall(r"\w+", fold(text)))
    return folded.replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
