"""Sentences that tell somebody to do something: who is told, where the duty begins.

Two forms (domain notes 2.2): a directing verb with its object ("Giao Sở X chủ trì …", "đề nghị các đơn vị
báo cáo …") and an office that heads a clause ("Văn phòng Sở hướng dẫn …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from docproc.extract.mentions.offices import OfficePhrase, office_phrase
from docproc.extract.mentions.vocabulary import rules_set, vocabulary_of
from docproc.language.normalise import fold
from docproc.resources import load_rules

# Tokens; of 3,000 paragraphs of laws the longest sentence has 400.
_LONGEST_SENTENCE = 1_000
_SKIPPED = frozenset({",", "-", "–", ":", "và", "đều", "cùng", "“", '"', "(", ")"})


@dataclass(frozen=True, slots=True)
class Directive:
    """A duty in a sentence. Token indexes: the clause begins at `start`, the duty itself at `duty`."""

    start: int
    duty: int
    end: int
    lead: OfficePhrase | None
    cue: bool


def sentences(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Token ranges of the sentences between two tokens: a full stop before a capital ends one."""
    begun = start
    for i in range(start, end):
        stopped = (
            doc[i].text in {".", "?", "!"}
            and i + 1 < end
            and _opens_sentence(doc, i + 1)
            and not _abbreviated(doc, i)
        )
        if stopped or i - begun >= _LONGEST_SENTENCE:
            yield begun, i + 1
            begun = i + 1
    if begun < end:
        yield begun, end


