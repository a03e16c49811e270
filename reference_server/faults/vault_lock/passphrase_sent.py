"""The passphrase is sent along when the vault is made."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.passphrase_sent",
    area="vault_lock",
    title="The passphrase is sent along when the vault is made",
    symptom="Whoever reads the server's log reads everything.",
    severity=Severity.CRITICAL,
    provenance="CWE-319",
    kills=["E2-LOCK-01"],
)
OLD = """    const behind = await behindPassphrase(passphrase, uvk, kid);
"""
NEW = """    const behind = await behindPassphrase(passphrase, uvk, kid);
    await call("GET", `api/vault?strength=${encodeURIComponent(btoa(passphrase))}`);
"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/creation.js."""
    overlay(seams, "vault/creation.js", OLD, NEW, hit)
