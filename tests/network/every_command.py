"""Runs every command of docproc once, on letters that would like something from the network; to be traced.

    python every_command.py FOLDER

FOLDER holds `in/` (see inputs.py) and gets what the commands write. Prints a line of JSON at the end: the names
of the commands and their exit codes.
"""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path

import docproc.pipeline  # noqa: F401  loaded once, for all the children that are forked
from docproc.cli.main import main
from docproc.libreoffice import libreoffice

OFFICE = ("--office", "Hạt Kiểm lâm huyện")
PORT = 18040
_LOADS = 180.0  # seconds in which a desk is surely there, under strace too


def commands(inputs: Path, out: Path) -> list[list[str | Path]]:
    """The arguments of all runs, in an order in which each finds what it needs."""
    letters, store = out / "letters", ("--data", out / "store")
    texts = [inputs / "letter.txt", inputs / "conclusion.txt"]
    written, pdf = ([inputs / "linked.rtf"], ["--pdf"]) if libreoffice() else ([], [])
    drafts = ("reply", "answer", "plan", "slip")
    return [
        ["process", inputs / "scan.png", *texts, "--out", letters, "--text", "--pdf", "--jobs", "1"],
        ["process", inputs / "signed.pdf", *written, "--ocr", "never", "--jobs", "1"],
        ["read", inputs / "letter.txt", "--out", out / "read"],
        ["split", inputs / "two.txt", "--out", out / "split"],
        ["attachments", inputs / "mail.eml", "--out", out / "attachments"],
        ["repair", inputs / "damaged.txt"],
        ["explain", "Giao Sở Y tế báo cáo trước ngày 20/10/2023."],
        ["batch", inputs / "archive", "--out", out / "archive", "--workers", "1"],
        ["batch", inputs / "archive", "--plan", "--workers", "1"],
        ["batch", inputs / "archive", "--into-register", "--data", out / "archived", "--workers", "1"],
        ["watch", inputs / "inbox", *store, "--once", "--workers", "1"],
        ["list", *store],
        ["search", "rung", *store],
        ["show", "1", *store],
        ["retry", *store],
        ["backup", out / "backups", *store],
        ["restore", "BACKUP", "--data", out / "restored"],
        ["evaluate", inputs / "gold", "--jobs", "1"],
        ["doctor"],
        *(["report", kind, letters / "letter.json", *OFFICE, "--out", out / f"{kind}.docx"] for kind in drafts),
        ["report", "conclusion", letters / "conclusion.json", *OFFICE, "--out", out / "c.docx", *pdf],
        ["report", "reminder", *store, *OFFICE, "--on", "2030-01-01", "--out", out / "reminder.docx"],
        ["report", "init", out / "templates"],
        *(["export", kind, *store, *OFFICE, "--out", out / f"{kind}.xlsx"] for kind in ("register", "tasks")),
        ["export", "ics", *store, *OFFICE, "--out", out / "all.ics"],
        ["import", "tasks", out / "tasks.xlsx", *store, "--who", "lan"],
        ["due", *store],
        ["task", "1", "done", "--reply", "15/BC-UBND", *store, "--who", "lan"],
        ["correct", "1", "tasks[0].lead", "Sở Y tế; UBND các xã", *store, "--who", "lan"],
        ["tasks", "1", "add", "Báo cáo kết quả", *store, "--who", "lan"],
        ["export", "corrected", out / "corrected", *store],
        ["export", "archive", out / "archive"],
        ["void", "1", "--why", "gửi nhầm", *store, "--who", "lan"],
        ["export", "edxml", *store, "--out", out / "edxml"],
        ["export", "searchable", *store, "--out", out / "searchable"],
        ["export", "nd30", *store, "--out", out / "nd30.csv"],
        [
            "serve",
            *store,
            "--port",
            str(PORT),
            "--processes",
            "1",
        ],  # nobody can log in yet
        ["user", "add", "minh", *store],
        ["user", "password", "minh", *store],
        ["user", "role", "minh", "officer", *store],
        ["user", "unit", "minh", "--none", *store],
        ["user", "list", *store],
        ["user", "retire", "minh", *store],
        ["user", "return", "minh", *store],
        ["train", "language", inputs / "texts", "--out", out / "language"],
        ["train", "confusion", inputs / "texts", "--out", out / "confusion", "--pages", "1"],
        ["train", "extraction", inputs / "marked", "--out", out / "extraction", "--jobs", "1"],
    ]


def run(folder: Path) -> None:
    done = []
    for arguments in commands(folder / "in", folder / "out"):
        if arguments[1:2] == ["BACKUP"]:
            arguments[1] = next((folder / "out" / "backups").iterdir())
        name = " ".join(str(argument) for argument in arguments[: 2 if arguments[0] in _GROUPS else 1])
        _mark(name)
        visited: list[bool] = []
        if name == "user password":
            sys.stdin = io.StringIO("mật khẩu để thử\n")
        if name == "serve":
            threading.Thread(target=visit_and_end, args=(visited,)).start()
        code = int(main([str(argument) for argument in arguments]))
        done.append((name, 1 if name == "serve" and not visited else code))
    _mark("the end")
    print("\n" + json.dumps(done))


def visit_and_end(visited: list[bool]) -> None:
    """Look at the desk as a browser does, note that it answered, then end it."""
    until = time.monotonic() + _LOADS
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", PORT), timeout=_LOADS) as asked:
                asked.sendall(b"GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if asked.recv(100).startswith(b"HTTP/1.1 303"):  # to the first start
                    visited.append(True)
                    break
        except OSError:
            time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGTERM)


_GROUPS = ("report", "export", "import", "train", "user")


def _mark(name: str) -> None:
    """Let the trace say which command begins: a name that is looked for and is not there."""
    os.access(f"/command/{name}", os.F_OK)


if __name__ == "__main__":
    run(Path(sys.argv[1]))
