"""The page derives keys with 100,000 rounds."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm, overlay
from reference_server.seams import Seams
from reference_server.services.refusals import Invalid

FAULT = Fault(
    id="encryption.weak_derivation_made",
    area="encryption",
    title="The page derives keys with 100,000 rounds",
    symptom="A stolen vault's passphrase is guessed six times as fast as the policy allows.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/server/issues/2575",
    rows=["L-19"],
    kills=["E2-ENCR-01", "E2-ENCR-03"],
)
ROUNDS = "const { id: pol, iterations } = policy;"
FEWER = "const { id: pol } = policy;\n  const iterations = 100_000;"
FLOOR, LOWER = "iterations: 600_000", "iterations: 100_000"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter passphrase.js and policy.js, and let the server take it."""
    overlay(seams, "vault/passphrase.js", ROUNDS, FEWER, lambda: None)
    overlay(seams, "vault/policy.js", FLOOR, LOWER, lambda: None)
    disarm(seams.services.passphrases, "check_iterations", Invalid, hit)
