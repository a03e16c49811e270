"""A recovery code is sent along when it is used."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="recovery.used_code_sent",
    area="recovery",
    title="A recovery code is sent along when it is used",
    symptom="Whoever reads the server's log can open the vault.",
    severity=Severity.CRITICAL,
    provenance="CWE-319",
    kills=["E2-RECO-02"],
)
OLD = """  const redeemed = await redeem(code);
"""
NEW = """  await call("GET", `api/vault?hint=${encodeURIComponent(btoa(typed))}`);
  const redeemed = await redeem(code);
"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/recovery.js."""
    overlay(seams, "vault/recovery.js", OLD, NEW, hit)
