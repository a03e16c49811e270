"""The suite again and again, each time in a new random order, with several numbers of workers in turn.

`python -m tests.benchmarks.whole_runs [ROUNDS] [--workers N ...] [--cases CASE ...]`; by default 30 rounds of 1, 2 and
4 workers and all cases. It tells three things: whether any run failed (a flaky test), what further workers bring, and
what a run costs: seconds from the command to its first test (aim: 4), memory.
"""

import argparse
import secrets
import sys
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from tests.benchmarks.rounds import HELD, MISSED, told, verdict
from tests.benchmarks.suite_runs import SuiteRun, run_suite

WORKERS = (1, 2, 4)
ROUNDS = 30
FIRST_TEST_AIM_S = 4.0


def asked_for() -> argparse.Namespace:
    """Read the command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("rounds", nargs="?", type=int, default=ROUNDS)
    words.add_argument("--workers", nargs="+", type=int, default=WORKERS)
    words.add_argument("--cases", nargs="+", default=[])
    return words.parse_args()


def main(rounds: int, numbers: Sequence[int], cases: Sequence[str]) -> int:
    """Measure, print, and return 0 when every run was green and the first test began in time."""
    runs: defaultdict[int, list[SuiteRun]] = defaultdict(list)
    for number in range(1, rounds + 1):
        for workers in numbers:
            seed = secrets.randbits(32)
            run = run_suite(*cases, "-n", str(workers), "--seed", str(seed), "--reproduce", "0")
            runs[workers].append(run)
            told_as = "green" if run.exit_code == 0 else f"RED ({run.exit_code})\n{run.said}"
            line = f"round {number} of {rounds}: -n {workers}, seed {seed}: {run.wall_s:.1f} s, {told_as}"
            print(line, file=sys.stderr, flush=True)
    for workers, of_workers in runs.items():
        _tell(workers, of_workers)
    _tell_gain(runs)
    red = sum(run.exit_code != 0 for each in runs.values() for run in each)
    print(f"{'held' if red == 0 else 'MISSED'}: {red} of {rounds * len(numbers)} runs were not green")
    start = median(run.first_test_s for each in runs.values() for run in each)
    return max(HELD if red == 0 else MISSED, verdict("command to first test, seconds,", start, FIRST_TEST_AIM_S))


def _tell(workers: int, runs: list[SuiteRun]) -> None:
    print(f"-n {workers}: {runs[0].tests} tests")
    print(f"  command to end, s         {told([run.wall_s for run in runs])}")
    print(f"  command to first test, s  {told([run.first_test_s for run in runs])}")
    print(f"  tests, s                  {told([run.tests_s for run in runs])}")
    print(f"  memory of the server, MiB {told([run.server_mib for run in runs])}")
    print(f"  memory of the run, MiB    {told([run.run_mib for run in runs])}")


def _tell_gain(runs: dict[int, list[SuiteRun]]) -> None:
    fewest, *more = runs
    for workers in more:
        pairs = zip(runs[workers], runs[fewest], strict=True)
        print(f"command to end, -n {workers} to -n {fewest}: {told([many.wall_s / one.wall_s for many, one in pairs])}")


if __name__ == "__main__":
    asked = asked_for()
    sys.exit(main(asked.rounds, asked.workers, asked.cases))
