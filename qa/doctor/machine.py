"""What a machine needs, one function a check; each says what was found and what to do."""

import importlib.metadata
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from qa.browser_setup import NoBrowserError, ready_browser
from qa.doctor.check import Check

OLDEST_PYTHON = (3, 11)
ENOUGH_DISK_BYTES = 1_000_000_000
LOCK = Path("requirements.lock")
_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)\s*(?:;\s*(?P<marker>[^\\]+))?")


def python() -> Check:
    """Compare the version of Python with the oldest that works."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return Check("Python", "failed", version, "install Python 3.11 or newer, then: make setup")
    return Check("Python", "ok", f"{version} ({sys.executable})")


def packages() -> Check:
    """Compare the packages that this platform needs with the lock file."""
    if not LOCK.is_file():
        return Check("packages", "failed", f"{LOCK} is not here", "run qa in the folder of the project")
    wrong = [line for line in map(_mismatch, _pins(LOCK.read_text(encoding="utf-8"))) if line]
    if wrong:
        shown = "; ".join(wrong[:3]) + (f" and {len(wrong) - 3} more" if len(wrong) > 3 else "")  # noqa: PLR2004
        return Check("packages", "failed", shown, "make setup (or: python3 qa/bootstrap.py)")
    return Check("packages", "ok", f"as {LOCK} wants them")


def browser() -> Check:
    """Find a browser and start it."""
    from fixtures.devices.browsers import sandbox_refusal

    try:
        ready = ready_browser()
    except NoBrowserError as error:
        return Check("browser", "failed", str(error), "qa browsers install")
    refusal = sandbox_refusal()
    note = f", without its sandbox ({refusal})" if refusal else ""
    return Check("browser", "ok", f"{ready.browser.name} {ready.version}{note}")


def ports() -> Check:
    """Open a port on loopback and reach it."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), timeout=2).close()
    except OSError as error:
        return Check("ports", "failed", f"127.0.0.1 cannot be used: {error.strerror}", "allow loopback connections")
    return Check("ports", "ok", "127.0.0.1 can be used")


def disk(folder: Path) -> Check:
    """Look for room for runs in `folder`."""
    free = shutil.disk_usage(folder.resolve()).free
    if free < ENOUGH_DISK_BYTES:
        return Check("disk", "failed", f"{free / 1e9:.1f} GB free", "free at least 1 GB; old runs are in .qa/runs")
    return Check("disk", "ok", f"{free / 1e9:.0f} GB free")


def git() -> Check:
    """Look for git and a checkout: evidence names the commit that made it."""
    if not shutil.which("git"):
        return Check("git", "failed", "not found", "install git: evidence names the commit of this project")
    done = subprocess.run(["git", "status", "--porcelain"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return Check("git", "failed", "this folder is no git checkout", "clone the project with git")
    changed = len(done.stdout.splitlines())
    return Check("git", "ok", f"{changed} uncommitted changes" if changed else "clean")


def postgresql() -> Check:
    """Find the programs for a temporary PostgreSQL; only the target reference-postgresql needs them."""
    from reference_server.stack.postgresql import PostgresqlMissingError, programs

    try:
        return Check("PostgreSQL", "ok", str(programs()))
    except PostgresqlMissingError:
        todo = "for --target reference-postgresql only: apt install postgresql (macOS: brew install postgresql)"
        return Check("PostgreSQL", "optional", "not found", todo)


def machine(run_root: Path) -> list[Callable[[], Check]]:
    """Return the checks of this machine, in the order in which they are told."""
    nearest = next(folder for folder in [run_root, *run_root.resolve().parents] if folder.is_dir())
    return [python, packages, browser, ports, lambda: disk(nearest), git, postgresql]


def _pins(lock: str) -> list[tuple[str, str]]:
    from packaging.markers import Marker

    pins = filter(None, (_PIN.match(line) for line in lock.splitlines()))
    return [
        (pin["name"], pin["version"]) for pin in pins if not pin["marker"] or Marker(pin["marker"].strip()).evaluate()
    ]


def _mismatch(pin: tuple[str, str]) -> str | None:
    name, wanted = pin
    try:
        found = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return f"{name} is missing (wanted {wanted})"
    return None if found == wanted else f"{name} is {found} (wanted {wanted})"
