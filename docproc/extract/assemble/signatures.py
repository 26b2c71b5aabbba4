"""Digital signatures as a second opinion for the day of issue and the signer; taken from them only with a doubt.

The day is often stamped or written by hand and unreadable; month and year are printed. The signature of the
office that issued the letter, made in that month, tells the day. A portal that publishes letters signs them
later, so other signers count for nothing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from datetime import date as Date

from rapidfuzz import fuzz

from docproc.extract.assemble.header import day_printed, month_printed
from docproc.extract.assemble.rules.signatures import Signatures
from docproc.extract.mentions.names import person_name
from docproc.language.normalise import fold
from docproc.letter import DigitalSignature, Doubt, Header, Signer
from docproc.messages import mark
from docproc.rules import load
from docproc.workdays import VIETNAM


def date_from_signatures(
    header: Header, signatures: tuple[DigitalSignature, ...], noise: tuple[str, ...] = ()
) -> tuple[Header, list[Doubt]]:
    """The header with the day filled in where it could not be read, and a doubt; else a doubt on disagreement.

    `noise` are lines of the pages that are no text, the stamps of signatures among them.
    """
    evidence = header.evidence.get("issue_date", [])
    if header.issue_date is not None:
        return header, _disagreement(header, signatures)
    issuers = [day for days in _issuers_days(header, signatures) for day in days]
    days = {*issuers, *_stamped_days(header.issuer, noise)}
    line = evidence[0].text if evidence else ""
    day = _one_day(days, day_printed(line))
    if day is None or month_printed(line) != (day.year, day.month):
        return header, []
    message = mark("The day {day} was taken from the digital signature; please compare")
    doubt = _doubt("date_from_signature", message, day, header)
    return header.model_copy(update={"issue_date": day}), [doubt]


def _disagreement(header: Header, signatures: tuple[DigitalSignature, ...]) -> list[Doubt]:
    """A doubt when the issuing office signed before the day that was read, or long after it."""
    assert header.issue_date is not None
    latest = load(Signatures).latest_days
    for days in _issuers_days(header, signatures):
        if not any(0 <= (day - header.issue_date).days <= latest for day in days):
            message = mark("The digital signature was made on {day}; please compare")
            return [_doubt("date_differs", message, days[-1], header)]
    return []


def signature_doubts(signatures: tuple[DigitalSignature, ...]) -> list[Doubt]:
    """A doubt for each signer whose signature is broken: the bytes were changed, or it cannot be checked."""
    doubts: dict[tuple[str, str], Doubt] = {}
    for place, signature in enumerate(signatures):
        if signature.unchanged:
            continue
        who = signature.signer or signature.organisation or ""
        if signature.unchanged is None:
            code, message = (
                "signature_unchecked",
                mark("A digital signature of the file cannot be checked; please compare with the original"),
            )
        elif who:
            code, message = (
                "signature_broken",
                mark("The file was changed after {who} signed it; please compare with the original"),
            )
        else:
            code, message = (
                "signature_broken",
                mark("The file was changed after it was signed; please compare with the original"),
            )
        details: dict[str, str | int] = {"who": who} if who else {}
        doubt = Doubt(field=f"signatures[{place}]", code=code, message=message, details=details)
        doubts.setdefault((code, who), doubt)
    return list(doubts.values())


def signer_from_signatures(
    signer: Signer, doubts: list[Doubt], signatures: tuple[DigitalSignature, ...]
) -> tuple[Signer, list[Doubt]]:
    """The signer, named by a person's certificate where no name could be read, and the doubts.

    `doubts` are those so far. A name that was read from unclear print is sure when a certificate has the same
    one; a name that only the certificates tell is a doubt, as a clerk may have signed besides.
    """
    people = [person for s in signatures if s.signer and (person := person_name(s.signer, certain=True))]
    names = {fold(person.text): person.text for person in people if person.known}
    others = [doubt for doubt in doubts if doubt.field != "signer.name"]
    if signer.name is not None:
        return signer, others if fold(signer.name) in names else doubts
    if len(names) != 1:
        return signer, doubts
    name = next(iter(names.values()))
    message = mark("The signer's name {name} was taken from the digital signature; please compare")
    doubt = Doubt(
        field="signer.name",
        code="name_from_signature",
        message=message,
        details={"name": name},
        evidence=signer.evidence,
    )
    return signer.model_copy(update={"name": name}), [*others, doubt]


def _doubt(code: str, message: str, day: Date, header: Header) -> Doubt:
    return Doubt(
        field="header.issue_date",
        code=code,
        message=message,
        details={"day": day.strftime("%d/%m/%Y")},
        evidence=header.evidence.get("issue_date", []),
    )


def _issuers_days(header: Header, signatures: tuple[DigitalSignature, ...]) -> list[list[Date]]:
    """The days on which the issuing office signed: of each of its signatures those that may be meant."""
    days = []
    for signature in signatures:
        names = [fold(name) for name in (signature.signer, signature.organisation) if name]
        issuer = fold(header.issuer or "")
        alike = max((fuzz.ratio(name, issuer) for name in names), default=0.0)
        if signature.signed_at and alike >= load(Signatures).same_office:
            days.append(_days_of(signature.signed_at))
    return days


def _days_of(signed_at: str) -> list[Date]:
    """The day of a signing time, as written, in Vietnam and in UTC, since programs write local hours as UTC: a
    time between midnight and seven may be one of the evening before.
    """
    time = datetime.fromisoformat(signed_at)
    zones = (VIETNAM, UTC) if time.tzinfo else ()
    return sorted({time.date(), *(time.astimezone(zone).date() for zone in zones)})


def _stamped_days(issuer: str | None, noise: tuple[str, ...]) -> list[Date]:
    """Days of signature stamps printed on the pages: bare times (Phụ lục I, box 14), and "Người ký: … Thời gian
    ký: …" where the one who signed is the issuing office.
    """
    rules = load(Signatures)
    text = " ".join(noise)
    found = list(rules.stamps.bare.regex.finditer(text))
    signed = rules.stamps.signer.regex.search(fold(text))
    if signed and fuzz.partial_ratio(fold(issuer or ""), signed["signer"]) >= rules.same_office:
        found += list(rules.stamps.time.regex.finditer(fold(text)))
    days = []
    for match in found:
        try:
            days.append(Date(int(match["y"]), int(match["m"]), int(match["d"])))
        except ValueError:
            continue
    return days


def _one_day(days: set[Date], printed: str) -> Date | None:
    """The day when all signatures were made on it, or the one of them that the readable digits of the day allow.

    A head signs one day and the seal is set the next: "/4" can be the 14th and not the 13th.
    """
    if len(days) > 1 and len(printed) == 2 and any(c.isdigit() for c in printed):
        shape = re.compile("".join(c if c.isdigit() else "." for c in printed))
        days = {day for day in days if shape.fullmatch(f"{day.day:02}")}
    return days.pop() if len(days) == 1 else None
