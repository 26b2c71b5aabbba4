"""The same work on several machines: Dask.distributed puts a foreman on each, who tends its workers.

The ledger is the truth. What travels is an Order; a foreman opens the ledger that it names and is, on its
machine, the same executor as everywhere (`executors.Processes`), with its limits of memory and time. What a
machine that goes loses are leases, which run out, and Dask finds another place for a foreman when it comes back.
Dask is optional (the extra `cluster`): its scheduler and workers are started by whoever keeps the machines
(docs/operations.md).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import structlog

from docproc.errors import DocprocError, MissingProgram
from docproc.messages import mark
from docproc.remote.objects import check_source
from docproc.store import jobs
from docproc.store.database import Store
from docproc.workers.executors import Processes
from docproc.workers.order import LOCAL, Order, engine_version
from docproc.workers.taker import is_dead

log = structlog.get_logger(__name__)
_LOOK = 1.0  # seconds between looks at the machines, and between those of a foreman at the word to stop
_TEND = 0.2  # seconds between what a foreman does
_CONNECT = 20.0  # seconds for a scheduler to answer, when it is asked first
_GRACE = 15.0  # seconds for foremen to end
# Workers that Dask's nannies watch must be allowed to start processes of their own; to look every 10 ms what
# their threads do would cost a twelfth of a core each.
_SETTINGS = {
    "distributed.worker.daemon": False,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.comm.timeouts.connect": _CONNECT,
}
_AGAIN = 10.0  # seconds before a machine that could not work is tried again


class ClusterMissing(MissingProgram):
    remedy = mark("Install it: {how}; or leave out --cluster.")


class NoScheduler(DocprocError):
    reason = mark("no scheduler of Dask answers at {address} ({detail})")
    remedy = mark("Start one there with: dask scheduler. Else use --cluster local.")


class OtherVersion(DocprocError):
    reason = mark("the machine {machine} has another docproc or other rules ({there}; here {here})")
    remedy = mark("Install the same there; until then the other machines do the work.")


class NotOnMachine(DocprocError):
    reason = mark("the machine {machine} does not see {folder}")
    remedy = mark("Mount the folder there under the same path.")


class NoStoreOnMachine(DocprocError):
    reason = mark("the machine {machine} does not reach the object store ({detail})")
    remedy = mark("Install docproc[remote] there, and configure endpoint and keys as on this machine.")


def _check_installed() -> None:
    if find_spec("distributed") is None:
        raise ClusterMissing(program="Dask.distributed", how="pip install 'docproc[cluster]'")


@dataclass
class Cluster:
    """Foremen on the machines of a Dask cluster; see Executor.

    `address`: that of its scheduler, or `local` for a cluster of `count` workers on this machine. `tell` hears in
    words what keeps a machine from working, each once.
    """

    store: Store
    order: Order
    address: str
    count: int
    tell: Callable[[str], None] = lambda words: None
    client: Any = None
    foremen: dict[str, Any] = field(default_factory=dict)
    resting: bool = False
    _word: str = field(default_factory=lambda: f"docproc-stop-{uuid4().hex}")
    _looked: float = 0.0
    _renewed: float = 0.0
    _not_before: dict[str, float] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)
    _held: Any = None

    def start(self) -> None:
        """Connect to the scheduler. Raises NoScheduler, ClusterMissing."""
        _check_installed()
        self._take_over()
        self._held = _opened(self.address, self.count)
        self.client = self._held.__enter__()

    def rest(self, resting: bool) -> None:
        if resting and not self.resting:
            self._tell_to_stop()
        self.resting = resting

    def tend(self) -> None:
        now = time.monotonic()
        if now - self._renewed > self.order.patience.lease_seconds / 4:
            self._take_over()
            self._renewed = now
        if now - self._looked < _LOOK:
            return
        self._looked = now
        try:
            machines = self.client.nthreads()
            self._hear(machines)
            if not self.resting:
                self._place(machines, now)
        except (OSError, TimeoutError) as error:  # the scheduler is away; its machines' leases run out meanwhile
            log.warning("scheduler_away", why=type(error).__name__)
            self.foremen.clear()

    def stop(self) -> None:
        if self.client is None:
            return
        self._tell_to_stop()
        from distributed import wait

        with suppress(OSError, TimeoutError):
            wait(list(self.foremen.values()), timeout=_GRACE)
        self._held.__exit__(None, None, None)
        self.client = None
        self._take_over()

    def _hear(self, machines: dict[str, int]) -> None:
        """Take note of foremen that have ended: with their machine, or because they cannot work there."""
        for machine, foreman in list(self.foremen.items()):
            if machine in machines and not foreman.done():
                continue
            del self.foremen[machine]
            foreman.cancel()  # Dask would hand the task of a machine that went to nobody else, and wait
            error = foreman.exception() if foreman.status == "error" else None
            if isinstance(error, DocprocError):
                self._not_before[machine] = time.monotonic() + _AGAIN
                if error.message() not in self._told:
                    self._told.add(error.message())
                    self.tell(error.message())
                    log.warning("machine_cannot_work", machine=machine, why=type(error).__name__)
            elif foreman.status != "finished":  # told to rest, it ends by itself
                self._renewed = 0.0  # what it held may be anybody's at once
                log.warning("foreman_lost", machine=machine, why=type(error).__name__)

    def _place(self, machines: dict[str, int], now: float) -> None:
        """A foreman on each machine that has none; of Dask's workers each counts as a machine."""
        for machine, threads in machines.items():
            if machine in self.foremen or now < self._not_before.get(machine, 0.0):
                continue
            self.foremen[machine] = self.client.submit(
                oversee,
                self.order,
                threads,
                self._word,
                key=f"docproc-{uuid4().hex}",
                workers=[machine],
                allow_other_workers=False,
                retries=0,
                pure=False,
            )

    def _tell_to_stop(self) -> None:
        from distributed import Event

        with suppress(OSError, TimeoutError):
            Event(self._word, client=self.client).set()
        self._word = f"docproc-stop-{uuid4().hex}"  # whoever is placed later hears another word

    def _take_over(self) -> None:
        gone = self.store.write(lambda session: jobs.take_over(session, self.order.patience, is_dead))
        if gone:
            log.warning("jobs_taken_over", count=gone)


