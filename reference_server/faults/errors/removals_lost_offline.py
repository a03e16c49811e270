"""What is deleted while the network is away is never told."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.faults.trackings import at_each_tracking
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.tracking import Tracking

FAULT = Fault(
    id="errors.removals_lost_offline",
    area="errors",
    title="What is deleted while the network is away is never told",
    symptom="The backup shows files that are long gone.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-FAIL-01"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Forget what vanishes while nobody answers."""

    @at_each_tracking(parts)
    def change(tracking: Tracking) -> None:
        @wrap(tracking, "miss")
        def miss(original: Callable[[bytes], None], path: bytes) -> None:
            if not {"offline", "store_unavailable"} & set(parts.standing.hindrances):
                return original(path)
            hit()
            return tracking.forget(tracking.known[path])