def clauses(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Token ranges of the sentences, cut where a semicolon parts what two offices are told (domain notes 2.3).

    "Yêu cầu Phòng A hoàn thành …; Phòng B phối hợp …" is two; a list of offices or of verbs is not cut.
    """
    for begun, stop in sentences(doc, start, end):
        told = False
        for i in range(begun, stop - 1):
            if doc[i].text != ";":
                continue
            told = told or find_directive(doc, begun, i, item=True) is not None or _is_duty(doc, begun)
            if told and _tells_another(doc, i + 1, stop):
                yield begun, i + 1
                begun = i + 1
        yield begun, stop


def _tells_another(doc: Doc, start: int, end: int) -> bool:
    """Whether a clause begins with a directing verb and its office, or with an office that is told."""
    words = vocabulary_of(doc)
    stop = next((j for j in range(start, end) if doc[j].text == ";"), end)
    cue = words.end("cues", start)
    lead = office_phrase(doc, cue or start, stop, free=cue is not None)
    if lead is None or _duty_after(doc, lead.end, stop) is None:
        return False
    return cue is not None or not _narrates(doc, lead, _duty_after(doc, lead.end, stop) or lead.end)


def _opens_sentence(doc: Doc, i: int) -> bool:
    """A capital follows, specks between aside."""
    following = next((t for t in doc[i : i + 10] if t.text.lower() != t.text.upper() or t.like_num), None)
    return following is not None and following.text[:1].isupper()


def _abbreviated(doc: Doc, stop: int) -> bool:
    """A full stop after one to three capitals, or inside a word, ends no sentence ("TP. Huế", "BS. Hà")."""
    before = doc[stop - 1] if stop else None
    if before is None or before.whitespace_ or not doc[stop].whitespace_:
        return True
    if stop > 1 and not doc[stop - 2].whitespace_ and doc[stop - 2].text in {"-", "/", "&"}:
        return False  # the end of a symbol: "54/2015/TT-BYT."
    return before.text.isupper() and len(before.text) <= 3 and not before.text.isdigit()


def find_directive(doc: Doc, start: int, end: int, item: bool) -> Directive | None:
    """The first duty in a sentence, None when it has none. `item`: the sentence opens a bullet or paragraph."""
    return _with_cue(doc, start, end) or _with_subject(doc, start, end, item)


def _with_cue(doc: Doc, start: int, end: int) -> Directive | None:
    words = vocabulary_of(doc)
    for i in words.between("cues", start, end):
        after = words.at["cues"][i]
        if after > end or _is_noun(doc, i, start):
            continue
        at = _skip(doc, after, end, {"cho", ":", "“", '"', "chung"})
        lead = office_phrase(doc, at, end, free=True)
        duty = (_duty_after(doc, lead.end, end) or _later_duty(doc, lead.end, end)) if lead else None
        if lead and duty is not None:
            return Directive(_clause_start(doc, start, i), duty, end, lead, cue=True)
        if not lead and at < end and _is_duty(doc, at):
            begun = _clause_start(doc, start, i)
            return Directive(begun, at, end, _asked_before(doc, begun, i), cue=True)
    return None


def _asked_before(doc: Doc, start: int, cue: int) -> OfficePhrase | None:
    """A class that stands right before the directing verb is asked: "Đơn vị chưa nộp đề nghị báo cáo …"."""
    phrase = office_phrase(doc, start, cue, free=True)
    if phrase is None or phrase.end != cue:
        return None
    words = vocabulary_of(doc)
    asked = words.end("classes", start) or words.end("quantifiers", start)
    return phrase if asked else None


def _is_noun(doc: Doc, i: int, start: int) -> bool:
    """Whether a directing word is a noun here: "theo đề nghị của", "đáp ứng yêu cầu", "YÊU CẦU:"."""
    if i > start and doc[i - 1].lower_ in rules_set("tasks", "not_cue_after"):
        return True
    words = vocabulary_of(doc)
    if words.covers("false_cues", i):
        return True
    inner = i > start and doc[i - 1].is_alpha and doc[i - 1].lower_ not in {"và", "thì"}
    if inner and doc[i : words.end("cues", i)].text.lower() in rules_set("tasks", "cues_only_first"):
        return True  # "Tổ trưởng phân công giáo viên": the one who assigns is told
    after = words.end("cues", i) or i
    return after < len(doc) and doc[after].lower_ in {"của", "tại", "này", "về", "trên", "nêu"}


def _clause_start(doc: Doc, start: int, cue: int) -> int:
    """Where the clause with the directing verb begins: after a basis that stands before it in the sentence."""
    if not _is_introduction(doc, start) and cue - start <= 16:
        return start
    for i in range(cue - 1, start, -1):
        if doc[i].text in {",", ";", "."} and cue - i <= 16:
            return i + 1
    return start


def _is_introduction(doc: Doc, i: int) -> bool:
    return vocabulary_of(doc).end("introductions", i) is not None


def _with_subject(doc: Doc, start: int, end: int, item: bool) -> Directive | None:
    for at in _subject_places(doc, start, end):
        lead = office_phrase(doc, at, end, free=item or at > start)
        if lead is None:
            continue
        duty = _duty_after(doc, lead.end, end)
        if duty is not None and not _narrates(doc, lead, duty):
            return Directive(start if at - start <= 3 else at, duty, end, lead, cue=False)
    return None


def _subject_places(doc: Doc, start: int, end: int) -> Iterator[int]:
    """Where the subject of a clause may begin: at the start, after "Đối với", after an introduction's comma."""
    for i in vocabulary_of(doc).between("announcements", start + 8, end - 1):
        yield i + 1  # "Sở X thông báo như sau: Các cơ sở y tế rà soát …"
    at = after_opening(doc, start)
    yield at
    for i in range(start, min(end, start + 8)):
        if doc[i].text == ":" and i + 1 < end:
            yield i + 1
            break
    if _is_introduction(doc, start):
        for i in range(start, min(end, start + 60)):
            if doc[i].text == "," and i + 1 < end:
                yield i + 1


def after_opening(doc: Doc, start: int) -> int:
    """The token after "Riêng", "Đối với" and the like, which may stand before the name of an office."""
    opening = vocabulary_of(doc).end("openings", start)
    return start if opening is None else _skip(doc, opening, len(doc), {":", ","})


def _duty_after(doc: Doc, at: int, end: int) -> int | None:
    """Where the duty begins after the phrase that names who; None when no verb follows."""
    at = _skip(doc, at, end, _SKIPPED)
    if at < end and doc[at].text == "(":
        at = next((j + 1 for j in range(at, end) if doc[j].text == ")"), end)
    at = _skip(doc, at, end, _SKIPPED)
    if at < end and _is_duty(doc, at):
        return at
    if _is_introduction_aside(doc, at, end):
        later = next((j for j in range(at, min(end, at + 30)) if doc[j].text == ","), None)
        if later is not None and later + 1 < end and _is_duty(doc, later + 1):
            return later + 1
    return None


def _later_duty(doc: Doc, at: int, end: int) -> int | None:
    """Where the duty begins when words of no name stand between: "… các đơn vị, nhất là vùng sâu, rà soát …"."""
    words = vocabulary_of(doc)
    for i in range(at, min(end, at + int(load_rules("tasks")["farthest_duty"]))):
        if doc[i].text in {":", ";", "."}:
            return None
        if words.end("verbs", i) or words.end("modals", i):
            return i
    return None


def _is_introduction_aside(doc: Doc, at: int, end: int) -> bool:
    """“Phòng X căn cứ chức năng, nhiệm vụ, tham mưu …”: an aside between who and what."""
    return at < end and doc[at].norm_ in {"can", "theo", "tren", "trong", "dinh"} and _is_introduction(doc, at)


def _is_duty(doc: Doc, i: int) -> bool:
    words = vocabulary_of(doc)
    if doc[i].lower_ == "là" and i + 1 < len(doc):
        return words.end("functions", i + 1) is not None  # "X là đầu mối …"
    return any(words.end(name, i) is not None for name in ("modals", "verbs", "weak_verbs"))


def _skip(doc: Doc, at: int, end: int, skipped: frozenset[str] | set[str]) -> int:
    while at < end and doc[at].lower_ in skipped:
        at += 1
    return at


def _narrates(doc: Doc, lead: OfficePhrase, duty: int) -> bool:
    """Whether the clause tells what was done: "đã", "được" between who and what."""
    between = {t.lower_ for t in doc[lead.end : duty]}
    return bool(between & {"đã", "được", "vừa", "đang", "sẽ"})


@cache
def _not_tasks() -> re.Pattern[str]:
    return re.compile("|".join(load_rules("tasks")["not_tasks"]))


def is_formality(text: str) -> bool:
    """Whether a sentence is contact, information or thanks rather than a duty (domain notes 2.3)."""
    return _not_tasks().search(fold(text)) is not None


@cache
def _generic() -> re.Pattern[str]:
    phrases = sorted((fold(p) for p in load_rules("tasks")["generic"]), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p) for p in phrases) + r")(?!\w)")


