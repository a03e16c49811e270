"""What the harness costs per test: the suite's cases beside a bare Playwright script that does the same steps.

`python -m tests.benchmarks.harness_cost [ROUNDS]`. Both run against one server, in turn, with one browser each. The
harness keeps evidence, as it always does. Aim: 1.10 (stock pytest-playwright was measured at 1.12).
"""

import json
import subprocess
import sys
from statistics import median

from tests.benchmarks.bare import CASES
from tests.benchmarks.rounds import measure, told, verdict
from tests.benchmarks.suite_runs import ROOT, reference_server, run_suite

AIM = 1.10


def main(rounds: int = 10) -> int:
    """Measure, print, and return 0 when the aim was met."""
    with reference_server() as url:

        def bare() -> float:
            command = [sys.executable, "-m", "tests.benchmarks.bare", url]
            said = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
            return float(said["seconds"]) / int(said["tests"])

        def harness() -> float:
            run = run_suite(*CASES, "--target", url, "-n", "1", "--seed", "1")
            if run.exit_code:
                raise RuntimeError(f"a run that is not green has no speed: {run.said}")
            return run.tests_s / run.tests

        found = measure(rounds, {"harness": harness, "bare": bare})
    ratios = found.ratios("harness", "bare")
    print(f"seconds a test: harness {found.typical('harness'):.3f}, bare {found.typical('bare'):.3f}")
    print(f"harness to bare: {told(ratios)}")
    return verdict("harness to bare", median(ratios), AIM)


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
