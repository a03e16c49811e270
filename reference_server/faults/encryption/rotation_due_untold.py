"""The page never says that keys are due."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.rotation_due_untold",
    area="encryption",
    title="The page never says that keys are due",
    symptom="Nobody renews keys that an administrator wants to be renewed.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-ENCR-03", "E2-ENCR-04"],
)
OLD = "const over = Date.parse(next_rotation_due) <= Date.now();"
NEW = "const over = Number.isNaN(next_rotation_due);"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault-page/facts.js."""
    overlay(seams, "vault-page/facts.js", OLD, NEW, hit)
