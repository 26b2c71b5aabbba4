"""A process gives up the network, for itself and all that it starts.

No library should want to connect anywhere (docs/dependencies.md says what was found); should one begin to, in its
next version, the kernel refuses. A filter of system calls (seccomp(2)) does it, not a network namespace: a
namespace needs user namespaces, which many systems and most containers forbid, and changes whom files belong to.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import struct
import sys

# The numbers of the kernel's headers for the machines docproc runs on: the architecture (linux/audit.h), the
# system calls `socket` and `seccomp` (asm/unistd.h).
_MACHINES = {"x86_64": (0xC000003E, 41, 317), "aarch64": (0xC00000B7, 198, 277)}
_IO_URING_SETUP = 425  # on all machines; through it sockets can be made without the call `socket`
_X32 = 0x40000000  # system calls of another numbering begin here (x86_64)
# Within the machine: PostgreSQL's socket, LibreOffice's pipe; what asks the kernel for its own state.
_FAMILIES = (socket.AF_UNIX, getattr(socket, "AF_NETLINK", 16))

# linux/bpf_common.h: load a word, jump if equal, jump if greater or equal, end.
_LOAD, _EQUAL, _NOT_LESS, _END = 0x20, 0x15, 0x35, 0x06
# Where linux/seccomp.h has the number of the call, the architecture, the lower half of the first argument.
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000  # the error to answer with is added to the latter
_FILTER = 1  # SECCOMP_SET_MODE_FILTER
_ALL_THREADS, _FULL_SPEED = 1, 4  # SECCOMP_FILTER_FLAG_TSYNC; _SPEC_ALLOW: else older kernels slow the process
_libc = ctypes.CDLL(None)  # loaded here: after a fork, beside other threads, nothing may be loaded
_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS of prctl(2): without it, only root may set a filter


class _Program(ctypes.Structure):
    """struct sock_fprog of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def leave_network() -> bool:
    """From here on no socket but a local one (AF_UNIX) can be made: any other is refused with EACCES.

    It holds for all threads, for every program that is started from here on, and cannot be undone. Gives whether
    the kernel does it: not where there is no Linux 4.17, or another processor than x86-64 and ARM64.
    """
    numbers = _MACHINES.get(os.uname().machine)
    if sys.platform != "linux" or numbers is None:
        return False
    architecture, socket_call, seccomp_call = numbers
    steps = _filter(architecture, socket_call)
    program = _Program(len(steps) // 8, steps)
    if _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    flags = _ALL_THREADS | _FULL_SPEED
    done: int = _libc.syscall(seccomp_call, _FILTER, flags, ctypes.byref(program))
    return done == 0


def is_left() -> bool:
    """Whether this process cannot make a socket that reaches another machine; asks the kernel, sends nothing."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM):
            return False
    except OSError as error:
        return error.errno in (errno.EACCES, errno.EAFNOSUPPORT)  # refused by us, by systemd


def _filter(architecture: int, socket_call: int) -> bytes:
    """The filter as the kernel wants it: 8 bytes a step. Jumps count the steps that are passed over."""
    last = len(_FAMILIES)
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, 5 + last, architecture),  # programs of another numbering: nothing of docproc's
        (_LOAD, 0, 0, _NUMBER),
        (_NOT_LESS, 3 + last, 0, _X32),
        (_EQUAL, 2 + last, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 2 + last, socket_call),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        *((_EQUAL, last - place, 0, family) for place, family in enumerate(_FAMILIES)),
        (_END, 0, 0, _REFUSE | errno.EACCES),
        (_END, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