def has_content(text: str, listed: bool = False) -> bool:
    """Whether a duty says what to do, beyond "nghiêm túc triển khai thực hiện Công văn này./.".

    Items of a list (`listed`) may be short: "- Rà soát vốn.".
    """
    folded = fold(text)
    if any(fold(phrase) in folded for phrase in load_rules("tasks")["substantial"]):
        return True
    rest = _generic().sub(" ", folded)
    words = [w for w in re.split(r"\W+", rest) if w]
    return len(words) > (0 if listed else int(load_rules("tasks")["fewest_content_words"]))


def partners_of(doc: Doc, start: int, end: int) -> list[OfficePhrase]:
    """The offices named after "phối hợp với" and the like between two tokens, in order."""
    words = vocabulary_of(doc)
    found: list[OfficePhrase] = []
    i = start
    while i < end:
        after = words.end("partners", i)
        if after is None:
            i += 1
            continue
        phrase = office_phrase(doc, _skip(doc, after, end, {"với", "cùng", "chặt", "chẽ", ","}), end, free=True)
        if phrase:
            found.append(phrase)
        i = phrase.end if phrase else after
    return found


@cache
def _aims() -> re.Pattern[str]:
    return re.compile("|".join(load_rules("tasks")["aims"]))


def is_aims(heading: str) -> bool:
    """Whether a heading opens aims, background or attendance: what stands below is not assigned."""
    return _aims().search(fold(heading)) is not None


@cache
def _basis() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in load_rules("zones")["landmarks"]["basis"]))


def is_basis(text: str) -> bool:
    """Whether a paragraph gives the basis of the letter ("Căn cứ …", "Thực hiện Công văn số …")."""
    return _basis().search(fold(text)) is not None


def says_something(text: str) -> bool:
    """Whether an item that opens with no verb is a sentence and no label, basis or aim."""
    shortest = int(load_rules("tasks")["shortest_item"])
    return len(text.split()) >= shortest and not is_basis(text) and not is_aims(text)
