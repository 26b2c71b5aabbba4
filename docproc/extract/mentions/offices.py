"""Offices, persons and classes of them in running text, by the grammar of domain notes 2.2.

A phrase begins at an office word and ends before a verb, a preposition that no name holds, or the end of
the clause. It is split into several offices only where a new one begins with its own office word:
"Trung tâm Văn hóa, Thể thao và Truyền thông" and "UBND các xã, thị trấn" stay whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from docproc.extract.mentions.rules.offices import Offices
from docproc.extract.mentions.vocabulary import vocabulary_of
from docproc.language.normalise import fold
from docproc.rules import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Scope = Literal["named", "class", "remainder", "described", "vague"]
LONGEST = 60  # tokens of a phrase: what is longer is a text without verbs, as a table


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """One or several offices that stand together. Token indexes; `via` holds what brackets say after a name."""

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]


def office_phrase(doc: Doc, start: int, stop: int, free: bool = False) -> OfficePhrase | None:
    """The office phrase that begins at token `start`, not going beyond `stop`; None when none begins there.

    `free`: a class without quantifier may begin it ("đơn vị", after a cue or at the start of a clause).
    Many ask for the same phrases of a document, which are kept with its vocabulary.
    """
    known: dict[tuple[int, int, bool], OfficePhrase | None] = vocabulary_of(doc).offices
    asked = (start, stop, free)
    if asked not in known:
        known[asked] = _office_phrase(doc, start, stop, free)
    return known[asked]


def _office_phrase(doc: Doc, start: int, stop: int, free: bool) -> OfficePhrase | None:
    head_end = _begin(doc, start, free)
    if head_end is None or head_end > stop:
        return None
    parts: list[tuple[int, int]] = []
    begun, i = start, head_end
    stop = before_apposition(doc, head_end, stop)
    while i < min(stop, start + LONGEST):
        if (announced := _offices_behind(doc, start, i, stop)) is not None:
            return OfficePhrase(start, announced.end, announced.parts)
        begins = _further_office(doc, i, begun, stop)
        if begins is not None:
            parts.append((begun, i))
            begun, i = i + 1, begins
            continue
        after = _within_name(doc, i, begun, stop)
        if after is None:
            break
        i = after
    parts.append((begun, i))
    trimmed = tuple(_trim(doc, a, b) for a, b in parts)
    if all(doc[a:b].text.lower() in load(Offices).bare_places for a, b in trimmed):
        return None
    return OfficePhrase(start, i, trimmed)


def _further_office(doc: Doc, i: int, begun: int, stop: int) -> int | None:
    """The index behind the head of another office that begins after the joiner at `i`; None when none does."""
    joins = _joins(doc[i]) or _comma_read_as_stop(doc, i)
    if not joins or i + 1 >= stop or _goes_on_with_names(doc, i, begun, stop):
        return None
    return _begin_after_joiner(doc, i + 1, begun)


def _within_name(doc: Doc, i: int, begun: int, stop: int) -> int | None:
    """The index after the token (or bracket) at `i` when the name goes on over it; None where the name ends."""
    token = doc[i]
    if token.text == "(":
        return _after_bracket(doc, i, stop)
    if token.text == ":":
        return i + 1 if _opens_names(doc, begun, i, stop) else None
    if _joins(token) or _comma_read_as_stop(doc, i):
        return i + 1 if _goes_on_with_names(doc, i, begun, stop) or _goes_on(doc, i, stop) else None
    return None if _ends(doc, i, begun) else i + 1


def _goes_on_with_names(doc: Doc, i: int, begun: int, stop: int) -> bool:
    """Whether a semicolon parts names of one kind behind a colon: "các Bộ: Tài chính; Tư pháp"."""
    if doc[i].text != ";" or not any(token.text == ":" for token in doc[begun:i]):
        return False
    return i + 1 < stop and _capital(doc[i + 1]) and not vocabulary_of(doc).end("verbs", i + 1)


def before_apposition(doc: Doc, start: int, stop: int) -> int:
    """The comma or dash behind which a name is followed by what it is ("Sở A - cơ quan thường trực"), from one
    token to before another; `stop` when none is near.
    """
    words = vocabulary_of(doc)
    places = range(start, min(stop, start + LONGEST))
    return next((i for i in places if doc[i].text in ",-–" and words.end("appositions", i + 1)), stop)


def _offices_behind(doc: Doc, start: int, colon: int, stop: int) -> OfficePhrase | None:
    """The offices that a class announces: "Các sở, ngành: Văn phòng UBND tỉnh, Sở Tư pháp" are these two."""
    quantified = vocabulary_of(doc).end("quantifiers", start) is not None
    if doc[colon].text != ":" or not quantified or colon + 1 >= stop:
        return None
    phrase = office_phrase(doc, colon + 1, stop)
    return phrase if phrase is not None and len(phrase.parts) > 1 else None


def _opens_names(doc: Doc, begun: int, colon: int, stop: int) -> bool:
    """Whether the names of several offices of one kind follow: "Giám đốc các Sở: Tài chính, Nội vụ"."""
    if colon + 1 >= stop or not _capital(doc[colon + 1]):
        return False
    words = vocabulary_of(doc)
    kind = doc[colon - 1].lower_ in load(Offices).kinds_with_names
    several = any(words.end("quantifiers", at) for at in range(begun, colon))
    opens_duty = (
        words.end("verbs", colon + 1) or words.end("modals", colon + 1) or words.end("weak_verbs", colon + 1)
    )
    return kind and several and not opens_duty


def _comma_read_as_stop(doc: Doc, i: int) -> bool:
    """A full stop before a small letter is a comma that lost its tail (OCR)."""
    return doc[i].text == "." and i + 1 < len(doc) and doc[i + 1].text[:1].islower()


def _begin(doc: Doc, i: int, free: bool) -> int | None:
    """The index after the office word that begins at `i`, quantifier included."""
    if i >= len(doc):
        return None
    words = vocabulary_of(doc)
    if words.end("not_offices", i):
        return None
    quantified = words.end("quantifiers", i)
    if quantified:
        if words.end("not_offices", quantified):
            return None
        return (
            words.end("heads", quantified)
            or words.end("persons", quantified)
            or words.end("classes", quantified)
            or _past_numeral(doc, quantified)
        )
    person = words.end("persons", i)
    if person and _is_person(doc, i, person):
        return person
    head = words.end("heads", i)
    if head and ((words.end("verbs", i) or 0) > head or _is_verb_with_object(doc, i, head)):
        return None  # "Tổ chức sơ tán", "Báo cáo": a verb, not a "Tổ" or a "Báo"
    if head and (_capital(doc[i]) or (free and head - i > 1)):
        return head
    if doc[i].lower_ in load(Offices).places and i + 1 < len(doc) and _capital(doc[i + 1]):
        return i + 1  # "xã Bản Mây": a commune stands for its committee
    several = None if words.end("verbs", i) else words.end("classes", i)
    return several if free and several and (several - i > 1 or doc[i].text.islower()) else None


def _is_verb_with_object(doc: Doc, start: int, end: int) -> bool:
    """Whether a head is a verb here: "Thống kê cơ sở sản xuất", but not in "Thống kê cơ sở gửi …"."""
    if doc[start:end].text.lower() not in load(Offices).verbs_else or end >= len(doc):
        return False
    words, following = vocabulary_of(doc), doc[end]
    told = any(words.end(name, end) is not None for name in ("verbs", "modals", "weak_verbs", "cues"))
    stops = load(Offices).stops.words
    named = _capital(following) or following.like_num or not following.is_alpha or _joins(following)
    return not (told or named or following.lower_ in stops)


def _is_person(doc: Doc, start: int, end: int) -> bool:
    """A title of one syllable ("ông", "cô", "anh") needs a name behind it."""
    return end - start > 1 or (end < len(doc) and _capital(doc[end]))


def _past_numeral(doc: Doc, i: int) -> int | None:
    """“các 12 xã”: a number between quantifier and class."""
    return vocabulary_of(doc).end("classes", i + 1) if i + 1 < len(doc) and doc[i].like_num else None


def _begin_after_joiner(doc: Doc, i: int, begun: int) -> int | None:
    """A new office begins after a joiner only with its own head, person or quantifier.

    A head in small letters counts when the office before it is no class: "Công ty X, hộ kinh doanh Y", but
    "các xã, hợp tác xã".
    """
    if i < len(doc) and _joins(doc[i]):
        i += 1
    if (
        i < len(doc)
        and doc[i].norm_ == "ubnd"
        and doc[i - 2].norm_ == "hdnd"
        and doc[begun].norm_ in {"van", "vp"}
        and vocabulary_of(doc).end("quantifiers", i + 1) is None
    ):
        return None  # "Văn phòng HĐND và UBND": one office, but not with "UBND các huyện"
    if _is_field_of(doc, i, begun):
        return None
    person = vocabulary_of(doc).end("persons", begun)
    if person and doc[begun:person].text.lower() in load(Offices).forms_of_address:
        again = vocabulary_of(doc).end("persons", i)
        if again and doc[i:again].text.lower() not in load(Offices).forms_of_address:
            return None  # "đồng chí Lò Văn Hặc - Chủ tịch UBND xã, Trưởng ban": one person
    if person and vocabulary_of(doc).end("quantifiers", person) and vocabulary_of(doc).end("quantifiers", i):
        return None  # "Lãnh đạo các phòng, các đơn vị": one head of all of them
    named = vocabulary_of(doc).end("quantifiers", begun) is None
    bare, another = vocabulary_of(doc).end("classes", begun), vocabulary_of(doc).end("classes", i)
    single = not any(vocabulary_of(doc).end("quantifiers", at) for at in range(begun, i))
    if single and bare and another and another - i > 1 and begun < bare < i - 1:
        return another  # "chính quyền địa phương, cơ quan công an": each class has its own words
    head = vocabulary_of(doc).end("heads", i) if named else None
    if head and head - i > 1 and not vocabulary_of(doc).end("not_offices", i):
        return head
    return _begin(doc, i, free=False)


def _is_field_of(doc: Doc, i: int, begun: int) -> bool:
    """Whether a head is a field of the office before it: "Phòng Bưu chính, Viễn thông", but "Sở Y tế, Viễn thông
    tỉnh X".
    """
    head = vocabulary_of(doc).end("heads", i)
    if head is None or doc[i:head].text.lower() not in load(Offices).fields_too:
        return False
    named = head < len(doc) and (_capital(doc[head]) or doc[head].lower_ in load(Offices).bare_places)
    return not named and vocabulary_of(doc).end("quantifiers", begun) is None


def _joins(token: Token) -> bool:
    return token.lower_ in load(Offices).joiners


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _goes_on(doc: Doc, joiner: int, stop: int) -> bool:
    """Whether the name goes on after a comma or "và": with a capital, or with another word of its class."""
    i = joiner + 1
    if i >= stop:
        return False
    words = vocabulary_of(doc)
    if doc[joiner].text == ";":
        return False
    if doc[i].text.isdigit():
        return is_number_of_name(doc, i)
    if words.end("verbs", i) or words.end("modals", i):
        return False
    if words.end("classes", i) or words.end("quantifiers", i):
        return True
    if doc[i : i + 2].text.lower() in load(Offices).going_on:
        return True
    if doc[joiner].text == ".":
        return doc[i].is_alpha
    if doc[joiner].text == ",":
        return _capital(doc[i]) and not words.end("cues", i)
    return doc[i].is_alpha and doc[i].lower_ not in load(Offices).stops.words


def _ends(doc: Doc, i: int, begun: int) -> bool:
    """Whether the phrase ends before token `i`."""
    token = doc[i]
    if token.is_space or (token.is_punct and token.text not in {"-", "–", "&", "“", "”", '"', "/"}):
        return True
    if token.like_num and not is_number_of_name(doc, i):
        return doc[i - 1].lower_ != "của" or _past_numeral(doc, i) is None
    stops = load(Offices).stops
    following = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    if f"{token.lower_} {following}" in stops.pairs:
        return True
    if token.lower_ == "có" and following in stops.numbered:
        return True
    if _inside_compound(doc, i, begun):
        return False
    exempt = following in stops.unless.get(token.lower_, ()) or _of_another(doc, i)
    if token.lower_ in stops.words and not _capital(token) and not exempt:
        return True
    words = vocabulary_of(doc)
    verb = words.end("verbs", i) or words.end("modals", i) or words.end("cues", i)
    if not verb or _inside_compound(doc, i, begun):
        return False
    if _capital(token):
        return _class_is_over(doc, i, begun)
    return not (i > begun and _names_with_verb(doc, i, begun))


def _of_another(doc: Doc, i: int) -> bool:
    """Whether the name goes on with whose it is: "Ban Chấp hành lâm thời của Liên đoàn X", "của 03 tỉnh"."""
    if doc[i].lower_ != "của" or i + 1 >= len(doc):
        return False
    counted = doc[i + 1].like_num and _past_numeral(doc, i + 1) is not None
    return counted or _begin(doc, i + 1, free=False) is not None


def _class_is_over(doc: Doc, i: int, begun: int) -> bool:
    """Whether a verb with a capital begins the text below a class: "các đoàn thể / Phối hợp …", but not a name:
    "các Ban Quản lý", "các phòng Tổ chức".
    """
    words = vocabulary_of(doc)
    if words.end("quantifiers", begun) is None or _capital(doc[i - 1]):
        return False
    return not any(words.end("heads", start) == i for start in range(begun, i))


def is_number_of_name(doc: Doc, i: int) -> bool:
    """Whether the number at `i` belongs to the name before it ("khu vực 2", "số 4") and counts nothing.

    Further numbers go on with the first: "Thuế cơ sở 1, 2 và 3".
    """
    numbers = load(Offices).numbers
    if i + 1 < len(doc) and (doc[i + 1].text in numbers.counted or doc[i + 1].text == "/"):
        return False
    before, pair = doc[i - 1].lower_, doc[max(0, i - 2) : i].text.lower()
    counts = vocabulary_of(doc).end("classes", i + 1) is not None
    further = _joins(doc[i - 1]) and i > 1 and doc[i - 2].text.isdigit() and doc[i].text.isdigit() and not counts
    return further or before in numbers.after or pair in numbers.after or _capital(doc[i - 1])


def _inside_compound(doc: Doc, i: int, begun: int) -> bool:
    """Whether token `i` lies in a compound that only names hold: "Ban Quản lý dự án đầu tư xây dựng"."""
    words = vocabulary_of(doc)
    return any((words.end("name_compounds", at) or 0) > i for at in range(max(begun + 1, i - 5), i + 1))


def _names_with_verb(doc: Doc, i: int, begun: int) -> bool:
    """“Hội đồng thẩm định”, "đoàn kiểm tra", "đơn vị chủ trì": the verb right after the head is the name's."""
    before = doc[begun:i].text.lower()
    if before in load(Offices).names_with_verbs:
        following = vocabulary_of(doc).end("verbs", i) or vocabulary_of(doc).end("modals", i) or i
        return following < len(doc) and not doc[following].is_punct and doc[begun].text[:1].isupper()
    return False


