"""Which versions are there: of the product, of its watcher, of this harness and its packages."""

import json
import subprocess
import sys
from pathlib import Path

from fixtures.plugins.identity import harness_state
from fixtures.target.answers import build_of
from fixtures.target.profiles import TargetError
from qa.doctor.check import Check
from qa.doctor.machine import packages
from qa.doctor.patient import Patient

ANSWER_WITHIN_S = 20.0


def product(patient: Patient) -> Check:
    """Ask what the product was built from: evidence is bound to it."""
    try:
        build = build_of(patient.http, patient.target)
    except TargetError as error:
        return Check("version", "failed", str(error), "deploy a server that tells its build at /api/build")
    found = f"{build['product']} {build['version']}, commit {build['commit'][:12]}, build {build['digest'][:19]}"
    return Check("version", "ok", found)


def watcher(patient: Patient) -> Check:
    """Ask the desktop watcher for its version."""
    command = patient.target.watcher
    if command is None:
        return Check("watcher", "unknown", "no watcher is known for this target", "name its command in the profile")
    words = [word.replace("{python}", sys.executable) for word in command]
    todo = "mend watcher.command in the profile (docs/watcher-contract.md)"
    try:
        done = subprocess.run(
            [*words, "--version", "--json"], capture_output=True, text=True, timeout=ANSWER_WITHIN_S, check=False
        )
        return Check("watcher", "ok", f"version {json.loads(done.stdout)['version']}")
    except (OSError, subprocess.TimeoutExpired) as error:
        return Check("watcher", "failed", f"{words[0]} cannot be started ({type(error).__name__})", todo)
    except (ValueError, KeyError, TypeError):
        return Check("watcher", "failed", f"--version ended with {done.returncode} and no version", todo)


def harness(_patient: Patient) -> Check:
    """Name the commit of this harness, and compare its packages with the lock."""
    state, installed = harness_state(Path.cwd()), packages()
    if installed.state == "failed":
        return Check("harness", "failed", installed.found, installed.todo)
    changed = ", with uncommitted changes" if state.dirty else ""
    return Check("harness", "ok", f"commit {state.commit[:12]}{changed}; packages {installed.found}")
