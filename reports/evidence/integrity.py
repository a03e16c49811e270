"""Whether the files of a run are whole: those that were sealed, the plan that was meant, the artifacts it names."""

from collections.abc import Sequence
from pathlib import Path

from reports.evidence.models import Attempt, CaseResult, FileSeal, Manifest, Reproduction
from reports.evidence.run_directory import VIEWS, files_of, sha256_of


def check_seal(path: Path, manifest: Manifest) -> list[str]:
    """Return where the files in `path` are not those that were sealed, a sentence each; none without a seal."""
    if manifest.seal is None:
        return []
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
    return problems


def _check_file(file: Path, seal: FileSeal) -> list[str]:
    if file.is_symlink():
        return [f"{seal.path} is a link: its content can change behind the seal"]
    if not file.is_file():
        return [f"{seal.path} is no file any more"]
    if file.stat().st_size != seal.size or sha256_of(file) != seal.sha256:
        return [f"{seal.path} differs from what was sealed"]
    return []


def check_plan(plan: Path, manifest: Manifest) -> list[str]:
    """Return a problem when plan.json is not the one that the manifest names by its hash."""
    if plan.is_file() and sha256_of(plan) != manifest.plan_sha256:
        return [f"{plan.name} is not the plan that the manifest was written for"]
    return []


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
