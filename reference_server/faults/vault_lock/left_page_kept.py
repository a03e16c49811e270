"""A page that was left keeps what it showed after a lock."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.left_page_kept",
    area="vault_lock",
    title="A page that was left keeps what it showed after a lock",
    symptom="A debugger finds what is locked on pages that nobody sees any more.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-LOCK-07"],
)
OLD = """  forgetRemoved();
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter navigation.js."""
    overlay(seams, "navigation.js", OLD, NEW, hit)
