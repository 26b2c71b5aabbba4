"""The port at which the desk listens."""

from __future__ import annotations

import errno
import ipaddress
import socket
from typing import Any

from docproc.errors import WrongUse, why
from docproc.messages import mark

_WAITING = 2048  # connections that wait until a process takes them; the kernel may allow fewer


class ListenFault(WrongUse):
    """The desk cannot listen there; nothing was started."""

    reason = mark("the desk cannot listen at {host}, port {port} ({detail})")
    remedy = mark("Choose another address or port: docproc serve --host ADDRESS --port PORT.")


class NoAddress(ListenFault):
    reason = mark("{host} is no address of a computer")
    remedy = mark("Give it in figures: 127.0.0.1 for this computer alone, 0.0.0.0 for all its networks.")


class NotOurAddress(ListenFault):
    reason = mark("{host} is no address of this computer")
    remedy = mark("ip address names its own; 127.0.0.1 is for this computer alone, 0.0.0.0 for all its networks.")


class PortTaken(ListenFault):
    reason = mark("another program listens at port {port} already, perhaps another desk")
    remedy = mark("Stop it, or choose another port: docproc serve --port PORT.")


class PortReserved(ListenFault):
    reason = mark("only the administrator of the computer may open port {port}")
    remedy = mark("Choose one from 1024 on; a reverse proxy may hand on what comes to port 443.")


_KNOWN = {
    errno.EADDRINUSE: PortTaken,
    errno.EADDRNOTAVAIL: NotOurAddress,
    errno.EACCES: PortReserved,
}


def address_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address meant by `host`; no name but `localhost` is looked up. Raises NoAddress."""
    try:
        return ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError as error:
        raise NoAddress(host=host) from error


def listen(host: str, port: int) -> socket.socket:
    """An open port, where connections wait from now on. Raises ListenFault."""
    address = address_of(host)
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        opened = socket.socket(family, socket.SOCK_STREAM)
        try:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # at once after a restart
            opened.bind((str(address), port))
            opened.listen(_WAITING)
        except OSError:
            opened.close()
            raise
    except OSError as error:
        kind = _KNOWN.get(error.errno or 0, ListenFault)
        raise kind(host=host, port=port, detail=why(error)) from error
    return opened


class TakesInTurns(socket.socket):
    """An open port that several processes share, each of which takes one waiting connection at a time.

    asyncio's server takes all that wait at once: of an office that opens its browsers in the morning one process
    would answer everybody, and the others nobody.
    """

    _took = False

    def accept(self) -> tuple[socket.socket, Any]:
        """A connection; right after one BlockingIOError, by which the server goes on to its other work."""
        self._took = not self._took
        if not self._took:
            raise BlockingIOError
        try:
            return super().accept()
        except OSError:
            self._took = False
            raise
