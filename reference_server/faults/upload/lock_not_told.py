"""That uploads wait for the vault is not told."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.engine.standing import Hindrance

FAULT = Fault(
    id="upload.lock_not_told",
    area="upload",
    title="That uploads wait for the vault is not told",
    symptom="Backups stop, and nothing says why.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["WA-UPLD-05"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Try again in silence."""

    @wrap(parts.standing, "hinder")
    def hinder(original: Callable[[Hindrance, str], None], name: Hindrance, reason: str) -> None:
        if name == "locked":
            hit()
            parts.standing.back_off()
            return
        original(name, reason)
