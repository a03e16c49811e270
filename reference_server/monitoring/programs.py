"""The programs of Prometheus on this machine: by a setting, else by name."""

import os
import shutil
from dataclasses import dataclass


class ProgramMissingError(RuntimeError):
    """A program is not on this machine; the message says what to install, or what to set."""

    def __init__(self, program: "Program", message: str) -> None:
        super().__init__(message)
        self.program = program


@dataclass(frozen=True, slots=True)
class Program:
    """A program: the names that it goes by, the setting that holds its path, and what brings it."""

    names: tuple[str, ...]
    setting: str
    package: str


PROMETHEUS = Program(("prometheus",), "PASSION_PROMETHEUS", "prometheus")
PROMTOOL = Program(("promtool",), "PASSION_PROMTOOL", "prometheus")
# Debian gives the second its own name.
ALERTMANAGER = Program(("alertmanager", "prometheus-alertmanager"), "PASSION_ALERTMANAGER", "prometheus-alertmanager")


def find(program: Program) -> str:
    """Return the path of a program.

    Raises:
        ProgramMissingError: there is none.

    """
    given = os.environ.get(program.setting)
    for name in (given,) if given else program.names:
        if found := shutil.which(name):
            return found
    raise ProgramMissingError(program, _why(program, given))


def _why(program: Program, given: str | None) -> str:
    if given:
        return f"{program.setting} names {given!r}, and that is no program; mend it, or leave it out"
    first = program.names[0]
    return (
        f"{first} is not on this machine: PATH has no {' or '.join(program.names)}; install it (Debian, Ubuntu: "
        f"apt install {program.package}; macOS: brew install {first}), or name its path in {program.setting}"
    )
