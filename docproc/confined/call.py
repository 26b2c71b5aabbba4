"""Work in child processes under limits: one call, or the same work on many things."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from docproc.confined.clock import Clock, is_over, new_clock, set_clock, watch_clock
from docproc.confined.guard import guarded
from docproc.confined.limits import die_with_parent, give_back_memory, limit_memory
from docproc.confined.network import leave_network
from docproc.confined.tree import end_tree, has_grown, held_megabytes, private_megabytes
from docproc.errors import DocprocError, InputError, OutOfMemory, ProcessDied, TookTooLong
from docproc.messages import current_language, set_language

Value = TypeVar("Value")
Thing = TypeVar("Thing")
# Forked, a child need not load again what is loaded here; other systems cannot do that safely.
_CONTEXT = ForkContext() if sys.platform == "linux" else SpawnContext()
_LIMITS = (OutOfMemory, ProcessDied)
_LOOK = 0.1  # seconds between looks at time and memory


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a piece of work may use: memory in megabytes beyond what its process has when it begins, and seconds
    of the processor (docproc.confined.clock), from its beginning and from each time that it calls `clock.allow`.
    """

    megabytes: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer(Generic[Value]):
    """What became of the work: its value, or the error that it, or its end by a limit, raised."""

    value: Value | None = None
    error: Exception | None = None


@dataclass(slots=True)
class _Child(Generic[Thing]):
    process: BaseProcess
    line: Connection
    clock: Clock
    before: float  # megabytes that it held when it began
    at: list[Thing]  # what it is at work on: one thing or none
    is_fresh: bool = True  # whether that is the first thing that it got


def confined(
    work: Callable[..., Value], *arguments: object, allowance: Allowance, path: Path | None = None
) -> Value:
    """`work(*arguments)`, done in a child process. What it gives or raises must be picklable.

    `path` is the file that errors name. Raises what `work` raises, and OutOfMemory, TookTooLong, ProcessDied.
    """
    [(_path, answer)] = answers(partial(_applied, work, arguments), [path], allowance)
    if answer.error is not None:
        raise answer.error
    return cast(Value, answer.value)


def _applied(work: Callable[..., Value], arguments: Sequence[object], _path: Path | None) -> Value:
    return work(*arguments)


def answers(
    work: Callable[[Thing], Value],
    things: Sequence[Thing],
    allowance: Allowance,
    count: int = 1,
    idle: Callable[[], None] = lambda: None,
) -> Iterator[tuple[Thing, Answer[Value]]]:
    """The answer of `work` for each of the things, as it comes; `count` children work at a time.

    A child that dies or passes a limit is replaced, so no thing takes another with it; the error then names the
    thing when that is a path. A thing for which the memory of a child was too small that had worked before gets a
    fresh one. `idle` is called some times a second meanwhile.
    """
    waiting = deque(things)
    children = [_started(work, allowance) for _ in range(min(count, len(things)))]
    try:
        for child in children:
            _hand_over(child, waiting)
        while busy := [child for child in children if child.at]:
            ready = wait([child.line for child in busy], _LOOK)
            idle()
            for child in busy:
                answer = _heard(child) if child.line in ready else _ended_by_limit(child, allowance)
                if answer is None:
                    continue
                thing = child.at.pop()
                again = isinstance(answer.error, _LIMITS) and not child.is_fresh
                if again:  # what it did before may have cost it memory: another child tries
                    waiting.appendleft(thing)
                child.is_fresh = False
                if waiting and (again or _is_used_up(child, allowance)):
                    _dismiss(child)
                    children.remove(child)
                    child = _started(work, allowance)
                    children.append(child)
                _hand_over(child, waiting)
                if not again:
                    yield thing, answer
    finally:
        for child in children:
            _dismiss(child)


def _started(work: Callable[[Thing], Value], allowance: Allowance) -> _Child[Thing]:
    """A child that waits for things to work on."""
    ours, its = _CONTEXT.Pipe()
    clock = new_clock(_CONTEXT)
    life = (work, its, clock, allowance, os.getpid(), current_language())
    process = _CONTEXT.Process(target=_live, args=life, daemon=True)
    process.start()
    its.close()
    return _Child(process, ours, clock, held_megabytes(process.pid or 0), [])


