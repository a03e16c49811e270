"""`qa sensitivity`: the suite tested on servers with seeded defects, which it must notice, and benign variants."""

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from qa.errors import UserError
from qa.gate import RootOption
from qa.help import examples, switch
from qa.run import TargetOption, TargetsFileOption

if TYPE_CHECKING:
    from fixtures.target import Profile

EXAMPLES = examples(
    ("qa sensitivity", "every defect and every benign variant"),
    ("qa sensitivity --quick", "sooner: the cases meant for each defect, no figures on how kills spread"),
    ("qa sensitivity --group quests", "the cases of one area, and the defects that they must notice"),
    ("qa sensitivity --fault quests.tick_lost", "one defect"),
    ("qa sensitivity --faults my_faults", "defects of your own besides: my_faults/<area>/<name>.py"),
)


def sensitivity(
    *,
    group: Annotated[
        list[str] | None, typer.Option(metavar="CASES", help="Case ids, patterns, groups or areas (repeatable). [all]")
    ] = None,
    fault: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this defect or variant (repeatable).")
    ] = None,
    faults: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of further defects.", file_okay=False, exists=True)
    ] = None,
    benign: Annotated[bool, typer.Option("--benign/--no-benign", help="Try the benign variants too.")] = True,
    quick: Annotated[
        bool, switch("--quick", help="Against each defect only the cases that are meant to notice it.")
    ] = False,
    repeat: Annotated[int, typer.Option(min=0, max=10, help="How often what turned red runs again.")] = 1,
    at_once: Annotated[int, typer.Option("-n", "--at-once", min=1, max=16, help="Servers at the same time.")] = 2,
    target: TargetOption = "reference",
    targets_file: TargetsFileOption = Path("targets.yaml"),
    run_root: RootOption = Path(".qa/runs"),
    as_json: Annotated[bool, switch("--json", help="The matrix and its figures as JSON.")] = False,
) -> None:
    """Try the suite on seeded defects: each must turn a case red that is meant for it, and no benign variant may.

    The suite must be green on the server without defects first, else nothing is claimed.

    Exit code: 0 all as wanted, 8 not, 9 nothing was shown, 2 a mistake in the command.
    """
    from qa.catalogue import check_selection
    from qa.console import output, progress
    from qa.sensitivity_bench import Bench
    from qa.sensitivity_run import PAGE, choose, list_variants, run_trials
    from qa.sensitivity_view import to_json, view
    from qa.suite import asked_to_stop
    from reports.evidence.run_directory import VIEWS, RunDirectory
    from reports.sensitivity.terminal import summary
    from reports.sensitivity.verdict import decide

    if group:
        check_selection(group)
    variants = choose(list_variants(faults), fault or [], benign=benign)
    profile = _profile(target, targets_file)
    run = RunDirectory.create(run_root, "sensitivity")
    stop = Event()
    bench = Bench(
        folder=run.path,
        profile=profile,
        faults=faults,
        selection=tuple(group or ()),
        whole=not quick,
        repeat=repeat,
        stop=stop,
    )
    with asked_to_stop(stop), view(progress()) as tell:
        matrix = run_trials(bench, run, variants, at_once, tell)
    if as_json:
        print(to_json(matrix, run.path))
    else:
        output().print(summary(matrix))
        output().print(f"Page: {run.path / VIEWS / PAGE}", soft_wrap=True)
    raise typer.Exit(decide(matrix).verdict.value)


def _profile(target: str, targets_file: Path) -> "Profile":
    from qa.profiles import read_profile

    profile = read_profile(target, targets_file)
    if profile.start is None or "faults" not in profile.allows:
        raise UserError(
            f"--target {target}: defects are seeded only into a server that is started for it; "
            f"name a profile of {targets_file} with `start` that allows `faults`, such as reference"
        )
    return profile
