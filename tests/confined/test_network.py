"""A process without a network: itself, its threads, what it starts; and what goes on all the same."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from docproc.confined import network
from docproc.confined.call import Allowance, confined
from docproc.confined.network import is_left, leave_network
from docproc.settings import load_settings
from docproc.workers.order import Order

ALLOWED = Allowance(200, 10)


def refused(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except OSError:
        return True
    return False


def asks() -> list[bool]:
    """Which ways to another machine are refused."""
    families = (socket.AF_INET, socket.AF_INET6, socket.AF_PACKET, socket.AF_VSOCK)
    return [
        refused(lambda family=family: socket.socket(family, socket.SOCK_DGRAM).close()) for family in families
    ]


def asked_by_a_thread() -> bool:
    """A thread that was there before is bound, too."""
    go, found = threading.Event(), []
    thread = threading.Thread(target=lambda: (go.wait(), found.append(is_left())))
    thread.start()
    leave_network()
    go.set()
    thread.join()
    return found == [True]


def asked_by_a_program() -> str:
    """A program that knows nothing of Python: bash opens the connection itself."""
    return subprocess.run(
        ["bash", "-c", "exec 3<>/dev/udp/127.0.0.1/9"], capture_output=True, text=True, check=False
    ).stderr


def asked_by_the_ring() -> int:
    """io_uring_setup(2): sockets could be made through it."""
    return int(network._libc.syscall(425, 8, 0))


def on_this_machine(folder: Path) -> bytes:
    """A word through a socket of this machine, as to PostgreSQL."""
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(folder / "s"))
        server.listen()
        client.connect(str(folder / "s"))
        line, _address = server.accept()
        with line:
            line.sendall(b"word")
        return client.recv(4)


def test_what_reads_files_reaches_no_other_machine() -> None:
    assert confined(asks, allowance=ALLOWED) == [True] * 4
    assert not is_left(), "the process that asked for it keeps its network"


def test_its_threads_and_programs_reach_none_either() -> None:
    assert confined(asked_by_a_thread, allowance=ALLOWED)
    assert "Permission denied" in confined(asked_by_a_program, allowance=ALLOWED)
    assert confined(asked_by_the_ring, allowance=ALLOWED) == -1


def test_names_are_not_looked_up() -> None:
    assert confined(refused, lookup, allowance=ALLOWED)


def lookup() -> object:
    return socket.getaddrinfo("letters.example", 443)


def test_sockets_of_this_machine_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket has to be short
    assert confined(on_this_machine, Path(), allowance=ALLOWED) == b"word"


def test_a_processor_that_is_not_known_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_MACHINES", {})
    assert leave_network() is False and not is_left()


@pytest.mark.parametrize(
    ("url", "local"),
    [
        (None, True),
        ("sqlite:////srv/docproc.sqlite", True),
        ("postgresql+psycopg://docproc@/letters?host=/run/postgresql", True),
        ("postgresql+psycopg://docproc:secret@db.office.lan/letters", False),
        ("postgresql+psycopg://docproc@/letters?host=db.office.lan", False),
        ("postgresql+psycopg://docproc@/letters?host=/run/postgresql&hostaddr=192.0.2.1", False),
        ("postgresql+psycopg://docproc@/letters?host=/run/postgresql&host=db.office.lan", False),
        ("postgresql+psycopg:///letters", False),
    ],
)
def test_workers_keep_the_network_for_a_database_on_another_machine(url: str | None, local: bool) -> None:
    assert Order(Path(), url, load_settings(), "", "en").is_local is local
