"""An archive read by a Dask cluster: as fast as by plain processes, and the same whatever is killed.

    python benchmarks/cluster.py speed FOLDER --workers 2           # the same files by processes and by a cluster
    python benchmarks/cluster.py kills --letters 3000 --kills 20    # three workers; seed 1

`speed` reads a folder twice with each, by turns, and prints the seconds and the ratio. `kills` reads made-up
letters with three workers of Dask while one of them, or the scheduler, is killed (SIGKILL) and started again at
random moments, and compares every byte of the results with those of an undisturbed run. All on one machine.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent.parent
SAMPLES = HERE / "samples"
RESULTS = ("letters.jsonl", "tasks.jsonl", "failures.jsonl")
# Foremen start processes, which Dask's nannies forbid their workers unless told otherwise.
ENVIRONMENT = os.environ | {
    "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
    "DASK_LOGGING__DISTRIBUTED": "critical",
    "PYTHONPATH": str(HERE),
}
DOCPROC = [sys.executable, "-c", "from docproc.cli.main import run; run()"]


def batch(archive: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    """A batch that has begun."""
    return subprocess.Popen([*DOCPROC, "batch", str(archive), "--out", str(out), *more], env=ENVIRONMENT)


def seconds(archive: Path, *more: str) -> float:
    """The seconds of a whole batch."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        if batch(archive, Path(folder) / "out", *more).wait():
            raise SystemExit("the batch failed")
        return time.perf_counter() - begun


def speed(archive: Path, workers: int) -> None:
    """Print the seconds of a batch by processes and by a cluster, by turns."""
    plain, cluster = [], []
    for _ in range(2):
        plain.append(seconds(archive, "--workers", str(workers)))
        cluster.append(seconds(archive, "--workers", str(workers), "--cluster", "local"))
        print(f"processes {plain[-1]:.1f} s, cluster {cluster[-1]:.1f} s", flush=True)
    print(f"a cluster of {workers} works at {median(plain) / median(cluster):.2f} of the speed of processes")


class Machines:
    """A scheduler and three workers of Dask on this machine, each a process that can be killed."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        for name in ("scheduler", "worker 1", "worker 2", "worker 3"):
            self.begin(name)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def begin(self, name: str) -> None:
        """Start one of them."""
        dask = [sys.executable, "-m", "dask", name.split()[0]]
        if name == "scheduler":
            command = [*dask, "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"]
        else:
            command = [*dask, self.address, "--nthreads", "1", "--memory-limit", "0", "--no-dashboard"]
        self.running[name] = subprocess.Popen(command, env=ENVIRONMENT, start_new_session=True)

    def kill(self, name: str) -> None:
        """Kill one of them with all that it started, and start it again; workers follow a scheduler that goes."""
        gone = self.running[name]
        os.killpg(gone.pid, signal.SIGKILL)
        gone.wait()
        self.begin(name)
        for other, process in list(self.running.items()):
            if process.poll() is not None:
                self.begin(other)

    def end(self) -> None:
        """Kill all of them."""
        for process in self.running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def kills(letters: int, count: int) -> None:
    """Read made-up letters while machines are killed, and compare with an undisturbed run."""
    moments, drawn = random.Random(1), ("worker 1", "worker 2", "worker 3", "scheduler")
    with tempfile.TemporaryDirectory() as folder:
        archive, calm, wild = (Path(folder) / name for name in ("archive", "calm", "wild"))
        archive.mkdir()
        texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.p1.txt"))]
        for number in range(letters):
            (archive / f"{number:05}.txt").write_text(
                f"{texts[number % len(texts)]}\n{number}\n", encoding="utf-8"
            )
        batch(archive, calm).wait()
        machines = Machines()
        running = batch(archive, wild, "--cluster", machines.address)
        done = 0
        while running.poll() is None and done < count:
            time.sleep(moments.uniform(2, 8))
            machines.kill(moments.choice(drawn))
            done += 1
            print(f"{done} killed", flush=True)
        while running.poll() is None:  # who followed the scheduler is started again
            for name, process in list(machines.running.items()):
                if process.poll() is not None:
                    machines.begin(name)
            time.sleep(1)
        machines.end()
        same = all((calm / name).read_bytes() == (wild / name).read_bytes() for name in RESULTS)
        print(f"{letters} letters, {done} killed, exit code {running.returncode}: the same bytes: {same}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="what")
    one = commands.add_parser("speed")
    one.add_argument("folder", type=Path)
    one.add_argument("--workers", type=int, default=2)
    two = commands.add_parser("kills")
    two.add_argument("--letters", type=int, default=3000)
    two.add_argument("--kills", type=int, default=20)
    asked = parser.parse_args()
    if asked.what == "speed":
        speed(asked.folder, asked.workers)
    else:
        kills(asked.letters, asked.kills)


if __name__ == "__main__":
    main()
