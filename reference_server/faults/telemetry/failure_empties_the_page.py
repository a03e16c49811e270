"""A section that fails takes what it showed away."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.failure_empties_the_page",
    area="telemetry",
    title="A section that fails takes what it showed away",
    symptom="Whoever looks for the last figures before a failure finds nothing.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["FE-TELE-10"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Hide what is old."""
    old = "  tellTrouble(why) {\n"
    new = old + '    if (why) part(this.#root, "figures").replaceChildren();\n'
    overlay(seams, "telemetry-page/section-view.js", old, new, hit)
