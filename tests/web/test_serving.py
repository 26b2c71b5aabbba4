"""docproc serve as people start it: it answers, watches, replaces what dies and ends in good order."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from desk_people import SAMPLES
from served_desk import ServedDesk, start_desk
from sqlalchemy import func, select

from docproc.cli.main import main
from docproc.intake.watch import AlreadyWatching
from docproc.places import OfficeName
from docproc.settings import load_settings
from docproc.store import Store, open_store
from docproc.store.schema import StoredLetter
from docproc.web.serving import children
from docproc.web.serving.children import Serving, watch_folders
from docproc.web.serving.listener import NoAddress, NotOurAddress, PortTaken, TakesInTurns, listen
from docproc.workers.order import Order


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    """A desk that all networks of this machine reach, with a watched folder."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "inbox").mkdir()
    settings = f'rest_seconds = 0.2\n[[watch]]\nfolder = "{folder / "inbox"}"\n'
    desk = start_desk(folder, "--host", "0.0.0.0", "--processes", "2", settings=settings)
    try:
        desk.wait_until_there()
        yield desk
    finally:
        desk.process.terminate()
        desk.process.wait(30)


def _until(done: Callable[[], bool]) -> bool:
    until = time.monotonic() + 120
    while not done() and time.monotonic() < until:
        time.sleep(0.2)
    return done()


def test_who_looks_after_the_machine_hears_that_the_desk_is_well_and_nothing_else(served: ServedDesk) -> None:
    status, headers, text = served.asked("/healthz")
    assert (status, text) == (200, "ok")
    assert "server" not in {name.lower() for name in headers}


def test_a_desk_that_all_networks_reach_warns_of_passwords_without_https(served: ServedDesk) -> None:
    assert "unprotected unless HTTPS" in served.said()


def test_what_is_dropped_into_the_watched_folder_is_registered_while_the_desk_runs(served: ServedDesk) -> None:
    letter = (SAMPLES / "cong-van-khan.p1.txt").read_bytes()
    (served.folder / "inbox" / "khẩn.txt").write_bytes(letter)
    store = open_store(served.data)
    assert _until(lambda: _letters(store) == 1), served.said()
    store.close()


def _letters(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count(StoredLetter.id))) or 0


@pytest.mark.parametrize(("source", "believed"), [("127.0.0.1", True), ("127.0.0.2", False)])
def test_https_is_believed_of_a_proxy_on_this_machine_only(
    served: ServedDesk, source: str, believed: bool
) -> None:
    headers = {"X-Forwarded-Proto": "https", "Content-Type": "application/x-www-form-urlencoded"}
    status, answered, _text = served.asked("/language", "POST", "lang=en", headers, source)
    assert status == 303
    assert ("secure" in answered["set-cookie"].lower()) == believed


def test_a_process_that_dies_is_replaced_and_told_of(served: ServedDesk) -> None:
    before = served.children()
    assert len(before) == 3
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert _until(lambda: len(set(served.children()) - set(before)) == 3)
    served.wait_until_there()
    roles = [event["role"] for event in served.events("desk_process_died")]
    assert sorted(map(str, roles)) == ["answering", "answering", "watching"]


def test_the_word_to_stop_ends_the_desk_in_good_order(tmp_path: Path) -> None:
    desk = start_desk(tmp_path, "--processes", "1")
    desk.wait_until_there()
    started = desk.children()
    desk.process.send_signal(signal.SIGTERM)
    assert desk.process.wait(30) == 0
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []


def test_a_port_that_is_taken_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken):
            listen("127.0.0.1", port)
        assert main(["serve", "--data", str(tmp_path / "data"), "--port", str(port)]) == 2
    assert str(port) in capsys.readouterr().err


def test_of_waiting_connections_one_is_taken_at_a_time() -> None:
    """The server takes as many as it gets before it does anything else: the others are for other processes."""
    with TakesInTurns(fileno=listen("127.0.0.1", 0).detach()) as shared, ExitStack() as opened:
        shared.setblocking(False)
        there = [opened.enter_context(socket.create_connection(shared.getsockname())) for _ in range(3)]
        taken = []
        for _ in there:
            taken.append(opened.enter_context(shared.accept()[0]).getpeername())
            with pytest.raises(BlockingIOError):
                shared.accept()
        assert sorted(taken) == sorted(one.getsockname() for one in there)
        for _ in range(2):
            with pytest.raises(BlockingIOError):
                shared.accept()
        opened.enter_context(socket.create_connection(shared.getsockname()))
        shared.accept()[0].close()


def test_an_address_of_another_computer_is_refused() -> None:
    with pytest.raises(NotOurAddress):
        listen("192.0.2.1", 8040)


def test_no_name_is_looked_up() -> None:
    with pytest.raises(NoAddress):
        listen("desk.example", 8040)


def test_a_second_watcher_waits_until_the_first_one_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def taken_at_first(_serving: Serving, stop) -> None:  # type: ignore[no-untyped-def]
        tried.append("tried")
        if len(tried) == 1:
            raise AlreadyWatching("data")
        stop.set()

    monkeypatch.setattr(children, "_watch", taken_at_first)
    monkeypatch.setattr(children, "_LOOKS_AGAIN", 0.01)
    for name in ("die_with_parent", "set_language", "set_up_logs"):  # they would change the process of the tests
        monkeypatch.setattr(children, name, lambda *_given: None)
    monkeypatch.setattr(children, "stop_on_signals", threading.Event)
    order = Order(Path("/nowhere"), None, load_settings(), "docproc", "vi")
    watch_folders(Serving(order, OfficeName(), (), readers=1, answering=1), parent=0)
    assert len(tried) == 2
