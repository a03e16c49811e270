"""Starts the watcher with seeded defects: the contract of `python -m reference_server.watcher`.

Names of faults come before the command: `… --fault NAME run`. Those of the
server are passed over, so that both programs can be started with the same names.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reference_server.faults.hits import file_from_environment
from reference_server.faults.placing import LaunchError, place
from reference_server.faults.registry import BUILT_IN, RegistryError, find
from reference_server.watcher.local.credentials import Credentials
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Settings
from reference_server.watcher.program.commands import main as watcher

if TYPE_CHECKING:
    from reference_server.watcher.engine.parts import Parts

USAGE_ERROR = 2


def main(arguments: list[str] | None = None) -> int:
    """Run a command of the watcher; return 2 when a fault is unknown, badly formed or cannot be placed."""
    options, words = _parser().parse_known_args(arguments)
    try:
        chosen = [each for each in find(options.fault, [BUILT_IN, *options.faults]) if each.program == "watcher"]
    except RegistryError as error:
        print(error, file=sys.stderr)
        return USAGE_ERROR

    def build(home: Home, settings: Settings, credentials: Credentials) -> "Parts":
        from reference_server.watcher.engine.parts import default_parts  # most commands need none

        parts = default_parts(home, settings, credentials)
        place(parts, chosen, file_from_environment())
        return parts

    try:
        watcher(words, build)
    except LaunchError as error:
        print(error, file=sys.stderr)
        return USAGE_ERROR
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--fault", metavar="NAME", action="append", default=[])
    parser.add_argument("--faults", metavar="DIR", action="append", default=[], type=Path)
    return parser


if __name__ == "__main__":
    sys.exit(main())
