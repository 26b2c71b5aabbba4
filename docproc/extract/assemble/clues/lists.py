"""The offices a letter goes to and the documents it cites, with their clues."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from docproc.extract.assemble.clues.value import Clues, Surroundings, Value
from docproc.extract.assemble.clues.words import office_clues, scope_clues
from docproc.extract.layout.rules.doc_types import DocTypes
from docproc.extract.mentions.symbols import cited_numbers
from docproc.language.syllables import letters_key
from docproc.letter import Citation, Header, Office
from docproc.rules import load


def office_values(offices: list[Office], around: Surroundings, path: str) -> Iterator[Value]:
    """Those a letter is addressed to, or who get copies; `path` is that of the list."""
    odd = sum(map(_is_odd, offices))
    bracketed = sum(office.name.endswith(")") for office in offices)
    filed = [n for n, office in enumerate(offices) if letters_key(office.name).startswith("lưu")]
    kept = filed[0] if filed else len(offices)
    dashes = [_has_dash(office) for office in offices]
    bare = [not dash and sum(dashes) > len(offices) / 2 for dash in dashes]
    for n, office in enumerate(offices):
        clues = around.common(f"{path}[{n}]", office.evidence) | office_clues(office.name) | scope_clues(office)
        clues |= {
            "in_list": math.log(len(offices)),
            "alone": float(len(offices) == 1),
            "last": float(n == len(offices) - 1),
            "copy": float(path.endswith("recipients")),
            "as_above": float(letters_key(office.name).startswith("như")),
            "filed": float(n == kept),
            "after_filed": float(n > kept),
            "without_dash": float(bare[n]),
            "before_one_without_dash": float(any(bare[n + 1 : n + 2])),
            "odd_in_list": odd / len(offices),
            "brackets_in_list": bracketed / len(offices),
        }
        yield Value("office", f"{path}[{n}]", office.name, office.evidence, clues)


def _has_dash(office: Office) -> bool:
    """Whether an entry begins with the dash that entries of a list have (Nghị định 30/2020, Phụ lục I)."""
    return bool(office.evidence) and office.evidence[0].text[:1] in ("-", "–", "+", "*")


def _is_odd(office: Office) -> bool:
    """Whether a name does not look like an entry of a list at all: a scrap, or several in one."""
    name = office.name
    return len(name) < 3 or not name[0].isalnum() or name.count("(") != name.count(")") or ";" in name


def citation_values(
    citations: list[Citation], header: Header, around: Surroundings, path: str
) -> Iterator[Value]:
    """The documents that a letter cites."""
    symbols = Counter(_symbol(citation) for citation in citations)
    days = Counter((citation.type, citation.date) for citation in citations)
    for n, citation in enumerate(citations):
        clues = around.common(f"{path}[{n}].number", citation.evidence) | _form_of(citation.number)
        clues |= {
            "typed": float(citation.type is not None),
            "dated": float(citation.date is not None),
            "later": float(bool(citation.date and header.issue_date and citation.date > header.issue_date)),
            "type_fits": float(_begins_with_type(citation)),
            "same_symbol": math.log(symbols[_symbol(citation)]),
            "same_day": float(citation.date is not None and days[citation.type, citation.date] > 1),
            "in_list": math.log(len(citations)),
        }
        yield Value("citation", f"{path}[{n}].number", citation.number, citation.evidence, clues)


def _symbol(citation: Citation) -> str:
    return re.sub(r"^\d+\w?", "", citation.number).lower()


def _form_of(number: str) -> Clues:
    found = cited_numbers(number)
    whole = len(found) == 1 and found[0].end - found[0].start == len(number)
    parts = re.split(r"[/-]", number)
    year = len(parts) > 2 and re.fullmatch(r"(?:19|20)\d\d", parts[1]) is not None
    law = year and re.fullmatch(r"QH\d+", parts[2]) is not None
    return {
        "fits": float(whole),
        "party": float(whole and found[0].party),
        "letters": math.log1p(len(number)),
        "with_year": float(year),
        "with_year_of_no_type": float(
            year and re.fullmatch(r"QH\d+", parts[2]) is None and parts[2] not in _types()
        ),
        "ends_in_figure": float(number[-1:].isdigit() and not law),
        "one_letter_part": float(any(len(part) == 1 and part.isalpha() for part in parts)),
        "one_part": float(len(parts) == 2),
    }


@cache
def _types() -> frozenset[str]:
    """The abbreviations of types of documents."""
    return frozenset(load(DocTypes).by_abbreviation)


def _begins_with_type(citation: Citation) -> bool:
    abbreviation = next((kind.abbr for kind in load(DocTypes).type if kind.name == citation.type), None)
    return bool(abbreviation) and re.search(rf"[/-]{abbreviation}(?:-|$)", citation.number) is not None
