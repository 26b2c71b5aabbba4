"""Which entries of rule files nothing needs: no test, no annotated letter. Deletes them one by one, in a copy.

    python tools/rules_needed.py models/NAME.toml … --tests PATH … [--letters FOLDER …]      # hours
    python tools/rules_needed.py models/*.toml --tests tests --at-random 40 --seed 1         # how many are seen

An entry is a line of a list (lists stand one entry a line). Its loss is noticed when one of the tests fails, or
when a letter of a folder (NAME.json beside NAME.txt or a scan; pages read before are kept in out/pages) comes out
otherwise. Many entries are tried together first: where nobody misses a half of them, it need not be halved again.
What is printed can go; look at it before: a word that no letter at hand has may stand in the next one.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

HOUSE = Path(__file__).resolve().parent.parent
# What is copied, so that a list can be cut; the rest is only read.
_COPIED = ("docproc", "tests", "benchmarks", "tools", "pyproject.toml")
_LINKED = ("samples", "templates", "docs", "README.md", "Makefile", "packaging")
_LIST = re.compile(r"""^\s*(?:"[^"]*"|'[^']*'|[\w.-]+) = \[\s*(?:#.*)?$""")
_EXAMPLES = re.compile(r"^\s*(?:finds|not) = \[")
_ENTRY = re.compile(r"""^\s+(?:"[^"]*"|'[^']*'),(?:\s*#.*)?$""")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A line of a rule file that is an entry of a list; lines count from 0."""

    file: Path
    line: int

    @property
    def text(self) -> str:
        """What stands there."""
        return self.file.read_text(encoding="utf-8").splitlines()[self.line].strip()


def entries(file: Path) -> list[Entry]:
    """The entries of the lists in a rule file, without examples: these say what an entry is for."""
    found: list[Entry] = []
    is_example = False
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        if _LIST.match(line):
            is_example = _EXAMPLES.match(line) is not None
        elif _ENTRY.match(line) and not is_example:
            found.append(Entry(file, number))
    return found


def unneeded(asked: Sequence[Entry], is_missed: Callable[[Sequence[Entry]], bool]) -> list[Entry]:
    """The entries that can go together, found by halves. `is_missed` tells of some entries whether anything
    notices that they are gone.
    """
    gone: list[Entry] = []

    def search(some: Sequence[Entry]) -> None:
        if not some:
            return
        if not is_missed([*gone, *some]):
            gone.extend(some)
        elif len(some) > 1:
            half = len(some) // 2
            search(some[:half])
            search(some[half:])

    search(asked)
    return gone


class Copy:
    """A copy of the house whose lists can be cut, with the tests and letters that may notice it."""

    def __init__(self, folder: Path, tests: Sequence[str], letters: Sequence[Path]) -> None:
        self.folder, self.tests, self.letters = folder, tests, letters
        for name in _COPIED:
            source = HOUSE / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
        shutil.copytree(HOUSE / "models", folder / "models", copy_function=_copied_if_text)
        for name in _LINKED:
            (folder / name).symlink_to(HOUSE / name)
        (folder / "out").mkdir()
        (folder / "out" / "pages").symlink_to(HOUSE / "out" / "pages")
        self.as_it_was = self._letters_read()

    def misses(self, gone: Sequence[Entry]) -> bool:
        """Whether a test or a letter notices that these entries are gone."""
        cut = {entry.file for entry in gone}
        for file in cut:
            lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
            without = {entry.line for entry in gone if entry.file == file}
            kept = "".join(line for number, line in enumerate(lines) if number not in without)
            (self.folder / "models" / file.name).write_text(kept, encoding="utf-8")
        try:
            return self._tests_fail() or self._letters_read() != self.as_it_was
        finally:
            for file in cut:
                shutil.copy(file, self.folder / "models" / file.name)

    def _tests_fail(self) -> bool:
        return bool(self.tests) and self._run("-m", "pytest", "-x", "-q", *self.tests).returncode != 0

    def _letters_read(self) -> str:
        if not self.letters:
            return ""
        return self._run(
            str(self.folder / "tools" / Path(__file__).name), "--read", *map(str, self.letters)
        ).stdout

    def _run(self, *order: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.folder)}
        command = [sys.executable, *order]
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )


def _copied_if_text(source: str, target: str) -> str:
    """Rule files are copied, what was trained is linked: it is large and never cut."""
    if source.endswith(".toml"):
        return shutil.copy(source, target)
    Path(target).symlink_to(source)
    return target


def letters_read(folders: Sequence[Path]) -> Iterator[str]:
    """A line for each annotated letter: its name and the hash of what is read in it now."""
    sys.path.insert(0, str(Path.cwd() / "benchmarks"))
    from taught_letters import real_letters

    from docproc.pipeline import letter_of

    for letter, pages in real_letters(folders, (), Path("out") / "pages"):
        found = letter_of(pages, letter.file.name, letter.file).model_dump_json()
        yield f"{letter.name} {hashlib.sha256(found.encode()).hexdigest()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--tests", nargs="*", default=["tests"])
    parser.add_argument("--letters", nargs="*", type=Path, default=[])
    parser.add_argument("--at-random", type=int, metavar="COUNT")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--read", nargs="*", type=Path, help=argparse.SUPPRESS)  # the child of this tool
    asked = parser.parse_args()
    if asked.read is not None:
        print("\n".join(letters_read(asked.read)))
        return
    found = [entry for file in asked.files for entry in entries(file.resolve())]
    with TemporaryDirectory() as name:
        copy = Copy(Path(name), asked.tests, [folder.resolve() for folder in asked.letters])
        if asked.at_random:
            drawn = sorted(random.Random(asked.seed).sample(found, asked.at_random))
            missed = [_told(entry, copy.misses([entry])) for entry in drawn]
            print(f"{sum(missed)} of {len(drawn)} noticed")
        else:
            for entry in unneeded(found, copy.misses):
                print(f"{entry.file.name}:{entry.line + 1}: {entry.text}")


def _told(entry: Entry, is_missed: bool) -> bool:
    word = "noticed" if is_missed else "NOT noticed"
    print(f"{word}  {entry.file.name}:{entry.line + 1}: {entry.text}", flush=True)
    return is_missed


if __name__ == "__main__":
    main()
