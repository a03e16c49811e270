"""Whether a run can be trusted whole: sealed and unchanged since, of one build, ended as its records say."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from reports.evidence.attempts import NodeResult
from reports.evidence.models import Attempt, CaseResult, FileSeal, Manifest, Outcome, Reproduction
from reports.evidence.run_directory import VIEWS, files_of, sha256_of

_CONCLUSIVE = frozenset({0, 1})  # pytest's exit statuses after which every test had its say
_EXIT_MEANINGS = {
    2: "it was interrupted",
    3: "it broke inside",
    4: "it was called wrongly",
    5: "it collected no tests",
    6: "it met too many warnings",
    7: "its target was blocked",
}
# Non-strict XPASS leaves pytest at 0, and so does a retried pass: neither contradicts it.
_BAD = frozenset({Outcome.FAILED, Outcome.CRASHED, Outcome.ERROR})


def check_seal(path: Path, manifest: Manifest) -> list[str]:
    """Return what is wrong with the seal of the run in `path`, a sentence each; empty when it holds."""
    if manifest.seal is None:
        return ["the run is not sealed: it never came to its end, or is still going on"]
    sealed = {file.path: file for file in manifest.seal.files}
    present = {file.relative_to(path).as_posix(): file for file in files_of(path)}

    problems = [f"{name} was sealed and is absent" for name in sorted(sealed.keys() - present.keys())]
    problems += [f"{name} was added after the seal" for name in sorted(present.keys() - sealed.keys())]
    for name in sorted(sealed.keys() & present.keys()):
        problems += _check_file(present[name], sealed[name])
    if (path / VIEWS).is_symlink():
        problems.append(f"{VIEWS} is a link: what is written there lands elsewhere")
    if len(sealed) != len(manifest.seal.files):
        problems.append("the seal lists a file twice")
    if manifest.seal.finished_at < manifest.started_at:
        problems.append("the run ended before it began")
    return problems


def _check_file(file: Path, seal: FileSeal) -> list[str]:
    if file.is_symlink():
        return [f"{seal.path} is a link: its content can change behind the seal"]
    if file.stat().st_size != seal.size or sha256_of(file) != seal.sha256:
        return [f"{seal.path} differs from what was sealed"]
    return []


def check_plan(plan: Path, manifest: Manifest) -> list[str]:
    """Return a problem when plan.json is not the one that the manifest names by its hash."""
    if plan.exists() and sha256_of(plan) != manifest.plan_sha256:
        return [f"{plan.name} is not the plan that the manifest was written for"]
    return []


def check_shard(manifest: Manifest) -> list[str]:
    """Return a problem when this run is one part of several: alone it does not show the plan."""
    shard = manifest.shard
    if shard.total > 1:
        return [f"this is part {shard.index} of {shard.total}: one part alone does not show the plan"]
    return []


def check_build(manifest: Manifest) -> list[str]:
    """Return a problem when the run cannot be bound to one build of the product from beginning to end."""
    if manifest.build is None:
        return ["the target never told its build: nothing here can be bound to a build"]
    if manifest.seal is None or manifest.seal.build == manifest.build:
        return []
    last = manifest.seal.build.digest if manifest.seal.build else "no answer"
    return [f"the target's build changed during the run: {manifest.build.digest} first, {last} at the end"]


def check_ending(manifest: Manifest, recorded: int | None, nodes: Mapping[str, NodeResult]) -> list[str]:
    """Return what is wrong with how the run ended; `recorded` is the exit status that the records state."""
    seal = manifest.seal
    if seal is None:
        return []
    problems = []
    if seal.interrupted:
        problems.append("the run was interrupted before its plan was through")
    if recorded is not None and recorded != seal.exit_status:
        problems.append(f"the seal says exit status {seal.exit_status}, the records say {recorded}")
    if seal.exit_status not in _CONCLUSIVE:
        meaning = _EXIT_MEANINGS.get(seal.exit_status, "unknown to pytest")
        problems.append(f"pytest ended with exit status {seal.exit_status}: {meaning}")
    bad = [node.node_id for node in nodes.values() if node.outcome in _BAD]
    if seal.exit_status == 0 and bad:
        problems.append(f"pytest ended with exit status 0 though {bad[0]} did not pass")
    if seal.exit_status == 1 and not bad and not any(node.outcome is Outcome.XPASSED for node in nodes.values()):
        problems.append("pytest ended with exit status 1 though no failure was recorded")
    return problems


def check_artifacts(path: Path, results: Sequence[CaseResult]) -> list[str]:
    """Return a problem for each artifact that the results name and the run directory does not hold."""
    producers: list[Attempt | Reproduction] = []
    for result in results:
        producers += result.attempts
        producers += result.reproductions
    return [
        f"the records name {artifact.path}, which is absent"
        for producer in producers
        for artifact in producer.artifacts
        if not (path / artifact.path).is_file()
    ]
