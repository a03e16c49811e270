"""Whatever has .tmp in its name is left out."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts

FAULT = Fault(
    id="file_sync.pattern_too_greedy",
    area="file_sync",
    title="Whatever has .tmp in its name is left out",
    symptom="A mix is missing from the backup because of its name.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/owncloud/client/issues/3149",
    rows=["W-06"],
    kills=["WA-SYNC-06"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Look for the ending anywhere."""

    @wrap(parts.ignoring, "file")
    def file(original: Callable[[bytes], str | None], name: bytes) -> str | None:
        rule = original(name)
        if rule is None and b".tmp" in name:
            hit()
            return "*.tmp"
        return rule
