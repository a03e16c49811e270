"""After a full disk nothing is sent before a restart."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.local.errors import DiskFullError

FAULT = Fault(
    id="errors.disk_full_for_ever",
    area="errors",
    title="After a full disk nothing is sent before a restart",
    symptom="The backup never goes on after a full disk.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-FAIL-02"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Never find room."""

    @wrap(parts.state, "probe")
    def probe(_original: Callable[[], None]) -> None:
        hit()
        raise DiskFullError("the disk is full")
