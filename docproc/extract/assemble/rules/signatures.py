"""What a digital signature tells of the day of issue."""

from __future__ import annotations

from docproc.rules import Checked, Expression, FoldedExpression, Rules


class Stamps(Checked):
    """What programs print where a letter was signed: `bare` a time alone, else the `signer` and the `time`."""

    bare: Expression
    signer: FoldedExpression
    time: FoldedExpression


class Signatures(Rules):
    """models/signatures.toml: when a signature is the issuing office's, and what is printed of it."""

    file = "signatures"
    same_office: float
    latest_days: int
    stamps: Stamps
