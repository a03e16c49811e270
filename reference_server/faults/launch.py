"""Starts the reference server with seeded defects: the contract of `python -m reference_server`, loopback only."""

import argparse
import json
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from reference_server.__main__ import serve, settings_from_environment
from reference_server.contract.health import Build
from reference_server.faults.hits import file_from_environment
from reference_server.faults.placing import LaunchError, place, wrap
from reference_server.faults.registry import BUILT_IN, Placeable, RegistryError, find, find_all
from reference_server.seams import Seams, default_seams
from reference_server.settings import Settings

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
USAGE_ERROR = 2


def _settings_of(chosen: list[Placeable]) -> dict[str, str]:
    settings = {name: value for each in chosen for name, value in each.fault.settings.items()}
    if unknown := sorted(settings.keys() - Settings.model_fields.keys()):
        raise LaunchError(f"There is no setting {unknown[0]!r}; valid: {', '.join(sorted(Settings.model_fields))}.")
    return settings


def tell_in_build(seams: Seams, chosen: list[Placeable]) -> None:
    """Mark version and digest in /api/build, so that no evidence of a defective server ever stands for the real one."""
    faults = " ".join(each.fault.id for each in chosen)

    @wrap(seams.services.health, "build")
    def build(original: Callable[[], Build]) -> Build:
        facts = original()
        digest = sha256(f"{facts.digest} {faults}".encode()).hexdigest()
        return facts.model_copy(update={"version": f"{facts.version}+seeded-fault", "digest": digest})


def require_loopback(settings: Settings) -> None:
    """Raise LaunchError when the server is meant to be reached from elsewhere: a defective one never is."""
    host = urlsplit(settings.public_url).hostname if settings.public_url else "127.0.0.1"
    if host not in LOOPBACK:
        raise LaunchError(f"A server with seeded defects serves loopback only, and PASSION_PUBLIC_URL names {host!r}.")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return the exit status (2: a fault is unknown, badly formed or cannot be placed)."""
    options = _parser().parse_args(arguments)
    folders = [BUILT_IN, *options.faults]
    try:
        if options.list:
            _print_list(find_all(folders), as_json=options.json)
            return 0
        chosen = find(options.fault, folders)
        settings = settings_from_environment(**_settings_of(chosen))
        require_loopback(settings)
        seams = default_seams(settings)
        place(seams, [each for each in chosen if each.program == "server"], file_from_environment())
        tell_in_build(seams, chosen)
    except (RegistryError, LaunchError) as error:
        print(error, file=sys.stderr)
        return USAGE_ERROR
    serve(settings, seams)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reference_server.faults.launch", description=__doc__)
    parser.add_argument("--fault", metavar="NAME", action="append", default=[], help="place this fault; repeatable")
    parser.add_argument(
        "--faults", metavar="DIR", action="append", default=[], type=Path, help="a folder of further faults"
    )
    parser.add_argument("--list", action="store_true", help="list the faults instead of serving")
    parser.add_argument("--json", action="store_true", help="with --list: everything, for a machine")
    return parser


def _print_list(placeables: list[Placeable], *, as_json: bool) -> None:
    faults = [each.fault for each in placeables]
    if as_json:
        print(json.dumps([fault.model_dump(mode="json", exclude={"settings"}) for fault in faults], indent=1))
        return
    for fault in faults:
        print(f"{fault.id:42} {fault.title}")


if __name__ == "__main__":
    sys.exit(main())
