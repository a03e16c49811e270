"""Getting a browser: Playwright's own download first, else the system's package, and a proof that it starts."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fixtures.devices.browsers import Browser, BrowserNotFound, find_browser

BUILD, FULL_BUILD = "chromium-headless-shell", "chromium"
DOWNLOAD_WITHIN_S = 900.0
START_WITHIN_MS = 30_000
_PLAYWRIGHT = (sys.executable, "-m", "playwright")


class NoBrowserError(Exception):
    """No browser could be made ready; the message says what was tried and what to type."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A browser that was started and stopped again."""

    browser: Browser
    version: str


def ready_browser(path: str | None = None, *, full: bool = False) -> Ready:
    """Find a browser and prove that it starts.

    Raises:
        NoBrowserError: none is there, or the one that is there does not start.

    """
    try:
        browser = find_browser(path, full=full)
    except BrowserNotFound as error:
        raise NoBrowserError(str(error)) from error
    return Ready(browser, start(browser))


def start(browser: Browser) -> str:
    """Start the browser as the suite does, and return its version.

    Raises:
        NoBrowserError: it does not start; the message holds the last line that says why.

    """
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            running = playwright.chromium.launch(**browser.launch_options(), timeout=START_WITHIN_MS)
            version = running.version
            running.close()
    except Error as error:
        raise NoBrowserError(f"{browser.name} does not start: {_why(error.message)}") from error
    return version


def install(tell: Callable[[str], None], *, full: bool = False) -> Ready:
    """Get a browser and prove that it starts; `tell` hears each step.

    Raises:
        NoBrowserError: nothing worked; the message says what to type.

    """
    build = FULL_BUILD if full else BUILD
    tell(f"downloading Playwright's {build} …")
    if not _succeeds([*_PLAYWRIGHT, "install", build]):
        tell("the download failed; trying the system's package …")
        _run_as_root(system_package(full=full), tell)
        return ready_browser(full=full)
    try:
        return ready_browser(full=full)
    except NoBrowserError as error:
        tell(f"{error}; installing the libraries that it needs …")
        _run_as_root([*_PLAYWRIGHT, "install-deps", build], tell)
        return ready_browser(full=full)


def system_package(*, full: bool = False) -> list[str] | None:
    """Return the command that installs a browser with this system's package manager; None where there is none."""
    if shutil.which("apt-get"):
        # Ubuntu's package of this name is a pointer to a snap, which needs a running snapd; Debian's is the browser.
        return ["apt-get", "install", "--yes", "--no-install-recommends", "chromium" if full else BUILD]
    commands = {
        "dnf": ["dnf", "install", "--assumeyes", "chromium" if full else "chromium-headless"],
        "pacman": ["pacman", "-S", "--noconfirm", "chromium"],
        "apk": ["apk", "add", "chromium"],
        "brew": ["brew", "install", "--cask", "google-chrome"],
        "winget": ["winget", "install", "--exact", "--id", "Google.Chrome"],
    }
    return next((command for program, command in commands.items() if shutil.which(program)), None)


def _run_as_root(command: Sequence[str] | None, tell: Callable[[str], None]) -> None:
    if command is None:
        raise NoBrowserError(
            f"no package manager that we know is on this {platform.system()}; install Chromium, Chrome or Edge and "
            "name it with --browser-path PATH"
        )
    needs_root = command[0] not in {"brew", "winget"} and hasattr(os, "geteuid") and os.geteuid() != 0
    if needs_root and not shutil.which("sudo"):
        raise NoBrowserError(
            f"this needs an administrator; type as root:\n  {' '.join(command)}\nand then: qa browsers install"
        )
    first = ["sudo"] if needs_root else []
    line = " ".join([*first, *command])
    tell(f"running: {line}")
    if command[0] == "apt-get":
        _succeeds([*first, "apt-get", "update", "--quiet"])  # a fresh machine has no package lists yet
    if not _succeeds([*first, *command]):
        raise NoBrowserError(
            f"`{line}` failed (its output stands above); when it ended well, type again: qa browsers install; or "
            "install Chromium, Chrome or Edge yourself and name it with --browser-path PATH"
        )


def _succeeds(command: Sequence[str]) -> bool:
    try:
        # What these programs print is for the person who waits; standard output is kept for our own result.
        done = subprocess.run(command, check=False, timeout=DOWNLOAD_WITHIN_S, stdout=sys.stderr.fileno())
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _why(message: str) -> str:
    """Pick the line of a launch error that a person can use."""
    lines = [line.strip(" ║╔╗╚╝═-") for line in message.splitlines()]
    telling = [line for line in lines if "error while loading" in line or "ERROR" in line or "missing" in line.lower()]
    return next(iter([*telling, *filter(None, lines)]), "it gave no reason")
