"""docproc attachments: files inside files, saved under names that harm nothing."""

from __future__ import annotations

import email.message
from pathlib import Path

import pytest

from tests.cli.conftest import Docproc


def mail_with(folder: Path, *attached: tuple[str, bytes]) -> Path:
    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Date"] = (
        "a@b.vn",
        "c@d.vn",
        "x",
        "Tue, 12 Mar 2024 08:00:00 +0700",
    )
    mail.set_content("Kính gửi")
    for name, data in attached:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    path = folder / "thư.eml"
    path.write_bytes(mail.as_bytes())
    return path


def test_attachments_are_saved_whole_and_named(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc(
        "attachments", mail_with(tmp_path, ("Công văn.pdf", b"%PDF-1.4 ...")), "--out", tmp_path / "ra"
    )
    assert (called.code, (tmp_path / "ra" / "Công văn.pdf").read_bytes()) == (0, b"%PDF-1.4 ...")
    assert "Công văn.pdf" in called.err
    assert [path.name for path in (tmp_path / "ra").iterdir()] == ["Công văn.pdf"]


def test_two_of_one_name_and_one_that_is_there_are_all_kept(docproc: Docproc, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    out.mkdir()
    (out / "a.pdf").write_bytes(b"mine")
    assert docproc("attachments", mail_with(tmp_path, ("a.pdf", b"1"), ("A.pdf", b"2")), "--out", out).code == 0
    assert sorted(path.read_bytes() for path in out.iterdir()) == [b"1", b"2", b"mine"]


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("../../etc/cron.d/x", "x"),
        ("C:\\Windows\\a.exe", "a.exe"),
        (".bashrc", "bashrc"),
        ("con.pdf", "_con.pdf"),
        ("a?b*.pdf", "a_b_.pdf"),
        ("..", "attachment"),
        ("a" * 300 + ".pdf", "a" * 236 + ".pdf"),
    ],
)
def test_a_name_from_outside_is_made_safe(docproc: Docproc, tmp_path: Path, name: str, saved: str) -> None:
    docproc("attachments", mail_with(tmp_path, (name, b"x")), "--out", tmp_path / "ra")
    assert [path.name for path in (tmp_path / "ra").iterdir()] == [saved]
    assert not (tmp_path / "ra" / saved).stat().st_mode & 0o111


def test_one_that_is_too_large_fails_alone(
    docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s.toml").write_text("max_megabytes = 0.1\n", encoding="utf-8")
    monkeypatch.setenv("DOCPROC_SETTINGS", str(tmp_path / "s.toml"))
    path = mail_with(tmp_path, ("small.pdf", b"1"))
    large = mail_with(tmp_path, ("small.pdf", b"1"), ("large.pdf", bytes(101_000)))
    called = docproc("attachments", large, "--out", tmp_path / "ra")
    assert path == large and called.code == 1 and "too large" in called.err


def test_a_file_with_nothing_in_it_says_so(docproc: Docproc, letter: Path, tmp_path: Path) -> None:
    assert docproc("attachments", mail_with(tmp_path), "--out", tmp_path / "ra").code == 0
    assert not (tmp_path / "ra").exists()
    assert docproc("attachments", letter, "--out", tmp_path / "ra").code == 1
