"""A broken limit is shown as held."""

from collections.abc import Callable

from reference_server.contract.telemetry import Alert
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="telemetry.alert_never_fires",
    area="telemetry",
    title="A broken limit is shown as held",
    symptom="Nobody is told when vaults cannot be unlocked.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-TELE-09"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Say that all is well."""

    @wrap(seams.services.dashboard.limits, "judged")
    def judged(original: Callable[[Work], list[Alert]], work: Work) -> list[Alert]:
        return [held(alert) if alert.state == "firing" else alert for alert in original(work)]

    def held(alert: Alert) -> Alert:
        hit()
        return alert.model_copy(update={"state": "ok"})
