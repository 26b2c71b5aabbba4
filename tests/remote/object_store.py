"""An object store on this machine for the tests: moto on 127.0.0.1, as MinIO stands in an office."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from docproc.remote.connection import connected

BUCKET = "archive"


@contextmanager
def object_store(folder: Path) -> Iterator[dict[str, str]]:
    """A store with the empty buckets `archive` and `results`; gives the environment that reaches it. `folder`
    becomes the home, so that nobody's own keys are found.
    """
    from moto.moto_server.threaded_moto_server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    environment = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "office",
        "AWS_SECRET_ACCESS_KEY": "very-secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": str(folder / "no-config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(folder / "no-credentials"),
    }
    try:
        with reached(environment):
            for bucket in (BUCKET, "results"):
                connected().call_s3("create_bucket", Bucket=bucket)
            yield environment
            empty()
    finally:
        server.stop()


@contextmanager
def reached(environment: Mapping[str, str]) -> Iterator[None]:
    """Within, this process reaches the store of such an environment."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("AWS_", "FSSPEC_"))]:
            patch.delenv(name)
        for name, value in environment.items():
            patch.setenv(name, value)
        connected.cache_clear()
        try:
            yield
        finally:
            connected.cache_clear()


def fill(tree: Path, bucket: str = BUCKET, prefix: str = "2019") -> None:
    """Put the files of a tree into a bucket."""
    for path in sorted(path for path in tree.rglob("*") if path.is_file()):
        put(bucket, f"{prefix}/{path.relative_to(tree)}", path.read_bytes())


def put(bucket: str, key: str, data: bytes) -> None:
    connected().call_s3("put_object", Bucket=bucket, Key=key, Body=data)


def got(bucket: str, key: str) -> bytes:
    found: Any = connected().cat_file(f"{bucket}/{key}")
    return bytes(found)


def keys_in(bucket: str) -> list[str]:
    """All keys of a bucket; a few hundred at most."""
    page = connected().call_s3("list_objects_v2", Bucket=bucket)
    return [one["Key"] for one in page.get("Contents", ())]


def empty() -> None:
    """Remove all objects."""
    for bucket in (BUCKET, "results"):
        for key in keys_in(bucket):
            connected().call_s3("delete_object", Bucket=bucket, Key=key)
