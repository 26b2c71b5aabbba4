"""Who a draft is addressed to: names in full, as a head would sign them; what may be none is marked.

A letter says where its answer goes in running text, `báo cáo về UBND huyện (qua Phòng Nội vụ) trước ngày …`, and
what was read of that may be a piece of a sentence. What is not a known kind of office (models/drafts.toml) is
never printed as if it were right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from docproc.letter import Letter
from docproc.reports.names.full_names import in_full, issuer_name
from docproc.reports.names.office_names import key_of, same_office
from docproc.reports.rules.drafts import DraftRules
from docproc.reports.wording.phrases import one_line, to_check, upper_first
from docproc.rules import load

# E-mail and web addresses: where a file is sent, but not an addressee of an official report.
_ADDRESS = re.compile(r"(?:qua )?(?:e-?mail:? *)?(?:\S+@\S+|https?://\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recipient:
    """`name` of an office in full; `via` the office over which it goes; `known`: it is a kind of office."""

    name: str
    via: str = ""
    known: bool = True

    def written(self) -> str:
        """As it stands in Kính gửi; with a mark where a person has to check it."""
        if not self.known:
            return to_check(f"nơi nhận ghi trong văn bản là “{self.name}”")
        return f"{self.name} (qua {self.via})" if self.via else self.name


def recipients_in(written: str | None, letter: Letter, *near: str | None) -> list[Recipient]:
    """The recipients that words of a letter name, without addresses. `near` as in `in_full`."""
    between = load(DraftRules).recipients.between.regex
    found = []
    for part in re.split(r";(?![^()]*\))", _ADDRESS.sub("", one_line(written or ""))):
        for words in between.split(part):
            recipient = _recipient(words, letter, *near)
            if recipient.name:
                found.append(recipient)
    return found


def addresses_in(written: str | None) -> list[str]:
    """The e-mail and web addresses in the words of a letter."""
    return [found.strip(" ,.;()") for found in _ADDRESS.findall(one_line(written or ""))]


def misread_addresses(text: str) -> list[str]:
    """The e-mail addresses in a text whose @ was misread."""
    addresses = load(DraftRules).recipients.misread_address.regex
    return [found[0] for found in addresses.finditer(one_line(text))]


def _recipient(words: str, letter: Letter, *near: str | None) -> Recipient:
    rules = load(DraftRules).recipients
    over = rules.via.regex.search(words)
    name = _bare(rules.brackets.regex.sub("", words))
    if not is_office(name):
        name_in_full = in_full(name, letter.header, *near) if name else ""
        if not is_office(name_in_full):
            return Recipient(name, known=False)
        name = name_in_full
    name = in_full(name, letter.header, *near)
    if over:
        return Recipient(upper_first(name), upper_first(_bare(over[1])))
    return _over_a_part(name, issuer_name(letter.header)) or Recipient(upper_first(name))


def _over_a_part(name: str, issuer: str) -> Recipient | None:
    """`Phòng Nghiệp vụ - Sở Y tế`: a report to a part of the issuer goes to the issuer, over that part."""
    part = name.removesuffix(issuer).rstrip(" -,")
    if part == name or not load(DraftRules).recipients.part.regex.search(key_of(name)):
        return None
    return Recipient(issuer, upper_first(part))


def _bare(words: str) -> str:
    """A name without what the sentence says behind it: address, telephone, day, footnote."""
    rules = load(DraftRules).recipients
    name = rules.not_the_name.regex.sub("", words.strip(" ,.-:"))
    return rules.footnote.regex.sub("", name).strip(" ,.-:()")


def is_office(name: str) -> bool:
    """Whether a name is of a known kind of office: Sở and Bộ by their list, others by how they begin."""
    rules, key = load(DraftRules).recipients, key_of(name)
    return not rules.unfinished.regex.search(key) and bool(
        rules.fields.regex.search(key) or rules.office.regex.search(key)
    )


def may_be_reminded(name: str) -> bool:
    """Whether a name of a task's lead may stand in Kính gửi: an office, a class of offices, a head."""
    return is_office(name) or bool(load(DraftRules).recipients.reminded.regex.search(key_of(name)))


def issuer_of(letter: Letter) -> list[Recipient]:
    """The letter's issuer, in full."""
    name = one_line(issuer_name(letter.header))
    return [Recipient(name, known=is_office(name))] if name else []


def others_than(office: str, recipients: list[Recipient]) -> list[Recipient]:
    """Each recipient once, without our own office, which sends nothing over itself either."""
    others = [one for one in recipients if not same_office(one.name, office)]
    direct = [replace(one, via="") if one.via and same_office(one.via, office) else one for one in others]
    return list({key_of(one.written()): one for one in direct}.values())
