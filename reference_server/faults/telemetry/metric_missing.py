"""One of the ten numbers is missing."""

from collections.abc import Callable

from reference_server.contract.telemetry import Metrics
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.telemetry.facts import Reading

FAULT = Fault(
    id="telemetry.metric_missing",
    area="telemetry",
    title="One of the ten numbers is missing",
    symptom="Nobody learns how many watchers there are.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Leave the watchers out."""

    @wrap(seams.services.dashboard, "metrics")
    def metrics(original: Callable[[Reading], Metrics], reading: Reading) -> Metrics:
        hit()
        return {name: number for name, number in original(reading).items() if name != "daw_watcher_installs"}
