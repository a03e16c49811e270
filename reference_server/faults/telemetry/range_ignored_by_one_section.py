"""One section ignores the time range."""

from collections.abc import Callable

from reference_server.contract.telemetry import Section
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.telemetry.facts import Reading

FAULT = Fault(
    id="telemetry.range_ignored_by_one_section",
    area="telemetry",
    title="One section ignores the time range",
    symptom="A section shows a day where an hour was asked for.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-06"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Read the last day about watchers."""
    dashboard = seams.services.dashboard

    @wrap(dashboard, "section")
    def section(original: Callable[[Reading, str], Section], reading: Reading, name: str) -> Section:
        if name != "watcher":
            return original(reading, name)
        hit()
        day = dashboard.periods.of("24h", dashboard.counting.now())
        return original(Reading(reading.work, day, reading.waiting), name)
