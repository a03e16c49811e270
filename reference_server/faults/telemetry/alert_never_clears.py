"""A limit that was broken once is shown as broken for ever."""

from collections.abc import Callable

from reference_server.contract.telemetry import Alert
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="telemetry.alert_never_clears",
    area="telemetry",
    title="A limit that was broken once is shown as broken for ever",
    symptom="The dashboard is red until somebody starts the server anew.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-09"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Remember what fired."""
    fired: set[str] = set()

    @wrap(seams.services.dashboard.limits, "judged")
    def judged(original: Callable[[Work], list[Alert]], work: Work) -> list[Alert]:
        alerts = original(work)
        fired.update(alert.id for alert in alerts if alert.state == "firing")
        if fired:
            hit()
        return [alert.model_copy(update={"state": "firing"}) if alert.id in fired else alert for alert in alerts]
