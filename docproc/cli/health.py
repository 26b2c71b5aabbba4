"""Is everything there that docproc needs? One small question a function, and the whole road once."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from itertools import islice
from pathlib import Path
from pkgutil import walk_packages
from subprocess import SubprocessError

import docproc
from docproc.errors import DocprocError, MissingProgram
from docproc.messages import _
from docproc.places import checked_settings
from docproc.resources import models_dir, templates_dir
from docproc.rules import Rules, RulesFault, load, read_rules
from docproc.settings import load_settings, settings_path

_OLDEST_PYTHON = (3, 11)
_MOST_PROBLEMS = 20  # named; the first few tell what is wrong
# A letter made up for this check: short, but with a head, a task for an office, a deadline and a signer.
_LETTER = """\
UBND HUYỆN MẪU
PHÒNG NỘI VỤ
Số: 12/NV-VP
V/v báo cáo số liệu

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Mẫu, ngày 05 tháng 02 năm 2024

Kính gửi: UBND xã Thử.

Phòng Nội vụ đề nghị UBND xã Thử báo cáo số liệu năm 2023 về Phòng Nội vụ trước ngày 20/02/2024.

TRƯỞNG PHÒNG
Nguyễn Văn Mẫu
"""
_OFFICE = "UBND xã Thử"


class State(Enum):
    """How a thing stands; only MISSING keeps docproc from working."""

    OK = "ok"
    MISSING = "missing"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: its name, how it stands, and the version found or how to mend it."""

    what: str
    state: State
    note: str


def findings() -> Iterator[Finding]:
    """Everything that docproc needs or can use, one after the other."""
    yield _python()
    yield from _tesseract()
    yield _rules()
    yield _language_model()
    yield _templates()
    yield _settings()
    yield from _store()
    yield _whole_road()
    yield _network()
    yield _libreoffice()
    yield from _fonts()


def _python() -> Finding:
    state = State.OK if sys.version_info >= _OLDEST_PYTHON else State.MISSING
    return Finding("Python", state, platform.python_version())


def _tesseract() -> Iterator[Finding]:
    from docproc.reading.tesseract import LANGUAGE, SCRIPT, check_installed, installed, version

    try:
        check_installed()
    except MissingProgram as error:
        yield Finding("Tesseract", State.MISSING, error.message())
        return
    yield Finding("Tesseract", State.OK, version())
    yield Finding(_("Tesseract, Vietnamese"), State.OK, LANGUAGE)
    found = SCRIPT in installed().languages
    how = "apt install tesseract-ocr-script-viet"
    note = _("reads again what is doubtful") if found else _("for fewer wrong words: {how}", how=how)
    yield Finding(_("Further reader"), State.OK if found else State.OPTIONAL, note)


def _rules() -> Finding:
    """Whether every rule file is what its class says."""
    what = _("Rule files")
    kinds = rule_classes()
    for kind in kinds:
        try:
            read_rules(kind)
        except RulesFault as fault:
            return Finding(what, State.MISSING, fault.message())
    return Finding(what, State.OK, _("{count} in {folder}", count=len(kinds), folder=models_dir()))


def rule_classes() -> list[type[Rules]]:
    """The class of each rule file: those in the modules and folders called `rules`, by the names of the files."""
    for module in walk_packages(docproc.__path__, f"{docproc.__name__}."):
        if "rules" in module.name.split("."):
            import_module(module.name)
    return sorted(Rules.__subclasses__(), key=lambda kind: kind.file)


def _language_model() -> Finding:
    from docproc.language.model import folder_in_force, model_in_force

    what = _("Language model")
    try:
        model = model_in_force()
    except DocprocError as error:
        return Finding(what, State.MISSING, error.message())
    return Finding(
        what, State.OK, _("{count} words in {folder}", count=len(model.places), folder=folder_in_force())
    )


def _templates() -> Finding:
    from docproc.reports.drafts.kinds import template_names

    lacking = [name for name in template_names() if not (templates_dir() / f"{name}.docx").exists()]
    if lacking:
        note = _("{folder} is not there; install docproc again", folder=templates_dir() / f"{lacking[0]}.docx")
        return Finding(_("Templates"), State.MISSING, note)
    return Finding(_("Templates"), State.OK, ", ".join(template_names()))


