"""`qa sensitivity`: the suite tested on servers with seeded defects, which it must notice, and benign variants."""

import secrets
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from qa import completion
from qa.errors import UserError
from qa.gate import RootOption
from qa.help import examples, switch
from qa.run import TargetOption, TargetsFileOption

if TYPE_CHECKING:
    from fixtures.target.profiles import Profile
    from reports.sensitivity.models import Sample, Variant

EXAMPLES = examples(
    ("qa sensitivity", "every defect and every benign variant"),
    (
        "qa sensitivity --quick",
        "sooner: the cases meant for each defect, until one fails; no figures on how kills spread",
    ),
    ("qa sensitivity --group quests", "the cases of one area, and the defects that they must notice"),
    ("qa sensitivity --quick --group doctor", "the defects of health, which qa doctor must notice"),
    ("qa sensitivity --fault quests.tick_lost", "one defect"),
    ("qa sensitivity --quick --sample 10", "some, drawn by chance: what CI does at each landing"),
    ("qa sensitivity --continue 025e", "go on with the run that was stopped and whose name ends so"),
    ("qa sensitivity --faults my_faults", "defects of your own besides: my_faults/<area>/<name>.py"),
)


def sensitivity(
    *,
    group: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CASES",
            help="Case ids, patterns, groups, areas, or: doctor (repeatable). [all]",
            autocompletion=completion.cases,
        ),
    ] = None,
    fault: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this defect or variant (repeatable).")
    ] = None,
    faults: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of further defects.", file_okay=False, exists=True)
    ] = None,
    benign: Annotated[bool, typer.Option("--benign/--no-benign", help="Try the benign variants too.")] = True,
    sample: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only N variants, drawn by chance; not with --fault.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, metavar="N", help="Draws the sample; none: a new one.")] = None,
    quick: Annotated[
        bool,
        switch(
            "--quick",
            help="Against each defect only the cases meant for it, until one fails; against the rest, those of all.",
        ),
    ] = False,
    earlier: Annotated[
        str | None,
        typer.Option(
            "--continue",
            metavar="RUN",
            help="Go on with a run that was stopped; build, harness and way must be its own.",
        ),
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, max=10, help="How often what turned red runs again.")] = 1,
    at_once: Annotated[int, typer.Option("-n", "--at-once", min=1, max=16, help="Servers at the same time.")] = 2,
    target: TargetOption = "reference",
    targets_file: TargetsFileOption = Path("targets.yaml"),
    run_root: RootOption = Path(".qa/runs"),
    as_json: Annotated[bool, switch("--json", help="The matrix and its figures as JSON.")] = False,
) -> None:
    """Try the suite on seeded defects: each must turn a case red that is meant for it, and no benign variant may.

    The suite must be green on the server without defects first, else nothing is claimed. Where no case is about a
    defect, checks of `qa doctor --target` stand for cases: doctor/storage/put and the like.

    Exit code: 0 all as wanted, 8 not, 9 nothing was shown, 2 a mistake in the command.
    """
    from qa.console import output, progress
    from qa.sensitivity.bench import Bench
    from qa.sensitivity.earlier import read_earlier
    from qa.sensitivity.parts import Part, chosen
    from qa.sensitivity.trials import PAGE, Wanted, run_trials
    from qa.sensitivity.variants import list_variants, meant
    from qa.sensitivity.view import to_json, view
    from qa.suite import asked_to_stop
    from reports.evidence.run_directory import VIEWS, RunDirectory
    from reports.sensitivity.terminal import summary
    from reports.sensitivity.verdict import decide

    known = list_variants(faults)
    ids = chosen(group or [], known)
    variants, drawn = _choose(known, frozenset(ids), fault or [], benign=benign, sample=sample, seed=seed)
    part = Part.of(meant(variants, ids) if quick else ids)
    profile = _profile(target, targets_file)
    before = read_earlier(earlier, run_root, whole=not quick) if earlier else None
    try:
        run = RunDirectory.create(run_root, "sensitivity")
    except OSError as error:
        raise UserError(f"--run-root {run_root} cannot be written ({error.strerror}); give another folder") from error
    stop = Event()
    with asked_to_stop(stop) as insist, view(progress()) as tell:
        bench = Bench(
            folder=run.path,
            profile=profile,
            faults=faults,
            part=part,
            whole=not quick,
            repeat=repeat,
            at_once=at_once,
            stop=stop,
            insist=insist,
        )
        matrix = run_trials(bench, run, Wanted(variants, drawn, before), tell)
    if as_json:
        print(to_json(matrix, run.path))
    else:
        output().print(summary(matrix))
        output().print(f"Page: {run.path / VIEWS / PAGE}", soft_wrap=True, markup=False)
    raise typer.Exit(decide(matrix).verdict.value)


def _choose(
    known: "list[Variant]",
    ids: frozenset[str],
    names: list[str],
    *,
    benign: bool,
    sample: int | None,
    seed: int | None,
) -> "tuple[list[Variant], Sample | None]":
    from qa.sensitivity.variants import draw, fits, named

    if sample and names:
        raise UserError("--sample draws by chance what --fault names: give one of them")
    if names:
        return named(known, names, ids), None
    fitting = [each for each in known if fits(each, ids) and (benign or not each.benign)]
    if sample is None:
        return fitting, None
    return draw(fitting, sample, secrets.randbits(32) if seed is None else seed, sys.argv[1:])


def _profile(target: str, targets_file: Path) -> "Profile":
    from qa.profiles import read_profile

    profile = read_profile(target, targets_file)
    if profile.start is None or "faults" not in profile.allows:
        raise UserError(
            f"--target {target}: defects are seeded only into a server that is started for it; "
            f"name a profile of {targets_file} with `start` that allows `faults`, such as reference"
        )
    return profile
