"""The command `qa doctor`."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa import completion
from qa.help import examples, switch

if TYPE_CHECKING:
    from qa.doctor.check import Check, Found

EXAMPLES = examples(
    ("qa doctor", "this machine"),
    ("qa doctor --target reference", "the reference server, started for it"),
    ("qa doctor --target staging", "the staging validation"),
    ("qa doctor --target staging --json", "the same for programs"),
)
_MARKS = {
    "ok": "[green]ok[/green]",
    "optional": "[yellow]optional[/yellow]",
    "not applicable": "n/a",
    "unknown": "[bold yellow]unknown[/bold yellow]",
    "failed": "[bold red]FAILED[/bold red]",
}


def doctor(
    *,
    target: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|URL", help="Validate this target instead of the machine.", autocompletion=completion.targets
        ),
    ] = None,
    targets_file: Annotated[Path, typer.Option(metavar="FILE", help="The profiles.")] = Path("targets.yaml"),
    run_root: Annotated[Path, typer.Option(metavar="DIR", help="Where the runs are.")] = Path(".qa/runs"),
    as_json: Annotated[bool, switch("--json", help="As one JSON object.")] = False,
) -> None:
    """Check this machine; with --target, validate a target: is it fit to be tested and released.

    Of a target: eight health endpoints and whether they agree, build, clock,
    TLS, closed metrics, sign-in, sync, a presigned PUT that must work and others that must not,
    telemetry, Prometheus, versions. What was not shown is unknown, never ok.
    A throw-away person signs in where the profile allows it, and is erased.
    Secrets are never shown.

    Exit codes:
    0  every check that applies was shown to hold
    1  something failed; what to do stands beside it
    2  a mistake in the command or in targets.yaml
    7  BLOCKED: the target does not answer, or does not start
    9  nothing failed, and something was not shown
    """
    from qa.doctor.check import EXIT_CODES, in_a_line, verdict_of

    found = _of_target(target, targets_file, run_root) if target else _of_machine(run_root)
    checks, verdict = found.checks, verdict_of(found)
    if as_json:
        said = {"target": target, "build": found.build, "verdict": verdict, "exit_code": EXIT_CODES[verdict]}
        print(json.dumps({**said, "checks": [asdict(check) for check in checks]}))
    else:
        _table(checks)
        print(in_a_line(checks, verdict))
    raise typer.Exit(EXIT_CODES[verdict])


def _of_machine(run_root: Path) -> "Found":
    from qa.doctor import machine
    from qa.doctor.check import Found

    return Found([check() for check in machine.machine(run_root)])


def _of_target(target: str, targets_file: Path, run_root: Path) -> "Found":
    from qa.console import progress
    from qa.doctor.validation import validate
    from qa.profiles import read_profile

    profile = read_profile(target, targets_file)
    with progress().status(f"asking {profile.name} …") as status:
        return validate(profile, run_root, lambda name: status.update(f"asking {profile.name}: {name} …"))


def _table(checks: "Sequence[Check]") -> None:
    from rich.markup import escape
    from rich.table import Table

    from qa.console import output

    table = Table(box=None)
    for heading in ("what", "", "found", "what to do"):
        table.add_column(heading)
    for check in checks:
        table.add_row(check.what, _MARKS[check.state], escape(check.found), escape(check.todo))
    output().print(table)
