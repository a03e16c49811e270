"""A full disk is not told."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.engine.standing import Hindrance

FAULT = Fault(
    id="errors.disk_full_not_told",
    area="errors",
    title="A full disk is not told",
    symptom="Nothing is backed up, and the watcher looks well.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-FAIL-02"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Try again in silence."""

    @wrap(parts.standing, "hinder")
    def hinder(original: Callable[[Hindrance, str], None], name: Hindrance, reason: str) -> None:
        if name == "paused_disk_full":
            hit()
            parts.standing.back_off()
            return
        original(name, reason)
