"""What a program and all that it starts ask of the system, through strace(1)."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

# Calls that reach the network or make a file; --seccomp-bpf leaves all others at full speed. With it, calls that
# leave_network() refuses are not seen; what looks up a name before shows.
_CALLS = "network,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,symlink,symlinkat,link,linkat,access"
_OPTIONS = ("-f", "-qq", "--seccomp-bpf", "-y", "-s", "300", "-e", f"trace={_CALLS}", "-e", "signal=none")

# What reaches out: an address of the internet; a stream to it; a name that is looked up, which reads these files,
# and where there is nscd asks it for hosts. A socket alone does not: urllib3 makes one to see whether IPv6 works.
_ASKS = re.compile(
    r"""^(?:connect|send\w+)\(.*sa_family=AF_INET
      | ^socket\(AF_INET,\ SOCK_STREAM
      | ^open(?:at)?\(.*"/etc/(?:resolv\.conf|hosts|host\.conf)"
      | ^send\w+\(.*nscd.*hosts""",
    re.X,
)
# What the desk may do: open its port, and be visited from this machine. A socket that the kernel refused is none.
_DESK = re.compile(r"^socket\(AF_INET, SOCK_STREAM.*= \d+<|^connect\(.*inet_addr\(\"127\.0\.0\.1\"\)")
_MADE = re.compile(
    r"""^(?:open|openat|creat)\(.*(?:O_CREAT|^creat).*\ =\ \d+<(?P<opened>[^>]*)>$
      | ^(?:mkdir|rename|symlink|link)\w*\(.*"(?P<named>/[^"]*)"[^"]*\)\ *=\ 0$""",
    re.X,
)
_MARK = re.compile(r'^access\("/command/([^"]*)"')


def can_trace() -> bool:
    """Whether strace is there and may be used: some containers forbid it."""
    program = shutil.which("strace")
    return (
        program is not None
        and not subprocess.run(
            [program, *_OPTIONS, "-o", "/dev/null", "true"], capture_output=True, check=False
        ).returncode
    )


def traced(command: list[str], trace: Path, folder: Path, environment: Mapping[str, str]) -> str:
    """Run a command in `folder` under strace, which writes `trace`; gives what it said on standard output."""
    done = subprocess.run(
        ["strace", *_OPTIONS, "-o", str(trace), *command],
        cwd=folder,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def asked(trace: Path) -> list[tuple[str, str]]:
    """The calls by which something was asked of the network, each with the command at work."""
    return [
        (command, call)
        for command, call in _calls(trace)
        if _ASKS.search(call) and not (command == "serve" and _DESK.search(call))
    ]


def made_outside(trace: Path, folders: tuple[str, ...]) -> list[tuple[str, str]]:
    """The files and folders that were made elsewhere than in `folders`, each with the command at work."""
    found = []
    for command, call in _calls(trace):
        made = _MADE.search(call)
        path = made and (made["opened"] or made["named"])
        if path and not path.startswith(folders):
            found.append((command, path))
    return found


def _calls(trace: Path) -> Iterator[tuple[str, str]]:
    """The calls of all processes in order, whole: strace breaks one in two where another comes between."""
    command, begun = "", {}
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        process, _, call = line.partition(" ")
        call = call.strip()
        if mark := _MARK.match(call):
            command = mark[1]
        elif call.endswith("<unfinished ...>"):
            begun[process] = call.removesuffix("<unfinished ...>")
        elif resumed := re.match(r"<\.\.\. \w+ resumed>(.*)", call):
            yield command, begun.pop(process, "") + resumed[1]
        else:
            yield command, call
