"""Links to folders and mounts: what overlaps is refused, and what lies behind a link is not looked through."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from linked_office import LETTER, SETTINGS, Office, is_sound
from sqlalchemy import select

from docproc.archive.plan import plan
from docproc.intake import inbox, mounts
from docproc.intake.below import opened_folder, root_of, seen_at
from docproc.intake.folders import DEEPEST, FoldersOverlap, Kind, check_folders, entries_in
from docproc.intake.inbox import Inbox
from docproc.places import Watched
from docproc.store import open_store
from docproc.store.schema import Arrival

NAMES = st.sampled_from(["a", "b.pdf", "processed", "failed", "x.part", "c"])
TREES = st.recursive(
    st.one_of(st.none(), st.sampled_from(["..", "../..", "/", "a", "nowhere", "."])),
    lambda children: st.dictionaries(NAMES, children, max_size=3),
    max_leaves=12,
)


def plant(tree: object, path: Path) -> None:
    """A tree on the disk: dictionaries are folders, texts are links, None is a file."""
    if isinstance(tree, dict):
        path.mkdir()
        for name, below_it in tree.items():
            plant(below_it, path / name)
    elif isinstance(tree, str):
        path.symlink_to(tree)
    else:
        path.touch()


@given(tree=st.dictionaries(NAMES, TREES, max_size=4))
@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_look_through_a_folder_finds_real_files_only(
    tmp_path_factory: pytest.TempPathFactory, tree: dict[str, object]
) -> None:
    top = tmp_path_factory.mktemp("tree") / "in"
    plant(tree, top)
    wanted = []
    for folder, folders, names in os.walk(top):  # which does not follow links
        skipped = ("processed", "failed") if Path(folder) == top else ()
        folders[:] = [name for name in folders if name not in skipped and not name.endswith(".part")]
        wanted += [Path(folder) / name for name in names if not name.endswith(".part")]
    files = {path for path in wanted if not path.is_symlink()}
    found = [entry.path for entry in entries_in(root_of(top)) if entry.kind is Kind.FILE]
    assert len(found) == len(files) and set(found) == files


def test_folders_are_looked_into_down_to_a_limit(tmp_path: Path) -> None:
    top = tmp_path / "in"
    deep = [top.joinpath(*["d"] * depth) for depth in range(DEEPEST + 2)]
    deep[-1].mkdir(parents=True)
    for folder in deep[-3:]:
        (folder / "a.pdf").touch()
    found = list(entries_in(root_of(top)))
    assert [entry.path.parent for entry in found if entry.kind is Kind.FILE] == [deep[-3]]
    assert [entry.path for entry in found if entry.kind is Kind.DEEP] == [deep[-2]]


def test_link_behind_which_folders_overlap_is_refused(tmp_path: Path) -> None:
    for name in ("a", "b", "data/originals", "disk/originals"):
        (tmp_path / name).mkdir(parents=True)
    data = tmp_path / "data"
    for link, target in (("to-a", "a"), ("to-data", "data"), ("to-originals", "data/originals"), ("up", ".")):
        (tmp_path / link).symlink_to(target)

    def refused(*names: str, kept: Path = data) -> bool:
        try:
            check_folders([Watched(folder=tmp_path / name) for name in names], [kept, kept / "originals"])
        except FoldersOverlap:
            return True
        return False

    assert not refused("to-a", "b")
    assert refused("a", "to-a") and refused("to-a", "a") and refused("to-data") and refused("to-originals")
    assert refused("b", "up") and refused("up/a", "a")
    assert refused("a", kept=tmp_path / "up" / "a" / "data")
    (data / "originals").rmdir()
    (data / "originals").symlink_to("../disk/originals")
    assert refused("disk") and not refused("a")


def test_what_is_mounted_at_two_places_is_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("in/share", "other", "data"):
        (tmp_path / name).mkdir(parents=True)
    table = tmp_path / "mountinfo"
    monkeypatch.setattr(mounts, "_TABLE", table)
    lines = [
        "22 1 8:1 / / rw - ext4 /dev/sda rw",
        f"30 22 8:2 / {tmp_path}/in/share rw shared:1 - ext4 /dev/sdb rw",
    ]

    def overlaps(*more: str) -> bool:
        table.write_text("\n".join([*lines, *more]) + "\n", encoding="utf-8")
        try:
            check_folders([Watched(folder=tmp_path / "in", after="stay")], [tmp_path / "data"])
        except FoldersOverlap:
            return True
        return False

    assert not overlaps()
    assert overlaps(f"31 22 8:1 {tmp_path}/data/originals {tmp_path}/in rw - ext4 /dev/sda rw")
    assert overlaps(f"31 22 8:1 {tmp_path}/data {tmp_path}/in/deep rw - ext4 /dev/sda rw")
    assert overlaps(f"31 22 8:2 /letters {tmp_path}/data rw - ext4 /dev/sdb rw")
    assert not overlaps(f"31 22 8:1 {tmp_path}/other {tmp_path}/in/deep rw - ext4 /dev/sda rw")


def test_database_that_a_link_puts_into_a_watched_folder_is_refused(office: Office) -> None:
    database = office.store.data / "docproc.sqlite"
    check_folders([Watched(folder=office.inbox)], office.store.places)
    database.rename(office.inbox / "register.sqlite")
    database.symlink_to(office.inbox / "register.sqlite")
    with pytest.raises(FoldersOverlap):
        check_folders([Watched(folder=office.inbox)], office.store.places)


def test_link_to_a_folder_may_be_led_elsewhere_but_not_into_the_store(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "_LOOK", 0.0)
    for name in ("one", "two", "third"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(LETTER + name, encoding="utf-8")
    link = tmp_path / "link"
    link.symlink_to("one")
    watched = Inbox(office.store, Watched(folder=link), SETTINGS, office.told.append, [tmp_path / "third"])

    def lead(target: Path | str) -> None:
        link.unlink()
        link.symlink_to(target)

    def arrived() -> set[str]:
        with office.store.reading() as session:
            return set(session.scalars(select(Arrival.name))) - {"first.txt"}

    def step_until_arrived(*names: str) -> None:
        for _ in range(400):
            watched.step()
            if arrived() == set(names):
                return
        raise AssertionError(arrived())

    step_until_arrived("one.txt")
    for wrong in (office.store.data, office.store.originals, tmp_path / "third", tmp_path):
        office.told.clear()
        lead(wrong)
        for _ in range(5):
            watched.step()
        assert not watched.there and office.kinds() == {FoldersOverlap} and len(office.told) == 1
        lead("one")
        watched.step()
        assert watched.there
    lead("two")
    step_until_arrived("one.txt", "two.txt")
    watched.stop()
    assert is_sound(office)


def test_folder_led_elsewhere_since_it_was_checked_is_not_entered(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").touch()
    link = tmp_path / "link"
    link.symlink_to("one")
    root = root_of(link)
    assert seen_at(root, link / "a.txt")
    link.unlink()
    link.symlink_to("two")
    assert seen_at(root, link / "a.txt") is None
    with pytest.raises(OSError, match="Stale"), opened_folder(root, link):
        pass


def test_archive_counts_links_and_follows_none(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = tmp_path / "tree"
    (tree / "sub").mkdir(parents=True)
    (tree / "sub" / "a.txt").write_text(LETTER, encoding="utf-8")
    (tree / "b.txt").write_text(LETTER + "b", encoding="utf-8")
    (tree / "link.txt").symlink_to(office.original)
    (tree / "round").symlink_to(".")
    os.mkfifo(tree / "pipe.txt")
    unknown = plan.__globals__["_unknown"]

    def swapped(*arguments: object) -> object:
        (tree / "b.txt").unlink()
        (tree / "b.txt").symlink_to(office.original)
        return unknown(*arguments)

    monkeypatch.setitem(plan.__globals__, "_unknown", swapped)
    ledger = open_store(tmp_path / "ledger", patience=1)
    try:
        found = plan(ledger, tree)
    finally:
        ledger.close()
    assert (found.files, found.new, found.links) == (2, 1, 2)
    assert len(found.unreadable) == 1 and "b.txt" in found.unreadable[0]