def oversee(order: Order, count: int, word: str) -> None:
    """The foreman of a machine: tends `count` workers until `word` (an event of Dask) tells to stop.

    Runs in a worker of Dask. Raises OtherVersion, NotOnMachine, NoStoreOnMachine, StoreFault, MissingProgram.
    """
    from distributed import Event, get_worker

    machine = get_worker().address
    if engine_version() != order.engine:
        raise OtherVersion(machine=machine, there=engine_version(), here=order.engine)
    _check_store(order, machine)
    with _folder_here(order, machine) as own:
        _oversee(own, count, Event(word))


def _check_store(order: Order, machine: str) -> None:
    """See that this machine, too, reaches the object store of an archive. Raises NoStoreOnMachine."""
    if order.source is None:
        return
    try:
        check_source(order.source)
    except DocprocError as error:
        raise NoStoreOnMachine(machine=machine, detail=error.cause()) from error


@contextmanager
def _folder_here(order: Order, machine: str) -> Iterator[Order]:
    """The order with a folder that this machine has: the one that others see, too, or, where none is needed, a
    passing one. Raises NotOnMachine.
    """
    if order.data.is_dir():
        yield order
    elif order.needs_folder:
        raise NotOnMachine(machine=machine, folder=order.data)
    else:
        with TemporaryDirectory(prefix="docproc-") as passing:
            yield replace(order, data=Path(passing))


def _oversee(order: Order, count: int, told: Any) -> None:
    store = order.open()
    try:
        executor = Processes(store, order, count)
        executor.start()
        try:
            while not told.is_set():
                until = time.monotonic() + _LOOK
                while time.monotonic() < until:
                    executor.tend()
                    time.sleep(_TEND)
        finally:
            executor.stop()
    finally:
        store.close()


@contextmanager
def _opened(address: str, count: int) -> Iterator[Any]:
    """A client of the scheduler, or of a cluster of this machine's own. Raises NoScheduler."""
    import dask
    from distributed import Client, LocalCluster

    with dask.config.set(_SETTINGS):
        if address == LOCAL:
            local = LocalCluster(
                n_workers=count,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                memory_limit=0,
                silence_logs="ERROR",
            )
            with local, Client(local) as client:
                yield client
            return
        try:
            client = Client(address, timeout=_CONNECT)
        except (OSError, TimeoutError, ValueError) as error:
            raise NoScheduler(address=address, detail=type(error).__name__) from error
        with client:
            yield client
