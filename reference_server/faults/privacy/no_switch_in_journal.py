"""The journal's editor has no switch for Private."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.no_switch_in_journal",
    area="privacy",
    title="The journal's editor has no switch for Private",
    symptom="What is most private can only be kept in the clear.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-PRIV-02"],
)
OLD = '<input {{ joined }} name="private" type="checkbox" role="switch">'
NEW = """<input {{ joined }} name="private" type="{{ 'checkbox' if sharing else 'hidden' }}" role="switch">"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items.html."""
    overlay(seams, "items.html", OLD, NEW, hit)
