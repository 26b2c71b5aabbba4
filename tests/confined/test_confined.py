"""Work in children: their answers, their limits, and that nothing of them outlives its parent."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from docproc.confined.call import Allowance, Answer, answers, confined
from docproc.confined.clock import allow
from docproc.confined.limits import give_back_memory
from docproc.confined.temporary import run_folder
from docproc.confined.tree import began
from docproc.errors import EmptyFile, OutOfMemory, ProcessDied, TemplateFault, TookTooLong

ENOUGH = Allowance(megabytes=200, seconds=20)


def fill(megabytes: int) -> int:
    return len(bytearray(megabytes * 1_000_000))


def crash() -> None:
    os.kill(os.getpid(), signal.SIGTRAP)  # SIGSEGV would make pytest print where


def empty(path: Path) -> None:
    raise EmptyFile(path)


def sleep(seconds: float) -> str:
    time.sleep(seconds)
    return "done"


def compute_in_pieces(pieces: int, seconds: float) -> str:
    for _ in range(pieces):
        allow(2 * seconds)
        compute(seconds)
    return "done"


def children_that_fill(megabytes: int) -> None:
    program = f"import time; x = b'x' * ({megabytes} * 10**6); time.sleep(20)"
    processes = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(2)]
    for process in processes:
        process.wait()


def test_the_value_comes_back() -> None:
    assert confined(fill, 1, allowance=ENOUGH) == 1_000_000


def test_an_error_comes_back_with_its_details(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile, match=str(tmp_path)):
        confined(empty, tmp_path, allowance=ENOUGH)


def test_an_error_that_cannot_travel_comes_as_its_words() -> None:
    def unpicklable() -> None:
        error = ValueError("an accident")
        error.lock = open(os.devnull)  # type: ignore[attr-defined]  # noqa: PTH123, SIM115
        raise error

    with pytest.raises(
        RuntimeError, match=r"ValueError: an accident \(only its words could be sent: .*TextIOWrapper"
    ):
        confined(unpicklable, allowance=ENOUGH)


def test_an_error_of_ours_keeps_its_kind_when_a_detail_cannot_travel(tmp_path: Path) -> None:
    """What a library says of a mistake may hold more than words: the log of a parser of XML, say."""

    class Said(str):
        __slots__ = ("log",)

    def faulty() -> None:
        said = Said("a mistake")
        said.log = open(os.devnull)  # noqa: PTH123, SIM115
        raise TemplateFault(tmp_path, detail=said)

    with pytest.raises(TemplateFault, match="a mistake"):
        confined(faulty, allowance=ENOUGH)


def test_more_memory_than_allowed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutOfMemory, match=str(tmp_path)):
        confined(fill, 400, allowance=ENOUGH, path=tmp_path)


def test_what_a_child_starts_counts_with_it() -> None:
    with pytest.raises(OutOfMemory):
        confined(children_that_fill, 160, allowance=ENOUGH)


def fork_and_wait(megabytes: int) -> str:
    """Hold so much and have a child that has no memory but this one's, as every program that starts another."""
    held = b"x" * (megabytes * 1_000_000)
    pid = os.fork()
    if pid == 0:
        time.sleep(0.6)
        os._exit(0)
    os.waitpid(pid, 0)
    return f"{len(held)}"


def test_memory_that_a_starting_program_shares_counts_once() -> None:
    assert confined(fork_and_wait, 150, allowance=ENOUGH) == "150000000"


def compute(seconds: float) -> str:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return "done"


def test_work_that_takes_too_long_is_ended() -> None:
    with pytest.raises(TookTooLong):
        confined(compute, 60, allowance=Allowance(200, 0.3))


def test_time_of_what_a_child_starts_counts_with_it() -> None:
    with pytest.raises(TookTooLong):
        confined(subprocess.run, ["sh", "-c", "while :; do :; done"], allowance=Allowance(200, 0.3))


def test_a_busy_machine_fails_nothing() -> None:
    assert confined(sleep, 1.0, allowance=Allowance(200, 0.4)) == "done"


def test_work_that_waits_for_ever_is_ended() -> None:
    began_at = time.monotonic()
    with pytest.raises(TookTooLong):
        confined(time.sleep, 60, allowance=Allowance(200, 0.2))
    assert time.monotonic() - began_at < 20


