"""What is deleted while the network is away is never told."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.engine.standing import Hindrance

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
    """Forget what has vanished once somebody answers again."""

    @wrap(parts.standing, "clear")
    def clear(original: "Callable[..., bool]", *names: Hindrance) -> bool:
        back = {"offline", "store_unavailable"} & set(names) & set(parts.standing.hindrances)
        for tracking in parts.watched.all() if back else ():
            for path in list(tracking.vanished):
                hit()
                del tracking.vanished[path], tracking.known[path]
        return original(*names)
