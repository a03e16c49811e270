"""A pause does not outlast a restart."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.engine.standing import Hindrance

FAULT = Fault(
    id="status.pause_forgotten",
    area="status",
    title="A pause does not outlast a restart",
    symptom="What was paused for the night goes on by itself.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-STAT-02"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Overlook it at the start."""

    @wrap(parts.standing, "hinder")
    def hinder(original: Callable[[Hindrance, str], None], name: Hindrance, reason: str) -> None:
        if name == "paused" and "connecting" in parts.standing.hindrances:
            hit()
            return
        original(name, reason)
