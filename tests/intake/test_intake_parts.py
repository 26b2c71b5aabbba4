"""The parts of the watcher, each alone: names, rest, completeness, folders."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.filenames import same_name
from docproc.intake import complete, folders, mounts
from docproc.intake.below import root_of, seen_at
from docproc.intake.complete import State, state_of
from docproc.intake.folders import (
    FoldersOverlap,
    Kind,
    NoFolder,
    Presence,
    check_folders,
    entries_in,
    in_place,
    is_network,
)
from docproc.intake.names import free_place, is_ignored, taken_names
from docproc.intake.stability import Stability
from docproc.places import Watched


def looked_at(path: Path) -> State:
    return state_of(root_of(path.parent), path)


def lying_in(folder: Path) -> list[Path]:
    return [entry.path for entry in entries_in(root_of(folder)) if entry.kind is Kind.FILE]


def waiting(folder: Path, rest: float) -> Stability:
    root = root_of(folder)
    return Stability(rest, lambda path: seen_at(root, path))


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.pdf", "._a.pdf", ".docproc-folder", "~$letter.docx", "a.pdf.part", "a.partial", "a.filepart",
        "a.PDF.CRDOWNLOAD", "a.pdf.download", "a.opdownload", "x.tmp", "x.temp", "a.lock", "a.lck", "a.txt.swp",
        "a.pdf~", "Thumbs.db", "ehthumbs.db", "desktop.ini", "@eaDir", "#recycle", "#snapshot", "@Recycle",
        "$RECYCLE.BIN", "System Volume Information", "lost+found",
    ],
)  # fmt: skip
def test_temporary_name_is_ignored(name: str) -> None:
    assert is_ignored(name)


@pytest.mark.parametrize(
    "name", ["a.pdf", "A.PDF", "công văn.tif", "part.pdf", "letter", "a.part.pdf", "số 5 ~ 6.pdf"]
)
def test_ordinary_name_is_not(name: str) -> None:
    assert not is_ignored(name)


@given(st.text(alphabet=st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=300))
def test_free_name_fits_the_disk_and_overwrites_nothing(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    folder = tmp_path_factory.mktemp("free")
    first = free_place(folder, name, taken_names(folder), beside=".txt")
    assert len(os.fsencode(first.name + ".txt")) <= 255
    if first.name.strip(".") and not name.startswith("."):
        first.touch()
        second = free_place(folder, name, taken_names(folder), beside=".txt")
        assert same_name(second.name) != same_name(first.name)


def test_names_that_differ_in_case_or_form_get_a_number(tmp_path: Path) -> None:
    (tmp_path / "Công văn.pdf").touch()
    name = unicodedata.normalize("NFD", "công VĂN.pdf")
    assert free_place(tmp_path, name, taken_names(tmp_path)).name.endswith("(2).pdf")


def test_file_rests_when_nothing_changes_for_so_long(tmp_path: Path) -> None:
    file, waits = tmp_path / "a.pdf", waiting(tmp_path, rest=2.0)
    file.write_bytes(b"1")
    waits.notice(file, waits.look(file), 0.0)
    assert list(waits.rested(1.9)) == []
    file.write_bytes(b"12")
    assert list(waits.rested(2.1)) == []
    ((path, seen, rested),) = waits.rested(4.2)
    assert (path, seen.size) == (file, 2) and rested == pytest.approx(2.1)
    waits.wait(file, 10.0)
    assert list(waits.rested(9.0)) == [] and len(list(waits.rested(10.0))) == 1
    waits.forget(file)
    assert len(waits) == 0


def test_file_that_goes_is_forgotten(tmp_path: Path) -> None:
    file, waits = tmp_path / "a.pdf", waiting(tmp_path, rest=0.0)
    file.touch()
    waits.notice(file, waits.look(file), 0.0)
    file.unlink()
    assert list(waits.rested(1.0)) == [] and len(waits) == 0


def test_links_and_pipes_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.pdf").write_bytes(b"x")
    (tmp_path / "in" / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (tmp_path / "in" / "folder").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "in" / "pipe.pdf")
    waits = waiting(tmp_path / "in", rest=0.0)
    for path in (tmp_path / "in").iterdir():
        waits.notice(path, waits.look(path), 0.0)
    assert len(waits) == 0
    assert lying_in(tmp_path / "in") == []


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (b"%PDF-1.7\nhalf of it", State.CUT),
        (b"%PDF-1.7\nall of it\n%%EOF\n", State.WHOLE),
        (b"\x89PNG\r\n\x1a\nhalf", State.CUT),
        (b"\xff\xd8\xffall\xff\xd9", State.WHOLE),
        (b"any text", State.WHOLE),
        (b"", State.CUT),
    ],
)
def test_end_of_a_file_tells_whether_it_is_whole(tmp_path: Path, content: bytes, state: State) -> None:
    (tmp_path / "a").write_bytes(content)
    assert looked_at(tmp_path / "a") is state


def test_file_that_is_being_written_is_held(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as file:
        file.write(b"text")
        file.flush()
        assert looked_at(tmp_path / "a") is State.HELD
    assert looked_at(tmp_path / "a") is State.WHOLE


def test_locked_file_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"x")

    def locked(*_arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(complete.os, "open", locked)
    assert looked_at(tmp_path / "a") is State.HELD


def test_folders_may_not_lie_in_each_other(tmp_path: Path) -> None:
    for name in ("a/b", "c", "data"):
        (tmp_path / name).mkdir(parents=True)
    data = [tmp_path / "data"]
    check_folders([Watched(folder=tmp_path / "a"), Watched(folder=tmp_path / "c")], data)
    for wrong in (["a", "a/b"], ["a/b", "a"], ["c", "c"], ["."], ["data"]):
        with pytest.raises(FoldersOverlap):
            check_folders([Watched(folder=tmp_path / name) for name in wrong], data)
    with pytest.raises(FoldersOverlap):
        check_folders([Watched(folder=Path(folders.__file__).parent)], data)
    with pytest.raises(NoFolder):
        check_folders([Watched(folder=tmp_path / "none")], data)


def test_empty_place_of_a_share_is_not_an_empty_folder(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    presence = Presence(share, known=False)
    assert presence.is_there()
    (share / ".docproc-folder").unlink()  # as where a share was mounted
    assert not presence.is_there()
    share.rmdir()
    assert not presence.is_there()
    share.mkdir()
    (share / "a.pdf").touch()
    assert presence.is_there()
    assert not Presence(tmp_path / "other", known=True).is_there()


def test_other_device_is_another_folder(tmp_path: Path) -> None:
    assert not Presence(tmp_path, known=False, device=-1).is_there()


@pytest.mark.parametrize(
    "system",
    [
        "cifs", "smb3", "smbfs", "nfs", "nfs4", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "davfs", "9p", "afs",
        "ceph", "fuse.glusterfs", "vboxsf", "drvfs", "fuse.vmhgfs-fuse", "fuse.gvfsd-fuse", "virtiofs", "prl_fs",
    ],
)  # fmt: skip
def test_kind_of_file_system_decides_on_polling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    assert not is_network(tmp_path)
    table = tmp_path / "mountinfo"
    table.write_text(
        "22 1 8:1 / / rw,relatime - ext4 /dev/sda rw\n"
        f"29 22 0:44 / {tmp_path}\\040share rw,nosuid shared:7 - {system} //server/scans rw\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(mounts, "_TABLE", table)
    share = Path(f"{tmp_path} share")
    (share / "in").mkdir(parents=True)
    assert is_network(share / "in") and not is_network(tmp_path)


def test_processed_failed_and_ignored_folders_are_not_entered(tmp_path: Path) -> None:
    for name in ("a.pdf", "processed/b.pdf", "failed/c.pdf", "sub/processed/d.pdf", "@eaDir/e.pdf", "sub/x.part"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = {path.relative_to(tmp_path).as_posix() for path in lying_in(tmp_path)}
    assert found == {"a.pdf", "sub/processed/d.pdf"}
    assert in_place(tmp_path / "a.pdf", tmp_path) and not in_place(tmp_path / "failed" / "c.pdf", tmp_path)
    assert not in_place(tmp_path, tmp_path) and not in_place(Path("/elsewhere/a.pdf"), tmp_path)
