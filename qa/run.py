"""`qa run`: run the suite, judge it, say where the report is."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from qa import completion
from qa.errors import UserError
from qa.gate import DEFAULT_POLICY, RUN_ROOT, CandidateOption, ExceptionsOption, PolicyOption, RootOption
from qa.help import examples, switch

if TYPE_CHECKING:
    from fixtures.target.profiles import Profile
    from qa.suite import SuiteEnd, SuiteOptions
    from qa.verdicts import Judged
    from reports.evidence.models import Seal
    from reports.evidence.run_directory import RunDirectory
    from reports.gates.ledger import Ledger
    from reports.gates.policy import Policy

EXAMPLES = examples(
    ("qa run", "all cases, on a server of its own"),
    ("qa run CP-FOCUS-02 --seed 7", "one case, in an earlier order"),
    ("qa run 'CP-QUEST-*' habits", "a pattern and an area"),
    ("qa run --target http://127.0.0.1:8080", "a server that runs already"),
    ("qa run --target staging -n 4", "a profile of targets.yaml"),
)
Engine = Literal["chromium", "firefox", "webkit"]
CONSOLE = "console.log"
_LAST_LINES = 20
_NAMED_AT_THE_END = 10
# A browser and its share of the server keep a core busy (docs/performance.md, "Whole runs"); the server is one process.
_WORKERS = min(os.cpu_count() or 1, 4)


class NoVerdictError(Exception):
    """There is nothing to judge; the message says why, and `exit_code` whose fault it is."""

    def __init__(self, why: str, exit_code: int) -> None:
        super().__init__(why)
        self.exit_code = exit_code


class BlockedError(Exception):
    """The target cannot be tested; the message says why, and `run` is the evidence of that."""

    def __init__(self, why: str, run: Path) -> None:
        super().__init__(why)
        self.run = run


TargetOption = Annotated[
    str,
    typer.Option(
        "--target",
        metavar="NAME|URL",
        help="A profile of targets.yaml, or where the product runs.",
        autocompletion=completion.targets,
    ),
]
TargetsFileOption = Annotated[Path, typer.Option("--targets-file", metavar="FILE", help="The profiles.")]


def run(
    cases: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CASE", help="Case ids, patterns, groups or areas; none: all.", autocompletion=completion.cases
        ),
    ] = None,
    *,
    target: TargetOption = "reference",
    targets_file: TargetsFileOption = Path("targets.yaml"),
    workers: Annotated[
        int,
        typer.Option(
            "-n", "--workers", metavar="N", min=1, max=64, help="Browsers at once; none: one a core, at most 4."
        ),
    ] = _WORKERS,
    seed: Annotated[
        int | None, typer.Option(metavar="N", min=0, max=2**32 - 1, help="Order of the tests; none: a new one.")
    ] = None,
    browser: Annotated[
        Engine, typer.Option(help="Another engine, where Playwright's build of it is installed.")
    ] = "chromium",
    browser_path: Annotated[
        str | None, typer.Option(metavar="PATH", help="A Chromium, Chrome or Edge; none: qa browsers list.")
    ] = None,
    full_browser: Annotated[bool, switch("--full-browser", help="A full browser, not the headless shell.")] = False,
    headed: Annotated[bool, switch("--headed", help="Show the browser's window.")] = False,
    trace_all: Annotated[bool, switch("--trace-all", help="Keep a trace of every test; slower.")] = False,
    reproduce: Annotated[
        int, typer.Option(min=0, max=20, metavar="N", help="Runs of a failed test, alone and traced.")
    ] = 3,
    policy: PolicyOption = DEFAULT_POLICY,
    candidate: CandidateOption = None,
    exceptions: ExceptionsOption = None,
    run_root: RootOption = RUN_ROOT,
    as_json: Annotated[bool, switch("--json", help="The outcome as one JSON object, for programs.")] = False,
) -> None:
    """Run the suite against a target, keep the evidence, and judge it.

    First the target is asked, in about a second, whether it can be tested:
    health, build, clock, sign-in. Where it cannot, no test is run: BLOCKED.
    `qa doctor --target` says more. A run whose target goes down ends there.

    Exit codes:
    0  GO; for a selection of cases: each of them was shown to pass (no verdict on the release)
    1  tests failed (pytest's own 1 to 6 are passed on; 2: stopped on the way)
    2  a mistake in the command, a target, the policy or the exceptions
    7  BLOCKED: the target cannot be tested, or went down
    8  NO-GO
    9  INCONCLUSIVE; for a selection: some of it was not shown to pass
    """
    from qa.policies import read_ledger, read_policy
    from qa.profiles import read_profile
    from qa.suite import SuiteOptions

    rules, ledger = read_policy(policy), read_ledger(exceptions)
    profile = read_profile(target, targets_file)
    _check_selection(cases or [])
    unprotected = _check_browser(browser, browser_path, full=full_browser or headed)
    options = SuiteOptions(
        target=target,
        workers=workers,
        cases=tuple(cases or ()),
        seed=seed,
        targets_file=targets_file,
        browser=None if browser == "chromium" else browser,
        browser_path=browser_path,
        full_browser=full_browser or headed,
        headed=headed,
        trace_all=trace_all,
        reproduce=reproduce,
        check_first=profile.url is None,
        until_down=True,
    )
    try:
        directory = _new_run(run_root)
        if profile.url:
            _ask_first(profile, directory, cases or [])
        if unprotected:
            print(unprotected, file=sys.stderr)
        folder, end = _run(options, directory)
    except BlockedError as error:
        _tell_blocked(error, rules, ledger, as_json=as_json)
    except NoVerdictError as error:
        print(error, file=sys.stderr)
        if as_json:
            print(json.dumps({"run": None, "decision": None, "reasons": [str(error)], "exit_code": error.exit_code}))
        raise typer.Exit(error.exit_code) from None

    from qa.verdicts import judge  # after the run: judging imports much, and the suite is waited for

    judged = judge(folder, rules, ledger, candidate)
    judged.write()
    code = end.exit_code or judged.exit_code(selection=bool(cases))
    if as_json:
        print(json.dumps({**judged.summary(), "report": str(judged.report), "exit_code": code}))
    else:
        _tell(judged, end, selection=bool(cases))
    raise typer.Exit(code)


def _new_run(run_root: Path) -> "RunDirectory":
    from reports.evidence.run_directory import RunDirectory

    try:
        return RunDirectory.create(run_root, "suite")
    except OSError as error:
        raise UserError(f"--run-root {run_root} cannot be written ({error.strerror}); give another folder") from error


def _run(options: "SuiteOptions", run: "RunDirectory") -> tuple[Path, "SuiteEnd"]:
    from qa.console import progress
    from qa.progress_view import view_for
    from qa.suite import run_suite
    from reports.evidence.run_directory import MANIFEST, VIEWS

    folder = run.path
    console_log = folder / VIEWS / CONSOLE
    with view_for(progress()) as view:
        end = run_suite(options.command(folder), folder, console_log, view, tries_again=options.tries_again)
    said = console_log.read_text(encoding="utf-8", errors="replace")
    if not (folder / MANIFEST).is_file():
        last = "\n".join(said.splitlines()[-_LAST_LINES:])
        raise NoVerdictError(
            f"{last}\nqa: pytest ended with {end.exit_code} before there was evidence; its last lines stand above, "
            f"all of them in {console_log}",
            end.exit_code or 1,
        )
    if why := run.manifest().blocked:
        raise BlockedError(why, folder)
    return folder, end


def _tell(judged: "Judged", end: "SuiteEnd", *, selection: bool) -> None:
    from qa.console import output

    console = output()
    judged.show(console)
    if end.exit_code and not selection and judged.verdict.exit_code == 0:
        console.print(f"Tests failed, so this run ends with pytest's {end.exit_code}; of the same run, qa gate says 0.")
    if end.interrupted:
        console.print(_of_stop(judged.evidence.manifest.seal))
    if selection:
        passed, selected = judged.of_selection()
        console.print(f"Selected cases passed: {passed} of {selected}. This is no verdict on the release.")
    if troubled := judged.troubled():
        more = ", …" if len(troubled) > _NAMED_AT_THE_END else ""
        named = ", ".join(troubled[:_NAMED_AT_THE_END])
        console.print(f"{judged.verdict.decision}, with {len(troubled)} in trouble: {named}{more}", markup=False)
    console.print(f"Report: {judged.report}", soft_wrap=True, markup=False)


def _of_stop(seal: "Seal | None") -> str:
    """Say what a run that was stopped has left."""
    if seal is None:
        return "Ended at once: what ran is not sealed, so it shows nothing."
    if seal.interrupted:
        return "Stopped before its end: what ran is sealed as partial evidence."
    return "Stopped after its last test: the evidence is whole, but for failures that were not run again."


def _check_selection(cases: list[str]) -> None:
    if not cases:
        return
    from qa.catalogue import check_selection

    check_selection(cases)


def _check_browser(engine: Engine, path: str | None, *, full: bool) -> str | None:
    """Find the browser before anything is started; return what is to be said of its sandbox."""
    from fixtures.devices.browsers import BrowserNotFound, find_browser, playwright_has, sandbox_refusal

    if engine != "chromium":
        if path:
            raise UserError(f"--browser-path names a Chromium, and --browser asks for {engine}: give one of them")
        if not playwright_has(engine):
            raise UserError(f"--browser {engine}: not installed; try: .venv/bin/playwright install {engine}")
        return None
    try:
        browser = find_browser(path, full=full)
    except BrowserNotFound as error:
        raise UserError(str(error)) from error
    refusal = sandbox_refusal()
    return f"{browser.name} runs without its sandbox ({refusal})" if refusal else None


def _ask_first(profile: "Profile", run: "RunDirectory", cases: list[str]) -> None:
    """Ask a target that runs elsewhere whether it can be tested, before pytest and its browsers are started."""
    from fixtures.api.http import new_http
    from fixtures.people.admission import short_form
    from fixtures.people.ledger import Ledger
    from fixtures.people.sweeper import ledgers
    from fixtures.target.profiles import Target, TargetError
    from qa.blocked import leave

    target = Target(profile=profile, url=profile.url or "", providers=profile.sign_in.providers)
    try:
        with new_http() as http:
            short_form(http, target, Ledger(ledgers(run.path.parent, profile.name) / f"{run.path.name}.jsonl"))
    except TargetError as error:
        leave(run, profile, cases, ["qa", *sys.argv[1:]], str(error))
        raise BlockedError(str(error), run.path) from error


def _tell_blocked(blocked: BlockedError, rules: "Policy", ledger: "Ledger", *, as_json: bool) -> NoReturn:
    """Say why nothing was tested; the page of the run says the same, and that nothing was shown."""
    from fixtures.plugins.keys import BLOCKED, BLOCKED_LINE
    from qa.verdicts import judge
    from reports.evidence.run_directory import VIEWS

    judged = judge(blocked.run, rules, ledger, None)
    judged.write()
    print(f"{BLOCKED_LINE} {blocked}", file=sys.stderr)
    if (said := blocked.run / VIEWS / CONSOLE).is_file():
        print(f"  all that was said: {said}", file=sys.stderr)
    if as_json:
        reasons = [f"{BLOCKED_LINE} {blocked}"]
        print(json.dumps({**judged.summary(), "reasons": reasons, "report": str(judged.report), "exit_code": BLOCKED}))
    raise typer.Exit(BLOCKED)
