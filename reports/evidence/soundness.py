"""Whether a manifest and the outcomes beside it tell one whole story; pure, so that readers and rules ask the same."""

from collections.abc import Iterable, Iterator

from reports.evidence.models import Manifest, Outcome, Seal

_CONCLUSIVE = frozenset({0, 1})  # pytest's exit statuses after which every test had its say
_EXIT_MEANINGS = {
    2: "it was interrupted",
    3: "it broke inside",
    4: "it was called wrongly",
    5: "it collected no tests",
    6: "it met too many warnings",
    7: "its target was blocked",
}


def defects(manifest: Manifest) -> list[str]:
    """Return what the manifest alone betrays, a sentence each: not to its end, of a part only, of no or two builds."""
    return [*_of_blocking(manifest), *_of_parts(manifest), *_of_builds(manifest), *_of_ending(manifest)]


def _of_blocking(manifest: Manifest) -> Iterator[str]:
    if manifest.blocked is not None:
        yield f"the target could not be tested: {manifest.blocked}"


def _of_parts(manifest: Manifest) -> Iterator[str]:
    shard = manifest.shard
    if shard.total > 1:
        yield f"this is part {shard.index} of {shard.total}: one part alone does not show the plan"


def _of_builds(manifest: Manifest) -> Iterator[str]:
    if manifest.build is None:
        yield "the target never told its build: nothing here can be bound to a build"
    elif manifest.seal is not None and manifest.seal.build != manifest.build:
        last = manifest.seal.build.digest if manifest.seal.build else "no answer"
        yield f"the target's build changed during the run: {manifest.build.digest} first, {last} at the end"


def _of_ending(manifest: Manifest) -> Iterator[str]:
    seal = manifest.seal
    if seal is None:
        yield "the run is not sealed: it never came to its end, or is still going on"
        return
    if seal.finished_at < manifest.started_at:
        yield "the run ended before it began"
    if seal.interrupted:
        yield "the run was interrupted before its plan was through"
    if seal.exit_status not in _CONCLUSIVE:
        meaning = _EXIT_MEANINGS.get(seal.exit_status, "unknown to pytest")
        yield f"pytest ended with exit status {seal.exit_status}: {meaning}"


def contradiction(seal: Seal | None, outcomes: Iterable[Outcome]) -> str | None:
    """Return how pytest's exit status contradicts the outcomes; non-strict XPASS and a retried pass contradict none."""
    if seal is None:
        return None
    shown = set(outcomes)
    failed = any(outcome.red for outcome in shown)
    if seal.exit_status == 0 and failed:
        return "pytest ended with exit status 0 though a failure was recorded"
    if seal.exit_status == 1 and not failed and Outcome.XPASSED not in shown:
        return "pytest ended with exit status 1 though no failure was recorded"
    return None
