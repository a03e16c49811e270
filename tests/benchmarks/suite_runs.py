"""Runs of the suite as the benchmarks need them: started as people start them, read back from their evidence."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil

from fixtures.target.profiles import load_profile
from fixtures.target.running import RunningTarget

ROOT = Path(__file__).parents[2]
_LOOK_EVERY_S = 2.0  # reading the share of shared pages costs: four times a second had taken 7 % of the machine
_MIB = 1024 * 1024
_SERVER = ("reference_server", "serve", "postgres")  # how a word begins that only the target's processes are called by


@dataclass(frozen=True, slots=True)
class SuiteRun:
    """One `qa run`: whether it was green, what it took, and the memory it held at most."""

    exit_code: int
    said: str
    tests: int
    wall_s: float  # from the command to its end
    first_test_s: float  # from the command to the beginning of the first test
    tests_s: float  # from the beginning of the first test to the end of the last
    server_mib: float  # peak of the reference server's processes
    run_mib: float  # peak of everything else: command line, pytest, workers, browsers


@contextmanager
def reference_server() -> Iterator[str]:
    """Start the reference server and give its address."""
    with RunningTarget(load_profile("reference", ROOT / "targets.yaml")) as running:
        yield running.wait_ready().url


def run_suite(*options: str) -> SuiteRun:
    """Run `qa run` with these options. The evidence of a run that was not green is kept, and its report is named."""
    folder = tempfile.mkdtemp(prefix="passion-benchmark-")
    with ExitStack() as put_away:
        put_away.callback(shutil.rmtree, folder)
        command = [sys.executable, "-m", "qa", "run", *options, "--json", "--run-root", folder]
        started_at, started = time.time(), time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        with _memory_of(process.pid) as peaks:
            output, errors = process.communicate()
        wall_s = time.perf_counter() - started
        said = json.loads(output) if output else {}
        reports = _reports(Path(said["run"]) / "records.jsonl") if said.get("run") else []
        if process.returncode != 0:
            errors = f"{errors}its evidence: {said.get('report', folder)}"
            put_away.pop_all()
    first = min((float(report["start"]) for report in reports), default=started_at)
    last = max((float(report["stop"]) for report in reports), default=started_at)
    return SuiteRun(
        exit_code=process.returncode,
        said=errors,
        tests=len({report["nodeid"] for report in reports}),
        wall_s=wall_s,
        first_test_s=first - started_at,
        tests_s=last - first,
        server_mib=peaks["server"] / _MIB,
        run_mib=peaks["run"] / _MIB,
    )


def _reports(records: Path) -> Sequence[dict[str, float | str]]:
    lines = [json.loads(line) for line in records.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line.get("$report_type") == "TestReport"]


@contextmanager
def _memory_of(pid: int) -> Iterator[dict[str, int]]:
    """Watch a process and all below it; the peaks (bytes, shared pages counted by share) stand when the block ends."""
    peaks = {"server": 0, "run": 0}
    over = Event()

    def watch() -> None:
        while not over.wait(_LOOK_EVERY_S):
            for part, held in _held(pid).items():
                peaks[part] = max(peaks[part], held)

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        over.set()
        watcher.join()


def _held(pid: int) -> dict[str, int]:
    held = {"server": 0, "run": 0}
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return held
    for process in family:
        try:
            part = "server" if any(word.startswith(_SERVER) for word in process.cmdline()) else "run"
            held[part] += process.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return held
