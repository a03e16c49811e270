"""Getting a browser: the download, then the system's package, then what a person must type."""

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fixtures.devices.browsers import Browser
from qa import browser_setup
from qa.browser_setup import NoBrowserError, Ready

READY = Ready(Browser("shell", None, full=False), "1.0")


class Machine:
    """A machine on which only some commands succeed; it remembers all."""

    def __init__(self, *succeed: str) -> None:
        self.commands: list[str] = []
        self._succeed = succeed

    def run(self, command: Sequence[str]) -> bool:
        """Take a command; succeed when it is one of those that do."""
        line = " ".join(command)
        self.commands.append(line)
        return any(word in line for word in self._succeed)


def install_on(
    monkeypatch: pytest.MonkeyPatch,
    machine: Machine,
    *starts: bool,
    root: bool = True,
    programs: Sequence[str] = ("apt-get",),
) -> Ready:
    """Install on that machine; `starts` tells, try by try, whether the browser starts."""
    tries = iter(starts)

    def ready(path: str | None = None, *, full: bool = False) -> Ready:
        if not next(tries):
            raise NoBrowserError("shell does not start: libnss3.so is missing")
        return READY

    monkeypatch.setattr(browser_setup, "_succeeds", machine.run)
    monkeypatch.setattr(browser_setup, "ready_browser", ready)
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name, **_: f"/bin/{name}" if name in programs else None)
    return browser_setup.install(lambda _step: None)


def test_the_download_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine("playwright install")

    assert install_on(monkeypatch, machine, True) is READY
    assert len(machine.commands) == 1


def test_missing_libraries_are_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine("playwright install", "install-deps")

    assert install_on(monkeypatch, machine, False, True) is READY
    assert machine.commands[-1].endswith("playwright install-deps chromium-headless-shell")


def test_without_the_download_the_systems_package_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine("apt-get")

    assert install_on(monkeypatch, machine, True) is READY
    assert machine.commands[1:] == [
        "apt-get update --quiet",
        "apt-get install --yes --no-install-recommends chromium-headless-shell",
    ]


def test_who_is_no_administrator_is_told_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoBrowserError, match=r"root:\n  apt-get install .*chromium-headless-shell\n.*browsers install"):
        install_on(monkeypatch, Machine(), True, root=False)


def test_who_may_become_an_administrator_is_asked_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine("sudo apt-get")

    assert install_on(monkeypatch, machine, True, root=False, programs=("apt-get", "sudo")) is READY
    assert machine.commands[1:] == [
        "sudo apt-get update --quiet",
        "sudo apt-get install --yes --no-install-recommends chromium-headless-shell",
    ]


def test_when_nothing_works_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoBrowserError, match="--browser-path PATH"):
        install_on(monkeypatch, Machine(), True)


@pytest.mark.parametrize(
    ("program", "command"),
    [("dnf", "dnf install"), ("pacman", "pacman -S"), ("brew", "brew install"), ("winget", "winget install")],
)
def test_other_systems_have_their_own_packages(monkeypatch: pytest.MonkeyPatch, program: str, command: str) -> None:
    monkeypatch.setattr(shutil, "which", lambda name, **_: name if name == program else None)
    words = browser_setup.system_package()

    assert words
    assert " ".join(words).startswith(command)


def test_a_browser_that_does_not_start_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "browser"
    broken.write_text("#!/bin/sh\necho 'error while loading shared libraries: libnss3.so' >&2\nexit 127\n")
    broken.chmod(0o755)

    # In a thread of its own: this one's event loop belongs to Playwright once a browser test has run before.
    with ThreadPoolExecutor(1) as thread, pytest.raises(NoBrowserError, match=r"does not start: .*libnss3\.so"):
        thread.submit(browser_setup.start, Browser("broken", broken, full=False)).result()
