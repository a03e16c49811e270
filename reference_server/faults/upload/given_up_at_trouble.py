"""An upload that meets trouble is given up."""

from collections.abc import Callable, Sequence

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.local.state import Job
from reference_server.watcher.product.server import UnavailableError

FAULT = Fault(
    id="upload.given_up_at_trouble",
    area="upload",
    title="An upload that meets trouble is given up",
    symptom="A take is missing from the backup because the net failed for a second.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["WA-UPLD-03", "WA-FAIL-01"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Forget what was to be sent."""

    @wrap(parts.sending, "send")
    def send(original: Callable[[Sequence[Job]], None], jobs: Sequence[Job]) -> None:
        try:
            original(jobs)
        except UnavailableError:
            hit()
            parts.sending.unsent.clear()
            raise
