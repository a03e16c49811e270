"""A locked page takes new entries."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.form_works_while_locked",
    area="vault_lock",
    title="A locked page takes new entries",
    symptom="Somebody writes a page that is then refused.",
    severity=Severity.MINOR,
    provenance="https://github.com/bitwarden/clients/issues/1717",
    rows=["L-09"],
    kills=["E2-LOCK-02", "E2-LOCK-06", "E2-LOCK-08", "E2-LOCK-09"],
)
OLD = 'const locked = vault.state === "locked";'
NEW = "const locked = false;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/item-form.js."""
    overlay(seams, "items/item-form.js", OLD, NEW, hit)
