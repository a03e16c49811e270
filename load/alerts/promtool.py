"""Running promtool: cases become its test files, and what it says becomes failures by case."""

import json
import os
import re
import subprocess
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import Any

from load.alerts.case import ALWAYS, Case, Firing, Look
from load.alerts.series import STEP_S

_FILE = re.compile(r"^Unit Testing: +(?P<name>.+)$", re.MULTILINE)
_VERDICT = re.compile(r"\A\s*(SUCCESS|FAILED:)")
_STEP = f"{STEP_S}s"


class PromtoolError(RuntimeError):
    """Promtool did not do what it was asked for; the message holds what it said."""


def check_rules(promtool: str, rules: Path) -> None:
    """Let promtool check a rule file. Raises PromtoolError when it refuses it."""
    done = _run(promtool, "check", "rules", str(rules))
    if done.returncode:
        raise PromtoolError(f"promtool refuses {rules}: {done.stdout.strip()}")


def run_tests(promtool: str, files: Sequence[Path]) -> dict[Path, str]:
    """Run test files; return what promtool says against each, which is empty where the tests hold.

    Raises PromtoolError when it could not judge a file: what cannot be read is neither held nor broken.
    """
    done = _run(promtool, "test", "rules", *map(str, files))
    # Both of its outputs go to one place: then each file's failures stand below its name.
    _, *rest = _FILE.split(done.stdout)
    said = dict(zip(rest[::2], rest[1::2], strict=True))
    return {file: _against(file, said.get(str(file), ""), done.stdout) for file in files}


def _against(file: Path, words: str, all_words: str) -> str:
    verdict = _VERDICT.match(words)
    held = verdict is not None and verdict[1] == "SUCCESS"
    if verdict is None or not (held or "got:" in words):
        raise PromtoolError(f"promtool could not judge {file}: {words.strip() or all_words.strip()}")
    return "" if held else words[verdict.end() :].strip("\n")


def _run(promtool: str, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [promtool, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "GOGC": "400"},  # it lives for seconds: a sixth of its time went into collecting garbage
    )


def write_tests(
    file: Path, rules: Path, cases: Iterable[Case], names: Sequence[str], *, metrics: Container[str] | None = None
) -> None:
    """Write a test file for the rule file: each case looks at every alert of `names` at each of its moments.

    `metrics` are those that the rules know, if not all: others would only take time.
    """
    content = {
        "rule_files": [str(rules)],
        "evaluation_interval": _STEP,
        "tests": [_test(case, names, metrics) for case in cases],
    }
    file.write_text(json.dumps(content, indent=1), encoding="utf-8")  # JSON is YAML


def _test(case: Case, names: Sequence[str], metrics: Container[str] | None) -> dict[str, Any]:
    series = {
        name: values for name, values in case.samples().items() if metrics is None or name.partition("{")[0] in metrics
    }
    return {
        "name": case.id,
        "interval": _STEP,
        "input_series": [{"series": name, "values": values} for name, values in series.items()],
        "alert_rule_test": [_look(look, name) for look in case.looks for name in names],
    }


def _look(look: Look, name: str) -> dict[str, Any]:
    told = [_told(firing) for firing in (*look.firing, ALWAYS) if firing.name == name]
    return {"eval_time": look.at, "alertname": name, "exp_alerts": told}


def _told(firing: Firing) -> dict[str, Any]:
    return {
        "exp_labels": dict(firing.labels),
        "exp_annotations": {"summary": firing.summary, "runbook": firing.runbook},
    }
