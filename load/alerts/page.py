"""The page docs/alerts.md: what layer 1 tries of each rule, how many mutants it kills, and which are none.

`python -m load.alerts.page RULES [PROMTOOL]` prints it; it takes about half a minute of two processors.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fixtures.monitoring.rule_file import WATCHDOG, RuleFile, read_rule_file
from load.alerts.case import Case, Kind
from load.alerts.cases import CASES
from load.alerts.equivalents import EQUIVALENT
from load.alerts.kills import Outcome, try_mutants
from load.alerts.mutants import Mutant, mutants

_HEAD = """# Alerts: what is shown of them

Written by `python -m load.alerts.page reference_server/monitoring/alerts.yaml > docs/alerts.md`; a test compares it
with what it finds. What each alert means and what to do is in
[runbooks/alerts.md](runbooks/alerts.md), what was decided in
[decision 14](decisions/0014-alerts.md).

The cases are layer 1: simulated time, by promtool. At each look of each case all alerts are looked at, so that a case
shows also that nothing else fires. A mutant is a rule with one thing in it changed (comparison; threshold x3 and /3;
`for` 0, x3 and /3; window x3 and /3; aggregation; function; label matcher; `and`/`or` and what stands beside it;
arithmetic; quantile; `by`/`on`; severity). It is killed when a case of its rule fails.
"""


def all_mutants(file: RuleFile) -> list[Mutant]:
    """Return the mutants of every rule but the dead man's switch, which says nothing that could be changed."""
    return [mutant for rule in file.rules() if rule.alert != WATCHDOG for mutant in mutants(rule)]


def percent(outcomes: Sequence[Outcome]) -> float:
    """Return the share of killed ones, in percent, of those that are not shown to be equivalent."""
    counted = [outcome for outcome in outcomes if outcome.mutant.id not in EQUIVALENT]
    return 100 * sum(outcome.killed for outcome in counted) / len(counted)


def render(cases: Sequence[Case], outcomes: Sequence[Outcome]) -> str:
    """Return the page."""
    rules = list(dict.fromkeys(case.alert.rule for case in cases))
    lines = [
        _HEAD,
        f"| rule | cases | {' | '.join(Kind)} | mutants | killed | equivalent |",
        "|---" * (len(Kind) + 5) + "|",
    ]
    lines += [_row(rule, cases, outcomes) for rule in rules]
    lines.append(_row("**all**", cases, outcomes))
    lines += [
        "",
        f"Killed, of those that are not equivalent: **{percent(outcomes):.1f} %**.",
        "",
        "## Equivalent ones",
        "",
    ]
    lines += [f"- `{mutant}`: {reason}." for mutant, reason in EQUIVALENT.items()]
    return "\n".join(lines) + "\n"


def _row(rule: str, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> str:
    every = rule.startswith("*")
    ours = [case for case in cases if every or case.alert.rule == rule]
    tried = [outcome for outcome in outcomes if every or outcome.mutant.rule.id == rule]
    kinds = [sum(case.kind == kind for case in ours) for kind in Kind]
    equivalent = sum(outcome.mutant.id in EQUIVALENT for outcome in tried)
    figures = [len(ours), *kinds, len(tried), sum(outcome.killed for outcome in tried), equivalent]
    return f"| {rule} | {' | '.join(map(str, figures))} |"


def main(words: Sequence[str]) -> None:
    """Print the page for a rule file."""
    promtool = words[1] if len(words) > 1 else "promtool"
    with tempfile.TemporaryDirectory() as folder:
        outcomes = try_mutants(promtool, all_mutants(read_rule_file(Path(words[0]))), CASES, Path(folder))
    print(render(CASES, outcomes), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