def _after_bracket(doc: Doc, i: int, stop: int) -> int:
    for j in range(i, min(stop, i + 40)):
        if doc[j].text == ")":
            return j + 1
    return stop


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Without punctuation and joiners at the ends."""
    while end > start and (doc[end - 1].text in ',;:.-–“"' or _joins(doc[end - 1])):
        if doc[end - 1].text == '"' and doc[start:end].text.count('"') == 2:
            break  # the name itself is quoted at its end: Ban QLDA "Đường & Cầu"
        end -= 1
    while start < end and (doc[start].is_punct or _joins(doc[start])):
        start += 1
    return start, end


def is_addressed(name: str) -> bool:
    """“Quý cơ quan” is whoever the letter goes to."""
    return fold(name).startswith(_addressed())


def speaks_to_addressees(doc: Doc, start: int, end: int) -> bool:
    """Whether tokens speak to those the letter goes to: "đề nghị Quý cơ quan góp ý". Marks and the capital count:
    "nội quy cơ quan" is a rule, "hằng quý ban hành" a quarter.
    """
    said = (doc[i:end].text for i in range(start, end) if doc[i].text.istitle())
    return any(words.lower().startswith(tuple(load(Offices).addressed)) for words in said)


@cache
def _addressed() -> tuple[str, ...]:
    return tuple(map(fold, load(Offices).addressed))


def scope_of(name: str, doc: Doc, start: int) -> Scope:
    """How an office is meant: one named, a class, the remainder of a class, described, or vague."""
    scope = load(Offices).scope
    low = name.lower()
    if low.endswith(scope.vague):
        return "vague"
    if low.endswith(scope.remainder):
        return "remainder"
    words = vocabulary_of(doc)
    class_like = bool(words.end("quantifiers", start)) or " các " in f" {low} "
    person = words.end("persons", start)
    if person and words.end("classes", person) and not any(w[:1].isupper() for w in name.split()[1:]):
        class_like = True  # "Thủ trưởng đơn vị": the heads of all of them
    if any(f" {word} " in low for word in scope.described):
        return "described"
    return "class" if class_like or (words.end("classes", start) and not _capital(doc[start])) else "named"
