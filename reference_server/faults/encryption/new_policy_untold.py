"""The page never says that a newer policy is in force."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.new_policy_untold",
    area="encryption",
    title="The page never says that a newer policy is in force",
    symptom="Nobody knows that renewing the keys would protect better.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-ENCR-03", "E2-ENCR-04"],
)
OLD = 'return now === version ? "" :'
NEW = 'return now.length > 0 ? "" :'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault-page/facts.js."""
    overlay(seams, "vault-page/facts.js", OLD, NEW, hit)
