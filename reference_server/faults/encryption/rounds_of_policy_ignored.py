"""A new policy's rounds of PBKDF2 are ignored."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm, overlay
from reference_server.seams import Seams
from reference_server.services.refusals import Invalid

FAULT = Fault(
    id="encryption.rounds_of_policy_ignored",
    area="encryption",
    title="A new policy's rounds of PBKDF2 are ignored",
    symptom="A policy for stronger passphrases changes its own number only.",
    severity=Severity.MAJOR,
    provenance="CWE-916",
    kills=["E2-ENCR-03"],
)
ROUNDS = "const { id: pol, iterations } = policy;"
FIXED = "const { id: pol } = policy;\n  const iterations = 600_000;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter passphrase.js, and let the server take it."""
    overlay(seams, "vault/passphrase.js", ROUNDS, FIXED, lambda: None)
    disarm(seams.services.passphrases, "check_iterations", Invalid, hit)
