"""The suite as a child process: its command, its progress, its orderly end on Ctrl-C."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

from fixtures.target.processes import end, interrupt, kill
from qa.progress import Progress, RecordTail
from qa.progress_view import View
from reports.evidence.models import Collected, Plan
from reports.evidence.run_directory import COLLECTED, PLAN, RECORDS, EvidenceError, read_model

SUITES = "suites"
STOP_WITHIN_S = 60.0
STOPPING = "stopping: what ran so far is being sealed; Ctrl-C again ends it at once, without a seal …"
_LOOK_EVERY_S = 0.1
# It loads itself where it is installed, and costs a second at every start, also in each worker.
_WITHOUT = "-pno:schemathesis"


@dataclass(frozen=True, kw_only=True)
class SuiteOptions:
    """What is asked of pytest; the values are passed on as they are."""

    target: str
    workers: int
    cases: tuple[str, ...] = ()
    seed: int | None = None
    targets_file: Path | None = None
    browser: str | None = None
    browser_path: str | None = None
    full_browser: bool = False
    headed: bool = False
    trace_all: bool = False
    reproduce: int | None = None
    check_first: bool = False  # whether all of the target is well, and somebody can sign in
    until_down: bool = False  # whether to end when the target does not answer any more
    further: tuple[str, ...] = ()  # straight to pytest

    @property
    def tries_again(self) -> bool:
        """Whether failed tests are run again when all have run."""
        return self.reproduce != 0

    def command(self, run_directory: Path) -> list[str]:
        """Return the command line that runs the suite into `run_directory`."""
        words = [sys.executable, "-m", "pytest", SUITES, _WITHOUT]
        words += [f"--run-dir={run_directory}", f"--target={self.target}"]
        words += [f"--numprocesses={self.workers}", "--dist=worksteal"] if self.workers > 1 else ["--numprocesses=0"]
        words += [f"--case={case}" for case in self.cases]
        given = {
            "--randomly-seed": self.seed,
            "--targets-file": self.targets_file,
            "--browser": self.browser,
            "--browser-path": self.browser_path,
            "--reproduce": self.reproduce,
        }
        words += [f"{option}={value}" for option, value in given.items() if value is not None]
        switches = {"--full-browser": self.full_browser, "--headed": self.headed, "--trace-all": self.trace_all}
        switches |= {"--check-first": self.check_first, "--until-down": self.until_down}
        words += [option for option, on in switches.items() if on]
        return [*words, *self.further]


@dataclass(frozen=True, slots=True)
class SuiteEnd:
    """How the child ended: pytest's exit code (128 + n: signal n killed it), and whether it was asked to stop."""

    exit_code: int
    interrupted: bool


def run_suite(
    command: Sequence[str], run_directory: Path, console_log: Path, view: View, *, tries_again: bool
) -> SuiteEnd:
    """Run pytest to its end, show its progress, pass Ctrl-C and SIGTERM on; what it prints goes to `console_log`."""
    stop = Event()
    console_log.parent.mkdir(parents=True, exist_ok=True)
    with console_log.open("wb") as output, asked_to_stop(stop) as insisted:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # On POSIX Ctrl-C reaches us alone and is passed on once; on Windows a console event cannot be aimed at one
            # process, so pytest stays in our group and gets it from the console.
            start_new_session=os.name == "posix",
        )
        try:
            _follow(process, run_directory, view, stop, insisted, tries_again=tries_again)
        finally:
            end(process, STOP_WITHIN_S)  # we are on our way out, and pytest may not be
    code = process.returncode
    return SuiteEnd(code if code >= 0 else 128 - code, stop.is_set())


def _follow(
    process: "subprocess.Popen[bytes]",
    run_directory: Path,
    view: View,
    stop: Event,
    insisted: Event,
    *,
    tries_again: bool,
) -> None:
    progress, records = Progress(), RecordTail(run_directory / RECORDS)
    view.state("starting the target, the workers and their browsers …")
    kill_at: float | None = None
    while True:
        over = _over(process)
        if not progress.planned:
            _take_plan(progress, run_directory)
        if progress.planned:
            ended = [end for end in map(progress.see, records.read()) if end]
            view.update(progress, ended)
            view.state(_state(progress, stopping=stop.is_set(), tries_again=tries_again))
        if over:
            return
        if stop.is_set() and kill_at is None:
            kill_at = monotonic() + STOP_WITHIN_S
            view.state(STOPPING)
            interrupt(process)
        if kill_at is not None and (insisted.is_set() or monotonic() > kill_at):
            kill(process)


def _over(process: "subprocess.Popen[bytes]") -> bool:
    try:
        process.wait(_LOOK_EVERY_S)
    except subprocess.TimeoutExpired:
        return False
    return True


def _take_plan(progress: Progress, run_directory: Path) -> None:
    with contextlib.suppress(EvidenceError):  # not written yet
        collected = read_model(run_directory / COLLECTED, Collected)
        progress.plan(read_model(run_directory / PLAN, Plan), collected)


def _state(progress: Progress, *, stopping: bool, tries_again: bool) -> str:
    if stopping:
        return STOPPING
    if progress.done < progress.planned:
        return "1 test" if progress.planned == 1 else f"{progress.planned} tests"
    if progress.failed and tries_again:
        return f"{progress.failed} failed; each runs again alone, with a trace, to see whether it repeats …"
    return "sealing the evidence …"


@contextlib.contextmanager
def asked_to_stop(stop: Event) -> Iterator[Event]:
    """Turn Ctrl-C and SIGTERM into `stop`; yields the event that a second one sets."""
    insisted = Event()

    def take(*_: object) -> None:
        (insisted if stop.is_set() else stop).set()

    names = [name for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), take) for name in names}
    try:
        yield insisted
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
