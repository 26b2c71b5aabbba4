"""The way into the object store, through fsspec (s3fs), as the office has configured it.

Endpoint and keys come from fsspec's configuration (`~/.config/fsspec/*.json`, `FSSPEC_S3_…`) or from that of AWS
(environment, profile); docproc knows no option for them, and writes them down nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from docproc.address import Address
from docproc.errors import DocprocError
from docproc.remote.faults import (
    AccessDenied,
    NoBucket,
    NoCredentials,
    NoEndpoint,
    ObjectChanged,
    ObjectGone,
    RemoteMissing,
    StoreRefused,
    StoreSilent,
    WrongEndpoint,
)

CONNECT_SECONDS, ANSWER_SECONDS = 10.0, 30.0
TRIES = 2  # of s3fs, with a moment between; the library below tries once
# What endpoints answer that cannot work now, and what they answer to keys that may not (Amazon S3 API Reference,
# "Error responses"; those of MinIO and Ceph are the same).
_BUSY = frozenset(
    {"SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "500", "502", "503", "504"}
)
_CHANGED = frozenset({"PreconditionFailed", "412"})
_ELSEWHERE = ".amazonaws.com"


@cache
def connected() -> Any:
    """The file system of fsspec for the configured store, one a process. Nothing is asked yet.

    Raises RemoteMissing, NoEndpoint, WrongEndpoint, NoCredentials.
    """
    if find_spec("s3fs") is None:
        raise RemoteMissing(program="s3fs", how="pip install 'docproc[remote]'")
    # Without keys the library would ask an address that virtual machines of Amazon have.
    os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
    import fsspec
    from fsspec.config import conf

    own = conf.get("s3", {})
    limits: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": ANSWER_SECONDS,
        "retries": {"max_attempts": 0},
    }
    limits |= own.get("config_kwargs", {})
    system = fsspec.filesystem("s3", use_listings_cache=False, config_kwargs=limits, skip_instance_cache=True)
    system.retries = TRIES
    try:
        with told(None):
            client = system.connect()
    except ValueError as error:  # what botocore says of an address without http://
        raise WrongEndpoint(detail=str(error).removeprefix("Invalid endpoint: ")) from error
    host = urlsplit(client.meta.endpoint_url).hostname or ""
    if f".{host}".endswith(_ELSEWHERE) and not _is_named(own):
        raise NoEndpoint()
    return system


def _is_named(own: Mapping[str, Any]) -> bool:
    """Whether somebody wrote an endpoint down: Amazon's, too, is used only then."""
    named = (own.get("endpoint_url"), own.get("client_kwargs", {}).get("endpoint_url"))
    return any(named) or any(os.environ.get(name) for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"))


@contextmanager
def told(address: Address | None) -> Iterator[None]:
    """What the libraries raise becomes an error with words, which names the address."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except Exception as error:
        broken = type(error).__module__.partition(".")[0] == "aiohttp"  # a connection that broke off
        if broken:
            raise StoreSilent(_shown(address), detail=type(error).__name__) from error
        if not isinstance(error, BotoCoreError | ClientError | OSError) or _is_of_disk(error):
            raise
        raise _fault(error, address) from error


def _is_of_disk(error: Exception) -> bool:
    """Whether the system refused something of this machine's own: no answer of a store, no lost connection."""
    of_network = isinstance(error, TimeoutError | ConnectionError) or error.__cause__ is not None
    return isinstance(error, OSError) and error.errno is not None and not of_network


def _fault(error: Exception, address: Address | None) -> DocprocError:
    from botocore.exceptions import (
        ClientError,
        EndpointConnectionError,
        HTTPClientError,
        NoCredentialsError,
        PartialCredentialsError,
        ProfileNotFound,
    )

    shown = _shown(address)
    cause = error if isinstance(error, ClientError) else error.__cause__
    code = str(cause.response.get("Error", {}).get("Code", "")) if isinstance(cause, ClientError) else ""
    if isinstance(error, NoCredentialsError | PartialCredentialsError | ProfileNotFound):
        return NoCredentials(shown)
    if code == "NoSuchBucket" and address is not None:
        return NoBucket(str(Address(address.bucket)))
    if code in _CHANGED:
        return ObjectChanged(shown)
    silent = (HTTPClientError, EndpointConnectionError, TimeoutError, ConnectionError)
    if code in _BUSY or isinstance(error, silent):
        return StoreSilent(shown, detail=code or type(error).__name__)
    if isinstance(error, FileNotFoundError) and code:
        return ObjectGone(shown)
    if isinstance(error, PermissionError) and code:
        return AccessDenied(shown, detail=code)
    return StoreRefused(shown, detail=code or type(error).__name__)


def _shown(address: Address | None) -> str | None:
    return str(address) if address is not None else None


def ask(address: Address, method: str, **arguments: Any) -> Any:
    """The answer of the store to a call of the S3 API about an address. Raises as `told`, `connected`."""
    system = connected()
    with told(address):
        return system.call_s3(method, **arguments)
