"""What is deleted while the network is away is never told."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.parts import Parts
from reference_server.watcher.server import UnavailableError
from reference_server.watcher.state import StoredFile
from reference_server.watcher.tracking import Tracking

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
    """Forget a removal that cannot be told now."""

    @wrap(parts.removing, "tell")
    def tell(original: Callable[[Tracking, StoredFile], None], tracking: Tracking, file: StoredFile) -> None:
        try:
            original(tracking, file)
        except UnavailableError:
            hit()
            parts.state.forget_file(file.file_id)
            tracking.forget(file)
