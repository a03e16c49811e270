"""Starts Prometheus or Alertmanager with seeded defects: the contract of `python -m reference_server.stack.monitoring`.

Names of faults come before the words: `… --fault NAME prometheus FOLDER`. Those of other programs are passed over, so
that all programs can be started with the same names.
"""

import argparse
import sys
from pathlib import Path

from reference_server.faults.hits import file_from_environment
from reference_server.faults.placing import LaunchError, place
from reference_server.faults.registry import BUILT_IN, RegistryError, find
from reference_server.monitoring.monitoring import Monitoring
from reference_server.stack.monitoring import main as run

USAGE_ERROR = 2


def main(arguments: list[str] | None = None) -> int:
    """Run one of the programs; return 2 when a fault is unknown, badly formed or cannot be placed."""
    options, words = _parser().parse_known_args(arguments)
    monitoring = Monitoring()
    try:
        chosen = find(options.fault, [BUILT_IN, *options.faults])
        place(monitoring, [each for each in chosen if each.program == "monitoring"], file_from_environment())
    except (RegistryError, LaunchError) as error:
        print(error, file=sys.stderr)
        return USAGE_ERROR
    run(words, monitoring)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--fault", metavar="NAME", action="append", default=[])
    parser.add_argument("--faults", metavar="DIR", action="append", default=[], type=Path)
    return parser


if __name__ == "__main__":
    sys.exit(main())
