"""An entry shows what another one says."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.envelope_of_another_shown",
    area="encryption",
    title="An entry shows what another one says",
    symptom="Two entries change places when the server wants them to.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/librefang/librefang/issues/3788",
    rows=["L-23"],
    kills=["E2-ENCR-02"],
)
OLD = """  if (envelope.t !== t || envelope.id !== id || envelope.rev !== rev) throw new Damaged("integrity");
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/envelope.js."""
    overlay(seams, "vault/envelope.js", OLD, NEW, hit)
