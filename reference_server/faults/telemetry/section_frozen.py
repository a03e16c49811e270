"""A section shows for ever what it showed first."""

from collections.abc import Callable

from reference_server.contract.telemetry import Section
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.telemetry.facts import Reading

FAULT = Fault(
    id="telemetry.section_frozen",
    area="telemetry",
    title="A section shows for ever what it showed first",
    symptom="The dashboard looks alive, and one part of it is yesterday's.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-02", "FE-TELE-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Keep the first answer about vaults."""
    kept: dict[str, Section] = {}

    @wrap(seams.services.dashboard, "section")
    def section(original: Callable[[Reading, str], Section], reading: Reading, name: str) -> Section:
        if name != "vault":
            return original(reading, name)
        key = reading.period.name
        if key in kept:
            hit()
        return kept.setdefault(key, original(reading, name))
