"""`qa catalogue`: the cases, what each must show, and which tests prove it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qa.errors import UserError, unknown
from qa.help import examples, switch

if TYPE_CHECKING:
    from fixtures.catalogue.cases import Case, Catalogue

LIST_EXAMPLES = examples(
    ("qa catalogue list", "every case"),
    ("qa catalogue list --group critical_path", "one group of them"),
)
SHOW_EXAMPLES = examples(("qa catalogue show CP-FOCUS-01", "what a passing test must have seen"))
CATALOGUE = Path("suites") / "catalogue.yaml"

JsonOption = Annotated[bool, switch("--json", help="As JSON.")]

app = typer.Typer(help="The cases, and what each must show.", no_args_is_help=True)


@app.command("list", epilog=LIST_EXAMPLES)
def list_cases(
    *,
    group: Annotated[str | None, typer.Option(metavar="NAME", help="Only the cases of this group.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the cases by group and area."""
    catalogue = _catalogue()
    if group is not None and group not in catalogue.groups:
        raise unknown("group", group, catalogue.groups, where=str(CATALOGUE))
    cases = [case for case in catalogue.cases if group in {None, case.group}]
    if as_json:
        print(json.dumps([_facts(case) for case in cases]))
        return
    for name in dict.fromkeys(case.group for case in cases):
        of_group = [case for case in cases if case.group == name]
        print(f"\n{catalogue.groups[name].title} ({name}, {len(of_group)} cases)")
        for case in of_group:
            print(f"  {case.id:<13} {case.area:<12} {case.title}")


@app.command("show", epilog=SHOW_EXAMPLES)
def show_case(
    case_id: Annotated[str, typer.Argument(metavar="CASE", help="A case id.")], *, as_json: JsonOption = False
) -> None:
    """Show one case: what a passing test must have seen from outside."""
    catalogue = _catalogue()
    cases = {case.id: case for case in catalogue.cases}
    if case_id not in cases:
        raise unknown("case", case_id, cases, where=str(CATALOGUE), list_with="qa catalogue list")
    facts = _facts(cases[case_id])
    if as_json:
        print(json.dumps(facts))
        return
    for key, value in facts.items():
        print(f"{key:<6} {value}")
    print(f"\nrun it with: qa run {case_id}")


def check_selection(patterns: Sequence[str]) -> list[str]:
    """Return the ids of the cases that a selection of ids, patterns, groups and areas means; none: all.

    Raises:
        UserError: one names none; the message gives the nearest match.

    """
    from fixtures.catalogue.cases import CatalogueError

    try:
        return _catalogue().select(list(patterns))
    except CatalogueError as error:
        raise UserError(str(error)) from error


def _catalogue() -> "Catalogue":
    from fixtures.catalogue.cases import CatalogueError, load_catalogue

    try:
        return load_catalogue(CATALOGUE)
    except CatalogueError as error:
        raise UserError(str(error)) from error


def _facts(case: "Case") -> dict[str, Any]:
    return {"id": case.id, "group": case.group, "area": case.area, "title": case.title, "shows": case.shows or ""}
