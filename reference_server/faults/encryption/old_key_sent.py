"""The old key is sent along when the keys are renewed."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.old_key_sent",
    area="encryption",
    title="The old key is sent along when the keys are renewed",
    symptom="The server can read everything that it kept a copy of.",
    severity=Severity.CRITICAL,
    provenance="CWE-319",
    kills=["E2-ENCR-03"],
)
OLD = """    const kid = newKid();
"""
NEW = """    const kid = newKid();
    await call("GET", "api/vault", undefined, { headers: { "X-Vault-Check": toBase64url(uvk) } });
"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/rotation.js."""
    overlay(seams, "vault/rotation.js", OLD, NEW, hit)
