"""Which mutants the cases of layer 1 notice: each mutant's rule alone, against the cases of its rule alone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fixtures.monitoring.rule_file import Group, RuleFile
from load.alerts.case import Case, Kind
from load.alerts.expression import tokens
from load.alerts.mutants import Mutant
from load.alerts.promtool import run_tests, write_tests

AT_ONCE = 2
ROUNDS = ({Kind.ABOVE}, {Kind.SHORT, Kind.BELOW}, {Kind.RECOVERY, Kind.MISSING, Kind.BOUNDARY})
"""Kinds of cases, in the order in which mutants meet them: a killed one meets no more."""
_BATCH = 24  # mutants a promtool: starting it costs more than trying one


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mutant: killed, or not."""

    mutant: Mutant
    killed: bool


def try_mutants(promtool: str, wanted: Sequence[Mutant], cases: Iterable[Case], folder: Path) -> list[Outcome]:
    """Try each mutant, first against the cases that kill most; files are written below `folder`.

    Raises PromtoolError when promtool cannot judge one, as with an expression that is none.
    """
    chosen, left = list(cases), list(wanted)
    for kinds in ROUNDS:
        killed = _killed(promtool, left, [case for case in chosen if case.kind in kinds], folder)
        left = [mutant for mutant in left if mutant not in killed]
    return [Outcome(mutant, killed=mutant not in left) for mutant in wanted]


def _killed(promtool: str, wanted: Sequence[Mutant], cases: Sequence[Case], folder: Path) -> set[Mutant]:
    by_rule: dict[str, list[Case]] = {}
    for case in cases:
        by_rule.setdefault(case.alert.rule, []).append(case)
    files = {_write(mutant, by_rule, folder / str(number)): mutant for number, mutant in enumerate(wanted)}
    batches = [list(files)[start : start + _BATCH] for start in range(0, len(files), _BATCH)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = list(pool.map(lambda batch: run_tests(promtool, batch), batches))
    return {files[file] for part in parts for file, said in part.items() if said}


def _write(mutant: Mutant, cases: Mapping[str, Sequence[Case]], stem: Path) -> Path:
    rules, tests = stem.with_suffix(".rules"), stem.with_suffix(".test")
    file = RuleFile(groups=[Group(name="mutant", rules=[mutant.rule])])
    rules.write_text(json.dumps(file.written()), encoding="utf-8")
    words = frozenset(token.text for token in tokens(mutant.rule.expr))
    write_tests(tests, rules, cases[mutant.rule.id], [mutant.rule.alert], metrics=words)
    return tests
