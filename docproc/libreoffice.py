"""LibreOffice, where it is installed: a Word or Excel file as PDF, without macros, links and network.

Under all rooms: the scan room lays Word letters out with it, the reports make PDFs of drafts.
"""

from __future__ import annotations

import contextlib
import errno
import math
import os
import resource
import shutil
import signal
import subprocess
from functools import partial
from pathlib import Path

from docproc.confined.clock import allow
from docproc.confined.limits import die_with_parent
from docproc.confined.network import leave_network
from docproc.messages import _
from docproc.settings import Settings

PACKAGES = "apt install libreoffice-writer libreoffice-calc"
_NAMES = ("soffice", "libreoffice")
_MEGA = 1_000_000
# Nothing listens there: what asks for a page all the same is refused at once.
_NOWHERE = "http://127.0.0.1:9"
_DESK = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "SESSION_MANAGER")
_BY_THE_CLOCK = 4  # times its processor time: the machine may be busy, the disk cold
# A shell in front that ends its whole group when it is told to: of the processes that LibreOffice is made of, the
# kernel tells only the first that its parent has died.
_ENDS_ITS_GROUP = ("sh", "-c", 'trap "kill -KILL 0" TERM; "$@" & wait $!', "sh")
# What LibreOffice takes a file for, so that it is what docproc has looked at (officecfg, TypeDetection/Filter).
_FILTERS = {
    ".docx": "MS Word 2007 XML",
    ".doc": "MS Word 97",
    ".rtf": "Rich Text Format",
    ".odt": "writer8",
}
# The profile of a run (LibreOffice, officecfg schemas Common, Writer, Calc): no macro runs, no link is followed.
_CHOICES = (
    ("Common/Security/Scripting", "MacroSecurityLevel", 3),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", 2),
    ("Calc/Content/Update", "Link", 1),
)


def libreoffice() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def pdf_by_libreoffice(program: str, file: Path, folder: Path, settings: Settings) -> Path | str:
    """The PDF of `file`, made in `folder`; or what went wrong, in LibreOffice's words.

    It runs with a profile of its own, so that one that is open on the desk does not get in the way, cut off from
    the network (where the system offers no way to do that it does not run), in libreoffice_seconds and
    libreoffice_megabytes of the settings, and ends with the process that called it. The ending of the name says
    what the file is: LibreOffice does not look for another kind in it.
    """
    problem = _convert(program, file.absolute(), folder, settings)
    made = folder / f"{file.stem}.pdf"
    return problem or (made if made.exists() else "no file")


def _convert(program: str, file: Path, folder: Path, settings: Settings) -> str | None:
    profile = folder / "profile"
    _write_profile(profile)
    as_kind = _FILTERS.get(file.suffix.lower())
    command = [
        *_ENDS_ITS_GROUP,
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", *([f"--infilter={as_kind}"] if as_kind else [])),
        *("--convert-to", "pdf", "--outdir", str(folder), str(file)),
    ]
    # A session of its own: `soffice` starts the program as a child, which has to end with it.
    try:
        started = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            env=_environment(folder),
            preexec_fn=partial(_before_start, os.getpid(), settings),
        )
    except subprocess.SubprocessError:  # raised by what stands before the start
        return _("it cannot be cut off from the network here")
    worked = _processor_seconds()
    most = _BY_THE_CLOCK * settings.libreoffice_seconds
    allow(settings.libreoffice_seconds + settings.page_work_seconds)
    try:
        said, _left = started.communicate(timeout=most)
    except subprocess.TimeoutExpired:
        return f"> {settings.libreoffice_seconds:g} s"
    finally:
        _end_group(started)
    if _processor_seconds() - worked > settings.libreoffice_seconds:
        return f"> {settings.libreoffice_seconds:g} s"
    return None if started.returncode == 0 else said.strip()[-200:] or f"exit {started.returncode}"


def _end_group(started: subprocess.Popen[str]) -> None:
    """End whatever is left of what was started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.communicate()


def _processor_seconds() -> float:
    """The work of all processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment(folder: Path) -> dict[str, str]:
    """A home of its own, so that nothing is left in the home and the temporary folder of whoever works here.

    Fonts that people installed for themselves stay; the desk does not, whose services could fetch for it.
    """
    home, own = folder / "home", Path.home()
    home.mkdir(exist_ok=True)
    if (own / ".fonts").is_dir():
        (home / ".fonts").symlink_to(own / ".fonts")
    places = {"HOME": home, "TMPDIR": home, "XDG_CACHE_HOME": home, "XDG_CONFIG_HOME": home}
    fonts = {"XDG_DATA_HOME": os.environ.get("XDG_DATA_HOME") or str(own / ".local" / "share")}
    proxies = {"http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "no_proxy": ""}
    kept = {name: value for name, value in os.environ.items() if name not in _DESK}
    return kept | {name: str(place) for name, place in places.items()} | fonts | proxies


def _before_start(parent: int, settings: Settings) -> None:
    """What the new process does before it becomes LibreOffice: asks to end with its parent, and limits itself."""
    die_with_parent(parent, signal.SIGTERM)
    _limit(resource.RLIMIT_DATA, settings.libreoffice_megabytes * _MEGA)
    _limit(resource.RLIMIT_CPU, math.ceil(settings.libreoffice_seconds))
    _limit(resource.RLIMIT_FSIZE, settings.max_megabytes * _MEGA)
    if not leave_network():
        raise OSError(errno.ENOSYS, "the network")


def _limit(what: int, most: float) -> None:
    _soft, hard = resource.getrlimit(what)
    limit = int(most if hard == resource.RLIM_INFINITY else min(most, hard))
    resource.setrlimit(what, (limit, limit))


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _CHOICES
    )
    user = profile / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )
