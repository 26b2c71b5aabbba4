"""LibreOffice, where it is installed: a Word or Excel file as PDF, without macros, links and network.

Under all rooms: the scan room lays Word letters out with it, the reports make PDFs of drafts.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from pathlib import Path

from docproc.confined.clock import allow
from docproc.confined.network import leave_network
from docproc.settings import Settings

PACKAGES = "apt install libreoffice-writer libreoffice-calc"
_NAMES = ("soffice", "libreoffice")
_MEGA = 1_000_000
# Nothing listens there: where the system cannot refuse the network, what asks for a page gets none.
_NOWHERE = "http://127.0.0.1:9"
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
    the network where the system allows it, in libreoffice_seconds and worker_megabytes of the settings.
    """
    problem = _convert(program, file.absolute(), folder, settings)
    made = folder / f"{file.stem}.pdf"
    return problem or (made if made.exists() else "no file")


def _convert(program: str, file: Path, folder: Path, settings: Settings) -> str | None:
    profile = folder / "profile"
    _write_profile(profile)
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(file)),
    ]
    # A session of its own: `soffice` starts the program as a child, which has to end with it.
    started = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        env=_environment(folder),
        preexec_fn=lambda: _confine(settings.worker_megabytes),
    )
    allow(settings.libreoffice_seconds + settings.page_work_seconds)
    try:
        said, _ = started.communicate(timeout=settings.libreoffice_seconds)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.communicate()
        return f"> {settings.libreoffice_seconds:g} s"
    return None if started.returncode == 0 else said.strip()[-200:] or f"exit {started.returncode}"


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


def _environment(folder: Path) -> dict[str, str]:
    """A home of its own, so that nothing is left in the home and the temporary folder of whoever works here.

    Fonts that people installed for themselves stay.
    """
    home, own = folder / "home", Path.home()
    home.mkdir(exist_ok=True)
    if (own / ".fonts").is_dir():
        (home / ".fonts").symlink_to(own / ".fonts")
    places = {"HOME": home, "TMPDIR": home, "XDG_CACHE_HOME": home, "XDG_CONFIG_HOME": home}
    fonts = {"XDG_DATA_HOME": os.environ.get("XDG_DATA_HOME") or str(own / ".local" / "share")}
    proxies = {"http_proxy": _NOWHERE, "https_proxy": _NOWHERE}
    return os.environ | {name: str(place) for name, place in places.items()} | fonts | proxies


def _confine(megabytes: float) -> None:
    leave_network()
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = int(megabytes * _MEGA)
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
