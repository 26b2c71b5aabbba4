"""Objects of a store on this machine: listed, read, written, and what goes wrong."""

from __future__ import annotations

import errno
import gc
import hashlib
import socket
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from docproc.address import Address
from docproc.remote import connection, objects
from docproc.remote.connection import connected, told
from docproc.remote.faults import (
    AccessDenied,
    NoBucket,
    NoCredentials,
    NoEndpoint,
    NothingBelow,
    ObjectChanged,
    ObjectGone,
    RemoteMissing,
    StoreRefused,
    StoreSilent,
    WrongEndpoint,
)
from docproc.remote.objects import check_source, check_target, objects_below, put_file, read_object
from tests.remote.object_store import BUCKET, got, keys_in, object_store, put, reached

ROOT = Address(BUCKET, "2019")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with object_store(tmp_path_factory.mktemp("home")) as environment:
        yield environment


@pytest.fixture
def store(server: dict[str, str]) -> Iterator[dict[str, str]]:
    """The store, empty."""
    for bucket in (BUCKET, "results"):
        for key in keys_in(bucket):
            connected().call_s3("delete_object", Bucket=bucket, Key=key)
    yield server


@pytest.mark.usefixtures("store")
def test_objects_come_in_the_order_of_their_keys_page_after_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "_PAGE", 2)
    names = ["a b.txt", "a.txt", "a/b.txt", "giấy mời 50%.pdf", "x+y&z?.pdf", "z.txt"]
    for name in reversed(names):
        put(BUCKET, f"2019/{name}", name.encode())
    put(BUCKET, "2019.txt", b"beside it")
    found = list(objects_below(ROOT))
    assert [one.key for one in found] == [f"2019/{name}" for name in names]
    assert [one.size for one in found] == [len(name.encode()) for name in names]
    assert [one.key for one in objects_below(ROOT, after="2019/a/b.txt")] == [one.key for one in found[3:]]


def test_a_bucket_of_any_size_is_listed_in_flat_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime.now(UTC)

    def page(address: Address, method: str, StartAfter: str = "", **more: Any) -> dict[str, Any]:
        first = int(StartAfter or -1) + 1
        keys = [f"{number:08}" for number in range(first, first + 1000)]
        found = [{"Key": key, "Size": 1, "LastModified": moment, "ETag": key} for key in keys]
        return {"Contents": found, "IsTruncated": True}

    monkeypatch.setattr(objects, "ask", page)
    gc.collect()
    tracemalloc.start()
    try:
        found = objects_below(Address(BUCKET))
        peaks = []
        for last in (4_999, 94_999):
            assert next(islice(found, last, None)).key
            peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    assert next(found).key == "00100000"
    assert peaks[1] < 1.5 * peaks[0], "that of five pages, or of a hundred"


def test_a_store_that_goes_in_circles_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    same = {"Contents": [{"Key": "a", "Size": 1, "LastModified": datetime.now(UTC)}], "IsTruncated": True}
    monkeypatch.setattr(objects, "ask", lambda address, method, **more: same)
    with pytest.raises(StoreRefused):
        list(objects_below(Address(BUCKET)))


@pytest.mark.usefixtures("store")
def test_an_object_is_read_in_pieces_with_its_hash() -> None:
    data = bytes(range(256)) * 10_000
    put(BUCKET, "2019/a.bin", data)
    pieces: list[bytes] = []
    content = read_object(ROOT.below("a.bin"), len(data), write=pieces.append)
    assert b"".join(pieces) == data
    assert (content.sha256, content.size) == (hashlib.sha256(data).hexdigest(), len(data))


@pytest.mark.usefixtures("store")
def test_an_object_that_was_replaced_is_not_read_as_the_one_that_was_listed() -> None:
    put(BUCKET, "2019/a.txt", b"before")
    [listed] = objects_below(ROOT)
    put(BUCKET, "2019/a.txt", b"behind")
    with pytest.raises(ObjectChanged, match=r"s3://archive/2019/a\.txt"):
        read_object(ROOT.below("a.txt"), listed.size, listed.etag)


@pytest.mark.usefixtures("store")
def test_no_more_bytes_are_taken_than_an_object_had_when_it_was_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "_PIECE", 10)
    put(BUCKET, "2019/a.txt", b"x" * 1000)
    pieces: list[bytes] = []
    with pytest.raises(ObjectChanged):
        read_object(ROOT.below("a.txt"), 25, write=pieces.append)
    assert sum(map(len, pieces)) <= 25


@pytest.mark.usefixtures("store")
def test_a_full_disk_is_no_fault_of_the_store() -> None:
    put(BUCKET, "2019/a.txt", b"x")

    def write(piece: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        read_object(ROOT.below("a.txt"), 1, write=write)


def test_a_connection_that_breaks_off_is_silence() -> None:
    from aiohttp import ClientOSError

    with pytest.raises(StoreSilent, match="ClientOSError"), told(ROOT):
        raise ClientOSError(errno.ECONNRESET, "Connection reset by peer")


@pytest.mark.usefixtures("store")
def test_an_object_that_has_gone_is_told() -> None:
    with pytest.raises(ObjectGone, match="not there any more"):
        read_object(ROOT.below("a.txt"), 1)


@pytest.mark.usefixtures("store")
def test_a_bucket_that_is_not_there_is_told() -> None:
    with pytest.raises(NoBucket, match="s3://elsewhere"):
        check_source(Address("elsewhere", "2019"))
    with pytest.raises(NoBucket):
        check_target(Address("elsewhere", "2019"))


@pytest.mark.usefixtures("store")
def test_an_address_below_which_nothing_lies_is_told() -> None:
    put(BUCKET, "2019.txt", b"x")
    with pytest.raises(NothingBelow, match="s3://archive/2019"):
        check_source(ROOT)


@pytest.mark.usefixtures("store")
def test_a_target_is_tried_and_left_as_it_was() -> None:
    check_target(Address("results", "2019"))
    assert keys_in("results") == []


@pytest.mark.usefixtures("store")
def test_a_file_is_written_whole_also_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "_PART", 5 << 20)
    for size in (0, 100, 11 << 20):
        (tmp_path / "a").write_bytes(bytes(size))
        put_file(tmp_path / "a", Address("results", "2019/a"))
        assert got("results", "2019/a") == bytes(size)


def answer_with(monkeypatch: pytest.MonkeyPatch, code: str, status: int) -> None:
    """Let the store answer every call with an error of this code."""
    from botocore.exceptions import ClientError
    from s3fs.errors import translate_boto_error

    def refuse(method: str, **more: Any) -> None:
        error = {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {"HTTPStatusCode": status}}
        raise translate_boto_error(ClientError(error, method))

    monkeypatch.setattr(connected(), "call_s3", refuse, raising=False)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("code", "status", "fault"),
    [
        ("AccessDenied", 403, AccessDenied),
        ("InvalidAccessKeyId", 403, AccessDenied),
        ("SignatureDoesNotMatch", 403, AccessDenied),
        ("SlowDown", 503, StoreSilent),
        ("NotImplemented", 501, StoreRefused),
        ("SomethingNew", 400, StoreRefused),
    ],
)
def test_what_a_store_refuses_has_a_type(
    monkeypatch: pytest.MonkeyPatch, code: str, status: int, fault: type[Exception]
) -> None:
    answer_with(monkeypatch, code, status)
    with pytest.raises(fault, match=code):
        check_source(ROOT)


@pytest.fixture
def silent() -> Iterator[str]:
    """An endpoint that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_a_silent_endpoint_is_given_up(
    server: dict[str, str], silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "ANSWER_SECONDS", 0.2)
    with reached(server | {"AWS_ENDPOINT_URL": silent}), pytest.raises(StoreSilent, match="does not answer"):
        check_source(ROOT)


def test_an_endpoint_where_nothing_listens_is_told(server: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with (
        reached(server | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}),
        pytest.raises(StoreSilent, match="s3://archive/2019"),
    ):
        check_source(ROOT)


def test_without_an_endpoint_nobody_is_asked() -> None:
    given = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_CONFIG_FILE": "/dev/null"}
    with reached(given), pytest.raises(NoEndpoint, match="AWS_ENDPOINT_URL"):
        check_source(ROOT)


def test_an_endpoint_that_is_no_address_is_told(server: dict[str, str]) -> None:
    with reached(server | {"AWS_ENDPOINT_URL": "minio:9000"}), pytest.raises(WrongEndpoint, match="minio:9000"):
        check_source(ROOT)


def test_a_profile_names_endpoint_and_keys(server: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "config").write_text(f"[profile archive]\nendpoint_url = {server['AWS_ENDPOINT_URL']}\n")
    (tmp_path / "keys").write_text("[archive]\naws_access_key_id = a\naws_secret_access_key = b\n")
    files = {"AWS_CONFIG_FILE": str(tmp_path / "config"), "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "keys")}
    with reached(files | {"AWS_PROFILE": "archive"}), pytest.raises(NothingBelow):
        check_source(Address("results", "nothing"))
    with reached(files | {"AWS_PROFILE": "other"}), pytest.raises(NoCredentials):
        check_source(ROOT)


def test_without_keys_they_are_asked_for(server: dict[str, str]) -> None:
    none = {name: value for name, value in server.items() if "KEY" not in name}
    with reached(none), pytest.raises(NoCredentials, match="AWS_PROFILE"):
        check_source(ROOT)


def test_without_the_extra_it_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "find_spec", lambda name: None)
    with reached({}), pytest.raises(RemoteMissing, match=r"docproc\[remote\]"):
        check_source(ROOT)


def test_an_endpoint_may_stand_in_the_configuration_of_fsspec(
    server: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from fsspec.config import conf

    monkeypatch.setitem(conf, "s3", {"endpoint_url": server["AWS_ENDPOINT_URL"], "key": "a", "secret": "b"})
    none = {name: value for name, value in server.items() if "KEY" not in name and "ENDPOINT" not in name}
    with reached(none), pytest.raises(NothingBelow):
        check_source(Address("results", "nothing"))


def test_without_an_address_nothing_of_it_is_loaded() -> None:
    script = (
        "import sys, docproc.cli.main, docproc.cli.export_archive, docproc.workers.process\n"
        "print(sorted({'s3fs', 'fsspec', 'botocore', 'aiohttp'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, check=True).stdout
    assert said == "[]\n"
