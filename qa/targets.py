"""`qa targets`: where the suite can run."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qa import sweep
from qa.help import examples, switch

if TYPE_CHECKING:
    from fixtures.target.profiles import Profile

LIST_EXAMPLES = examples(("qa targets list", "every profile of targets.yaml"), ("qa targets list --json", ""))
SHOW_EXAMPLES = examples(("qa targets show staging", "all that the suite knows of it"))

FileOption = Annotated[Path, typer.Option("--targets-file", metavar="FILE", help="The profiles.")]
JsonOption = Annotated[bool, switch("--json", help="As JSON.")]

app = typer.Typer(help="Where the suite can run: the profiles of targets.yaml.", no_args_is_help=True)


app.command("sweep", epilog=sweep.EXAMPLES)(sweep.sweep)


@app.command("list", epilog=LIST_EXAMPLES)
def list_targets(*, targets_file: FileOption = Path("targets.yaml"), as_json: JsonOption = False) -> None:
    """List the profiles with their kind and address."""
    from qa.profiles import read_profiles

    profiles = read_profiles(targets_file)
    if as_json:
        print(json.dumps([_facts(profile) for profile in profiles]))
        return
    from rich.table import Table

    from qa.console import output

    table = Table(box=None)
    for heading in ("target", "kind", "address", "allows"):
        table.add_column(heading)
    for profile in profiles:
        table.add_row(profile.name, profile.kind, _address(profile), ", ".join(sorted(profile.allows)))
    output().print(table)


@app.command("show", epilog=SHOW_EXAMPLES)
def show_target(
    name: Annotated[str, typer.Argument(help="A profile's name, or a URL.")],
    *,
    targets_file: FileOption = Path("targets.yaml"),
    as_json: JsonOption = False,
) -> None:
    """Show one profile; of secrets only the name of the environment variable, and whether it is set."""
    from qa.profiles import read_profile

    facts = _facts(read_profile(name, targets_file))
    if as_json:
        print(json.dumps(facts))
        return
    for key, value in facts.items():
        print(f"{key:<15} {_in_words(value)}")


def _address(profile: "Profile") -> str:
    return profile.url or "(started for each run)"


def _facts(profile: "Profile") -> dict[str, Any]:
    import os

    secrets = {
        name: f"${secret.env} ({'set' if secret.env in os.environ else 'NOT set'})"
        for name, secret in profile.headers.items()
    }
    starts = {"start": profile.start, "exclusive_start": profile.exclusive_start}
    return {
        "name": profile.name,
        "kind": profile.kind,
        "address": _address(profile),
        **{name: " ".join(start.command) for name, start in starts.items() if start},
        "sign_in": profile.sign_in.method,
        "headers": secrets,
        "capabilities": sorted(profile.capabilities),
        "allows": sorted(profile.allows),
    }


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {item}" for key, item in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return str(value)