def _settings() -> Finding:
    what = _("Settings")
    try:
        checked_settings()
    except DocprocError as error:
        return Finding(what, State.MISSING, error.message())
    path = settings_path()
    return Finding(
        what, State.OK, str(path) if path.exists() else _("as shipped; yours would be {path}", path=path)
    )


def _store() -> Iterator[Finding]:
    """The database and the files against each other; nothing where there is no store yet."""
    from docproc.places import data_folder, load_places
    from docproc.store import open_store
    from docproc.store.check import check
    from docproc.store.database import DATABASE, patience_of

    what = _("Register and files")
    try:
        places = load_places()
        data = data_folder(places)
        if places.store.database is None and not (data / DATABASE).exists():
            yield Finding(what, State.OPTIONAL, _("none yet; docproc watch makes one in {data}", data=data))
            return
        patience = patience_of(load_settings(), at_the_desk=True)
        store = open_store(data, places.store.database, patience=patience)
        problems = list(islice(check(store), _MOST_PROBLEMS))
        store.close()
    except DocprocError as error:
        yield Finding(what, State.MISSING, error.message())
        return
    yield from (Finding(what, State.MISSING, words) for words in problems)
    if not problems:
        yield Finding(what, State.OK, _("they agree; {data}", data=data))


def _whole_road() -> Finding:
    """A made-up letter, from text to draft: proves that rules, template and libraries work together."""
    what = _("Trial letter")
    try:
        with tempfile.TemporaryDirectory(prefix="docproc-") as folder:
            tasks = _read_and_answer(Path(folder))
    except DocprocError as error:
        return Finding(what, State.MISSING, error.message())
    except Exception as error:  # whatever an incomplete installation raises is what the person must see
        return Finding(what, State.MISSING, f"{type(error).__name__}: {error}")
    if not tasks:
        return Finding(what, State.MISSING, _("its task was not found; install docproc again"))
    return Finding(what, State.OK, _("read, its task found, answered in a draft"))


def _read_and_answer(folder: Path) -> int:
    from docproc import pipeline
    from docproc.reports.drafts.reply import write_reply

    file = folder / "trial.txt"
    file.write_text(_LETTER, encoding="utf-8")
    letter = pipeline.process(file).letter
    if letter.tasks:
        write_reply(letter, _OFFICE, folder / "trial.docx")
    return len(letter.tasks)


def _network() -> Finding:
    """Nothing that reads letters may report to somebody (README)."""
    from docproc.cli.silence import listen

    what = _("Network")
    try:
        heard = listen()
    except (OSError, RuntimeError, ValueError, SubprocessError) as error:
        return Finding(what, State.MISSING, f"{type(error).__name__}: {error}")
    if heard.traces:
        note = _(
            "a library wants to report to somebody: {traces}. Install the versions of requirements.lock; until "
            "then, keep this computer off the network",
            traces=", ".join(heard.traces),
        )
        return Finding(what, State.MISSING, note)
    if not heard.refused:
        return Finding(
            what,
            State.OK,
            _("nothing is sent: looked at just now; this system cannot refuse connections as well"),
        )
    return Finding(
        what, State.OK, _("nothing is sent: looked at just now; the system refuses connections as well")
    )


def _libreoffice() -> Finding:
    from docproc.libreoffice import PACKAGES, libreoffice

    found = libreoffice()
    if found:
        return Finding("LibreOffice", State.OK, found)
    note = _("to lay out Word letters (.doc only with it), and to make PDFs of drafts: {how}", how=PACKAGES)
    return Finding("LibreOffice", State.OPTIONAL, note)


def _fonts() -> Iterator[Finding]:
    from docproc.synthesis.fonts import font_family
    from docproc.synthesis.rules.synthesis import Synthesis

    for name, entry in load(Synthesis).fonts.family.items():
        try:
            font_family(name)
        except MissingProgram as error:
            note = _("only for making sample letters. {remedy}", remedy=error.message())
            yield Finding(entry.family, State.OPTIONAL, note)
        else:
            yield Finding(entry.family, State.OK, _("for making sample letters"))