def _live(
    work: Callable[[Thing], Value],
    line: Connection,
    clock: Clock,
    allowance: Allowance,
    parent: int,
    language: str,
) -> None:
    """The life of a child: it answers until it hears that nothing is left."""
    die_with_parent(parent)
    leave_network()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    set_language(language)
    _be_silent()
    limit_memory(private_megabytes() + allowance.megabytes)
    watch_clock(clock)
    with guarded():
        while (things := line.recv()) is not None:
            set_clock(clock, allowance.seconds)
            answer = _answer(work, things[0])
            clock.stop()
            give_back_memory()
            line.send_bytes(_packed(answer, _path(things[0])))


def _be_silent() -> None:
    """Print nothing: what libraries print from C about damaged files is no message for a person."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)
    sys.stdin, sys.stdout, sys.stderr = (open(n, "w" if n else "r", encoding="utf-8") for n in (0, 1, 2))  # noqa: PTH123, SIM115


def _answer(work: Callable[[Thing], Value], thing: Thing) -> Answer[Value]:
    try:
        return Answer(work(thing))
    except MemoryError:
        return Answer(error=OutOfMemory(_path(thing)))
    except Exception as error:
        return Answer(error=error)


def _packed(answer: Answer[Value], path: Path | None) -> bytes:
    """The answer for the line. An error that cannot travel comes as its words, with why it cannot."""
    try:
        return pickle.dumps(answer)
    except MemoryError:
        return pickle.dumps(Answer(error=OutOfMemory(path)))
    except (pickle.PicklingError, TypeError, AttributeError) as why:
        if answer.error is None:
            raise
        return pickle.dumps(Answer(error=_in_words(answer.error, why)))


def _in_words(error: Exception, why: Exception) -> Exception:
    """An error that cannot travel as one that can; `why` it cannot. One of ours keeps its kind."""
    if isinstance(error, DocprocError):
        return type(error)(error.path, **{name: f"{value}" for name, value in error.details.items()})
    return RuntimeError(f"{type(error).__name__}: {error} (only its words could be sent: {why})")


def _hand_over(child: _Child[Thing], waiting: deque[Thing]) -> None:
    if waiting:
        child.at.append(waiting.popleft())
        with suppress(OSError):  # it has died: that is seen when its answer is waited for
            child.line.send(child.at)


def _heard(child: _Child[Any]) -> Answer[Any]:
    """What a child says, or that it says nothing more."""
    try:
        answer: Answer[Any] = pickle.loads(child.line.recv_bytes())
    except (EOFError, OSError):
        _end(child)
        return Answer(error=ProcessDied(_path(child.at[0])))
    return answer


def _ended_by_limit(child: _Child[Any], allowance: Allowance) -> Answer[Any] | None:
    """The answer for a child that has passed a limit, which ends it; None for one that has not."""
    path = _path(child.at[0])
    error: InputError | None = None
    if is_over(child.clock, child.process.pid or 0):
        error = TookTooLong(path)
    elif held_megabytes(child.process.pid or 0) > child.before + allowance.megabytes:
        error = OutOfMemory(path)
    if error is None:
        return None
    _end(child)
    return Answer(error=error)


def _is_used_up(child: _Child[Any], allowance: Allowance) -> bool:
    """Whether a child should get nothing more to work on."""
    return not child.process.is_alive() or has_grown(child.process.pid or 0, allowance.megabytes, child.before)


def _path(thing: object) -> Path | None:
    return thing if isinstance(thing, Path) else None


def _dismiss(child: _Child[Any]) -> None:
    """Let a child that waits go home; one that works is ended."""
    if not child.at and child.process.is_alive():
        with suppress(OSError):
            child.line.send(None)
        child.process.join(1.0)
    _end(child)


def _end(child: _Child[Any]) -> None:
    if child.process.is_alive() and child.process.pid:
        end_tree(child.process.pid)
    child.process.join()
    child.line.close()
