"""Links in a watched folder, laid before or between two steps, lead nowhere; originals stay where they are."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from linked_office import LETTER, SETTINGS, Office, is_sound
from sqlalchemy import select

from docproc.intake import below, filing, inbox
from docproc.intake import take_in as taking
from docproc.intake.below import opened_file, root_of, seen_at
from docproc.intake.folders import Presence
from docproc.intake.inbox import Inbox
from docproc.intake.troubles import LinkLeft, NotFiled
from docproc.places import Watched
from docproc.store.check import check
from docproc.store.schema import Arrival


@pytest.mark.parametrize("place", ["link", "sub/link", "sub/deeper/link"])
@pytest.mark.parametrize("target", ["data", "data/originals", "other"])
def test_event_behind_a_link_is_not_followed(office: Office, tmp_path: Path, place: str, target: str) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_text(LETTER, encoding="utf-8")
    link = office.inbox / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(tmp_path / target)
    behind = [link / path.relative_to(tmp_path / target) for path in (tmp_path / target).rglob("*")]
    watched = Inbox(office.store, Watched(folder=office.inbox), SETTINGS, office.told.append)
    watched.step()
    for path in behind:
        watched.events._paths.put(str(path))
    for _ in range(3):
        watched.step()
    watched.stop()
    assert behind and len(watched.stability) == 0
    assert [type(trouble) for trouble in office.told] == [LinkLeft]
    assert is_sound(office)


def test_system_is_not_asked_for_events_behind_links(office: Office) -> None:
    (office.inbox / "all").symlink_to("/")
    (office.inbox / "sub" / "round").parent.mkdir()
    (office.inbox / "sub" / "round").symlink_to("..")
    watched = Inbox(office.store, Watched(folder=office.inbox), SETTINGS)
    watched.step()
    assert watched.events.folders == {office.inbox, office.inbox / "sub"}
    watched.stop()


def swap_file(path: Path, original: Path) -> None:
    """A link to an original in the place of the file."""
    path.unlink()
    path.symlink_to(original)


def swap_folder(path: Path, original: Path) -> None:
    """A link to a folder of originals, in which one has the name of the file, in the place of its folder."""
    path.parent.rename(path.parent.with_name(".aside"))
    path.parent.symlink_to(original.parent)
    os.link(original, original.with_name(path.name))


def swap_for_pipe(path: Path, _original: Path) -> None:
    path.unlink()
    os.mkfifo(path)


STEPS = [
    (inbox, "state_of"), (inbox, "take_in"), (taking, "keep"), (taking, "day_of_arrival"), (filing, "_moved"),
    (filing, "_lies_there"), (filing, "_moved_to"), (filing, "taken_names"), (filing, "free_place"),
    (filing, "move"), (filing, "_sync"),
]  # fmt: skip


@pytest.mark.parametrize("swap", [swap_file, swap_folder, swap_for_pipe])
@pytest.mark.parametrize(("module", "name"), STEPS, ids=[name for _module, name in STEPS])
def test_link_laid_between_two_steps_moves_no_original(
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    name: str,
    swap: Callable[[Path, Path], None],
) -> None:
    path, original = office.drop("sub/a.txt"), office.original
    content, step, swapped = original.read_bytes(), getattr(module, name), []

    def stepping(*arguments: object, **named: object) -> object:
        if not swapped and path.exists():
            swapped.append(1)
            swap(path, original)
        return step(*arguments, **named)

    monkeypatch.setattr(module, name, stepping)
    office.once()
    assert original.read_bytes() == content and not original.is_symlink()
    if swap is swap_folder and swapped:
        original.with_name(path.name).unlink()
    lost = ("taken from the folder", "does not know")  # what the swap itself did
    assert [words for words in check(office.store, deep=True) if not any(one in words for one in lost)] == []


def test_file_that_was_taken_away_and_put_back_is_filed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    path, moved_to, turns = office.drop("a.txt"), filing._lies_there, []

    def away(*arguments: object) -> bool:
        turns.append(1)
        if len(turns) == 1:
            path.rename(office.inbox / ".a.txt")
        return moved_to(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(filing, "_lies_there", away)
    office.once()
    assert office.lying() == {"processed/first.txt"}
    (office.inbox / ".a.txt").rename(path)
    office.once()
    assert office.lying() == {"processed/first.txt", "processed/a.txt"}
    assert is_sound(office)


def test_folder_that_is_a_link_for_a_moment_loses_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, lies_there, turns = office.drop("sub/a.txt"), filing._lies_there, []

    def while_linked(*arguments: object) -> bool:
        turns.append(1)
        if len(turns) > 1:
            return lies_there(*arguments)  # type: ignore[arg-type]
        path.parent.rename(office.inbox / ".aside")
        path.parent.symlink_to(office.original.parent)
        try:
            return lies_there(*arguments)  # type: ignore[arg-type]
        finally:
            path.parent.unlink()
            (office.inbox / ".aside").rename(path.parent)

    monkeypatch.setattr(filing, "_lies_there", while_linked)
    office.once()
    assert office.lying() == {"processed/first.txt", "processed/a.txt"}
    assert len(turns) == 2 and is_sound(office)


def test_file_that_comes_in_the_moment_of_moving_goes_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, move, turns = office.drop("a.txt"), filing.move, []

    def another_comes(*arguments: object) -> None:
        turns.append(1)
        if len(turns) == 1:
            path.write_text(LETTER + "another", encoding="utf-8")
        move(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(filing, "move", another_comes)
    office.once()
    office.once()
    assert office.lying() == {"processed/first.txt", "processed/a.txt"}
    with office.store.reading() as session:
        names = session.scalars(select(Arrival.filing).where(Arrival.name == "a.txt").order_by(Arrival.id)).all()
    assert names == ["lost", "done"] and len(office.originals()) == 3


@pytest.mark.parametrize("offered", [True, False], ids=["renameat2", "rename"])
def test_name_taken_meanwhile_is_not_overwritten(
    office: Office, monkeypatch: pytest.MonkeyPatch, offered: bool
) -> None:
    if not offered:
        monkeypatch.setattr(below, "_renamed_if_free", lambda *_: errno.EINVAL)
    free_place, turns = filing.free_place, []

    def taken_at_once(folder: Path, *arguments: object, **named: object) -> Path:
        place = free_place(folder, *arguments, **named)  # type: ignore[arg-type]
        turns.append(1)
        if len(turns) == 1:
            place.write_text("somebody's", encoding="utf-8")
        return place

    monkeypatch.setattr(filing, "free_place", taken_at_once)
    office.drop("a.txt")
    office.once()
    assert office.lying() == {"processed/first.txt", "processed/a.txt", "processed/a (2).txt"}
    assert [path.read_text() for path in office.inbox.rglob("a.txt")] == ["somebody's"]


@pytest.mark.parametrize("name", ["processed", "failed"])
@pytest.mark.parametrize("target", ["data", "nowhere"])
def test_folder_for_files_that_is_a_link_is_not_used(
    office: Office, tmp_path: Path, name: str, target: str
) -> None:
    before = set((tmp_path / "data").rglob("*"))
    folder = office.inbox / name
    if folder.exists():
        folder.rename(office.inbox / ".former")
    folder.symlink_to(tmp_path / target)
    office.drop("a.txt")
    office.drop("b.pdf", "%PDF-1.4 broken")
    office.once()
    assert office.kinds() == {LinkLeft, NotFiled}
    stays = {"processed": "a.txt", "failed": "b.pdf"}[name]
    left = {path.name for path in office.inbox.iterdir() if path.is_file() and path.name[0] != "."}
    assert left == {stays} and "link" in str(office.told[-1])
    added = {path.name for path in (tmp_path / "data").rglob("*")} - {path.name for path in before}
    assert not added & {"a.txt", "b.pdf", "b.pdf.txt", "2026"} and not (tmp_path / "nowhere").exists()


def test_month_that_is_a_link_is_not_used(office: Office, tmp_path: Path) -> None:
    (month,) = (office.inbox / "processed").glob("*/*")
    month.rename(tmp_path / "former")
    month.symlink_to(office.original.parent)
    office.drop("a.txt")
    office.once()
    assert NotFiled in office.kinds() and (office.inbox / "a.txt").exists()
    assert office.original.parent.joinpath("a.txt").exists() is False and is_sound(office)


def test_note_is_not_written_through_a_link(office: Office) -> None:
    original = office.original
    content = original.read_bytes()
    (office.inbox / "failed").mkdir()
    for name in ("a.pdf.txt", "b.pdf"):
        (office.inbox / "failed" / name).symlink_to(original)
    (office.inbox / ".docproc-folder").unlink()
    (office.inbox / ".docproc-folder").symlink_to(original)
    office.drop("a.pdf", "%PDF-1.4 broken")
    office.drop("b.pdf", "%PDF-1.4 broken, too")
    office.once()
    assert original.read_bytes() == content
    assert {path.name for path in (office.inbox / "failed").iterdir()} == {
        "a.pdf.txt", "a (2).pdf", "a (2).pdf.txt", "b.pdf", "b (2).pdf", "b (2).pdf.txt",
    }  # fmt: skip


def test_marker_is_not_left_through_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, listdir = tmp_path / "in", os.listdir
    folder.mkdir()

    def link_comes(descriptor: int) -> list[str]:
        names = listdir(descriptor)
        (folder / ".docproc-folder").symlink_to(tmp_path / "made")
        return names

    monkeypatch.setattr("docproc.intake.folders.os.listdir", link_comes)
    assert Presence(folder, known=False).is_there()
    assert not (tmp_path / "made").exists()


def test_what_is_no_file_is_never_opened(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    root, opened, system_open = root_of(office.inbox), [], os.open
    os.mkfifo(office.inbox / "pipe.pdf")
    (office.inbox / "folder.pdf").mkdir()
    (office.inbox / "link.pdf").symlink_to(office.original)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(office.inbox / "socket.pdf"))
    if os.geteuid() == 0:
        os.mknod(office.inbox / "device.pdf", 0o600 | 0o020000, os.makedev(1, 3))

    def noted(path: str, *arguments: int, **named: int) -> int:
        opened.append(os.fspath(path))
        return system_open(path, *arguments, **named)

    monkeypatch.setattr(below.os, "open", noted)
    for path in office.inbox.glob("*.pdf"):
        assert seen_at(root, path) is None
        with pytest.raises(OSError), opened_file(root, path):
            pass
    assert office.once() == {"done": 1}
    assert not [name for name in opened if name.endswith(".pdf") and name != "folder.pdf"]


def test_hard_link_to_an_original_is_filed_and_the_original_stays(office: Office) -> None:
    original = office.original
    os.link(original, office.inbox / "again.txt")
    office.once()
    assert office.lying() == {"processed/first.txt", "processed/again.txt"}
    assert original.exists() and is_sound(office)