def test_time_counts_anew_with_each_piece() -> None:
    assert confined(compute_in_pieces, 4, 0.3, allowance=Allowance(200, 0.6)) == "done"


def test_a_crash_is_named() -> None:
    with pytest.raises(ProcessDied):
        confined(crash, allowance=ENOUGH)


def _by_name(path: Path) -> str:
    if path.name == "crashes":
        crash()
    if path.name == "endless":
        time.sleep(60)
    return path.name


def test_a_child_that_is_lost_takes_no_other_work_with_it() -> None:
    things = [Path(name) for name in ("a", "crashes", "b", "endless", "c", "d")]
    found: dict[str, Answer[str]] = {
        path.name: answer for path, answer in answers(_by_name, things, Allowance(200, 0.5), count=2)
    }
    assert sorted(found) == ["a", "b", "c", "crashes", "d", "endless"]
    assert [found[name].value for name in "abcd"] == list("abcd")
    assert isinstance(found["crashes"].error, ProcessDied)
    assert isinstance(found["endless"].error, TookTooLong)


def test_libraries_do_not_speak_to_the_person(capfd: pytest.CaptureFixture[str]) -> None:
    confined(os.write, 2, b"TIFFReadDirectory: Warning\n", allowance=ENOUGH)
    confined(print, "a word", allowance=ENOUGH)
    assert capfd.readouterr() == ("", "")


_PROGRAM = """
import subprocess, sys
from docproc.confined.call import Allowance, confined

def work(place):
    children = [subprocess.Popen(["sleep", "60"]), subprocess.Popen(["sleep", "61"])]
    with open(place, "w") as file:
        print(*(child.pid for child in children), file=file)
    children[0].wait()

confined(work, sys.argv[1], allowance=Allowance(200, 60))
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_outlives_a_killed_parent(tmp_path: Path, number: signal.Signals) -> None:
    place = tmp_path / "pids"
    parent = subprocess.Popen([sys.executable, "-c", _PROGRAM, str(place)])
    pids = _wait_for(lambda: [int(pid) for pid in place.read_text().split()] if place.exists() else [])
    assert all(map(began, pids))
    parent.send_signal(number)
    parent.wait()
    assert _wait_for(lambda: not any(map(began, pids)))


def _wait_for(look: object, seconds: float = 10) -> object:
    until = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < until:  # type: ignore[operator]
        time.sleep(0.02)
    return found


def test_passing_files_of_a_run_go_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with run_folder():
        Path(tempfile.mkdtemp()).joinpath("page.bmp").touch()
        assert confined(tempfile.gettempdir, allowance=ENOUGH).startswith(str(tmp_path / "docproc-run-"))
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


def test_passing_files_of_a_killed_run_go_when_the_next_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for name in ("docproc-run-999999999-12-a", f"docproc-run-{os.getpid()}-1-a", "docproc-other", "photo"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.bmp").touch()
    with run_folder():
        left = {path.name for path in tmp_path.iterdir() if began(os.getpid()) not in path.name}
    assert left == {"docproc-other", "photo"}


def _name_of_process(path: Path) -> int:
    if path.name.startswith("keeps"):
        _KEPT.append(b"x" * 180_000_000)
    return os.getpid()


_KEPT: list[bytes] = []


def test_a_child_that_has_grown_makes_room_for_a_fresh_one() -> None:
    gc.collect()
    give_back_memory()  # a child would give back what other tests have left in this process
    things = [Path(name) for name in ("a", "b", "keeps", "c")]
    pids = {path.name: answer.value for path, answer in answers(_name_of_process, things, ENOUGH)}
    assert pids["a"] == pids["b"] == pids["keeps"] != pids["c"]


def _fill_twice(path: Path) -> str:
    _KEPT.append(b"x" * 110_000_000)
    return path.name


def test_what_a_child_kept_from_before_fails_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docproc.confined.call.has_grown", lambda pid, megabytes, before: False)
    found = [answer.value for _, answer in answers(_fill_twice, [Path("a"), Path("b"), Path("c")], ENOUGH)]
    assert found == ["a", "b", "c"]
