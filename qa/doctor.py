"""`qa doctor`: is everything here that a run needs, and what to do if not."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.help import examples, switch

if TYPE_CHECKING:
    from qa.checks import Check

EXAMPLES = examples(
    ("qa doctor", "this machine"),
    ("qa doctor --target reference", "and start the reference server once"),
    ("qa doctor --target staging", "and ask staging how it is"),
)
_MARKS = {"ok": "[green]ok[/green]", "optional": "[yellow]optional[/yellow]", "failed": "[bold red]FAILED[/bold red]"}


def doctor(
    *,
    target: Annotated[
        str | None, typer.Option(metavar="NAME|URL", help="Check this target, too: health, build, clock.")
    ] = None,
    targets_file: Annotated[Path, typer.Option(metavar="FILE", help="The profiles.")] = Path("targets.yaml"),
    run_root: Annotated[Path, typer.Option(metavar="DIR", help="Where the runs are.")] = Path(".qa/runs"),
    as_json: Annotated[bool, switch("--json", help="As JSON.")] = False,
) -> None:
    """Check this machine, and a target if one is named.

    Exit codes: 0 all is well, 1 something must be done.
    """
    from qa import checks
    from qa.profiles import read_profile

    todo = checks.machine(run_root)
    if target:
        profile = read_profile(target, targets_file)
        todo.append(lambda: checks.target(profile))
    results = [check() for check in todo]
    if as_json:
        print(json.dumps([asdict(result) for result in results]))
    else:
        _table(results)
    if any(result.state == "failed" for result in results):
        raise typer.Exit(1)


def _table(results: "Sequence[Check]") -> None:
    from rich.markup import escape
    from rich.table import Table

    from qa.console import output

    table = Table(box=None)
    for heading in ("what", "", "found", "what to do"):
        table.add_column(heading)
    for result in results:
        table.add_row(result.what, _MARKS[result.state], escape(result.found), escape(result.todo))
    output().print(table)
