"""Half-downloaded and half-written files are backed up."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts

FAULT = Fault(
    id="file_sync.temporary_names_sent",
    area="file_sync",
    title="Half-downloaded and half-written files are backed up",
    symptom="The list fills with files that nobody made.",
    severity=Severity.MAJOR,
    provenance="https://github.com/haiwen/seafile-client/issues/712",
    rows=["W-05"],
    kills=["WA-SYNC-06"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Leave such names in."""

    @wrap(parts.ignoring, "file")
    def file(original: Callable[[bytes], str | None], name: bytes) -> str | None:
        rule = original(name)
        if rule is not None and name.endswith((b".part", b".crdownload", b".tmp")):
            hit()
            return None
        return rule
