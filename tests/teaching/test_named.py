"""The labels of words: which of them name those who lead and those who help."""

from __future__ import annotations

import pytest

from docproc.extract.mentions.nlp import analyse
from docproc.teaching.named import party_labels


def _labelled(text: str, leads: list[str], partners: list[str]) -> list[tuple[str, str]]:
    doc = analyse(text, None)
    tokens = [token.i for token in doc if not token.is_space]
    labels = party_labels(doc, tokens, leads, partners)
    assert len(labels) == len(tokens)
    found: list[tuple[str, str]] = []
    for i, label in zip(tokens, labels, strict=True):
        if label.startswith("B"):
            found.append((label[1], doc[i].text))
        elif label.startswith("I"):
            found[-1] = (found[-1][0], f"{found[-1][1]} {doc[i].text}")
    return found


@pytest.mark.parametrize(
    ("text", "leads", "partners", "labels"),
    [
        (
            "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính thực hiện.",
            ["Sở Y tế"],
            ["Sở Tài chính"],
            [("L", "Sở Y tế"), ("P", "Sở Tài chính")],
        ),
        (  # the longer name first, or the shorter would take its place
            "Văn phòng và Văn phòng Đăng ký đất đai báo cáo.",
            ["Văn phòng", "Văn phòng Đăng ký đất đai"],
            [],
            [("L", "Văn phòng"), ("L", "Văn phòng Đăng ký đất đai")],
        ),
        ("Yêu cầu các Sở: Tài chính, Xây dựng rà soát.", ["Sở Tài chính", "Sở Xây dựng"], [], [
            ("L", "các Sở : Tài chính , Xây dựng"),
        ]),
        ("Tổ chức thực hiện theo quy định.", ["Sở Y tế"], [], []),
    ],
)  # fmt: skip
def test_offices_are_labelled_where_they_stand(
    text: str, leads: list[str], partners: list[str], labels: list[tuple[str, str]]
) -> None:
    assert sorted(_labelled(text, leads, partners)) == sorted(labels)
