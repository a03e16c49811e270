"""After a lock uploads wait for ever."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.engine.standing import Hindrance

FAULT = Fault(
    id="upload.waits_for_ever_after_lock",
    area="upload",
    title="After a lock uploads wait for ever",
    symptom="Once the vault was locked nothing is backed up before a restart.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["WA-UPLD-05"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Never take it for open again."""

    @wrap(parts.standing, "clear")
    def clear(original: "Callable[..., bool]", *names: Hindrance) -> bool:
        if "locked" in names and "locked" in parts.standing.hindrances:
            hit()
        return original(*[name for name in names if name != "locked"])
