"""`qa targets sweep`: people whom earlier runs made at a target and could not erase."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from qa.errors import UserError
from qa.gate import RUN_ROOT, RootOption
from qa.help import examples

EXAMPLES = examples(("qa targets sweep staging", "after a run whose machine died"))


def sweep(
    name: Annotated[str, typer.Argument(metavar="NAME|URL", help="A profile of targets.yaml, or a URL.")],
    *,
    targets_file: Annotated[Path, typer.Option("--targets-file", metavar="FILE", help="The profiles.")] = Path(
        "targets.yaml"
    ),
    run_root: RootOption = RUN_ROOT,
) -> None:
    """Erase the people whom earlier runs made at a target and left there.

    Each run erases its own people, also those of a worker that died; what is left here was left by a run that was
    killed itself, or by a target that did not answer any more. People of runs that go on are left alone.

    Exit codes: 0 nobody is left, 1 somebody could not be erased, 2 a mistake in the command.
    """
    from fixtures.api.http import new_http
    from fixtures.people.ledger import Ledger
    from fixtures.people.sweeper import ledgers
    from fixtures.people.sweeper import sweep as erase
    from fixtures.target.answers import ask
    from fixtures.target.profiles import Target, TargetError
    from qa.profiles import read_profile

    profile = read_profile(name, targets_file)
    lists = [Ledger(file) for file in sorted(ledgers(run_root, profile.name).glob("*.jsonl"))]
    people = sum(len(each.abandoned()) for each in lists)
    if profile.url is None:
        for each in lists:
            if each.leftovers() == each.abandoned():
                each.discard()  # the server was started for its run and is gone, and everybody with it
        print(f"{_people(people)} left at {profile.name}, all gone with the server that was started for them")
        return
    target = Target(profile=profile, url=profile.url)
    try:
        with new_http() as http:
            ask(http, target)
    except TargetError as error:
        raise UserError(str(error)) from error
    left = [line for each in lists for line in erase(target, each, each.abandoned())]
    for line in left:
        print(f"could not erase {line}", file=sys.stderr)
    print(f"{_people(people)} left at {profile.name}; {people - len(left)} erased now")
    raise typer.Exit(1 if left else 0)


def _people(count: int) -> str:
    return "1 person was" if count == 1 else f"{count} people were"
