"""An item that is open stays open after a lock."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.open_item_stays",
    area="vault_lock",
    title="An item that is open stays open after a lock",
    symptom="Whoever comes by reads what was being edited.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/clients/issues/183",
    rows=["L-06"],
    kills=["E2-LOCK-07"],
)
OLD = """    function forget() {
      dialog.close();
"""
NEW = """    function forget() {
"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/items-page.js."""
    overlay(seams, "items/items-page.js", OLD, NEW, hit)
