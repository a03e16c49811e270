"""The page derives keys as weakly as a server asks for."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.weak_derivation_accepted",
    area="encryption",
    title="The page derives keys as weakly as a server asks for",
    symptom="A server that was broken into learns passphrases by asking for one round of PBKDF2.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/server/issues/2575",
    rows=["L-19"],
    kills=["E2-ENCR-02"],
)
OLD = "iterations: 600_000"
NEW = "iterations: 1"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/policy.js."""
    overlay(seams, "vault/policy.js", OLD, NEW, hit)
