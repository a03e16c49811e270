"""`qa gate` and `qa report`: judge a run that is there, and look at it."""

import json
from pathlib import Path
from typing import Annotated

import typer

from qa import completion
from qa.errors import UserError
from qa.help import examples, switch

RUN_ROOT = Path(".qa") / "runs"
DEFAULT_POLICY = "reference"

RunArgument = Annotated[
    str | None,
    typer.Argument(metavar="RUN", help="A run directory, or the beginning or end of its name; none: the newest."),
]
RootOption = Annotated[Path, typer.Option("--run-root", metavar="DIR", help="Where the runs are.")]
PolicyOption = Annotated[
    str,
    typer.Option(
        "--policy",
        metavar="NAME|FILE",
        help="What must hold: reference, critical-path, release, or a YAML file.",
        autocompletion=completion.policies,
    ),
]
CandidateOption = Annotated[
    str | None,
    typer.Option(
        "--candidate", metavar="DIGEST", help="The build to be released, as /api/build names it; a release policy asks."
    ),
]
ExceptionsOption = Annotated[
    Path | None,
    typer.Option(
        "--exceptions", metavar="FILE", help="The known issues; none: reports/policies/exceptions.yaml.", dir_okay=False
    ),
]

GATE_EXAMPLES = examples(
    ("qa gate", "the newest run, by the policy reference"),
    ("qa gate --policy release --candidate 9f3c…", "what a release needs"),
    ("qa gate --exceptions known.yaml", "with another ledger of known issues"),
    ("qa gate 3f2a --json", "the run whose name ends in 3f2a"),
)
REPORT_EXAMPLES = examples(
    ("qa report", "write the newest run's page again"),
    ("qa report 3f2a --open", "and open it in the browser"),
)


def gate(
    run: RunArgument = None,
    *,
    policy: PolicyOption = DEFAULT_POLICY,
    candidate: CandidateOption = None,
    exceptions: ExceptionsOption = None,
    run_root: RootOption = RUN_ROOT,
    as_json: Annotated[bool, switch("--json", help="The whole verdict as JSON.")] = False,
) -> None:
    """Judge a run by a policy. Where nothing can be judged, nothing was shown: INCONCLUSIVE.

    Exit codes: 0 GO, 8 NO-GO, 9 INCONCLUSIVE, 2 a mistake in the command, the policy or the exceptions.
    """
    from qa.console import output
    from qa.policies import read_ledger, read_policy
    from qa.runs import find_run
    from qa.verdicts import read_evidence
    from reports.gates.decide import decide
    from reports.render.terminal import render_terminal

    asked, ledger = read_policy(policy), read_ledger(exceptions)
    found = find_run(run, run_root)
    evidence, absence = read_evidence(found) if found else (None, f"there is no suite run in {run_root} yet")
    verdict = decide(asked, evidence, ledger=ledger, candidate_digest=candidate, absence=absence)
    if as_json:
        print(verdict.model_dump_json(indent=2))
    else:
        render_terminal(verdict, evidence, output(), found)
    raise typer.Exit(verdict.exit_code)


def report(
    run: RunArgument = None,
    *,
    policy: PolicyOption = DEFAULT_POLICY,
    candidate: CandidateOption = None,
    exceptions: ExceptionsOption = None,
    run_root: RootOption = RUN_ROOT,
    open_it: Annotated[bool, switch("--open", help="Open the page in the browser.")] = False,
    as_json: Annotated[bool, switch("--json", help="Where the files are, as JSON.")] = False,
) -> None:
    """Write the page of a run and say where it is; beside it verdict.json, junit.xml and summary.md.

    In a step of GitHub Actions the summary is appended to the step's, too.
    """
    from qa.policies import read_ledger, read_policy
    from qa.runs import find_run
    from qa.verdicts import judge

    asked, ledger = read_policy(policy), read_ledger(exceptions)
    found = find_run(run, run_root)
    if found is None:
        raise UserError(f"there is no suite run in {run_root} yet; make one with: qa run")
    judged = judge(found, asked, ledger, candidate)
    judged.write()
    judged.add_to_step_summary()
    if as_json:
        print(json.dumps({**judged.summary(), "report": str(judged.report)}))
    else:
        print(f"{judged.verdict.decision.value}  {judged.report}")
    if open_it:
        import webbrowser

        webbrowser.open(judged.report.resolve().as_uri())
