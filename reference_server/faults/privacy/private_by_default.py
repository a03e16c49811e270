"""New items are private unless somebody says otherwise."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.private_by_default",
    area="privacy",
    title="New items are private unless somebody says otherwise",
    symptom="Whoever just writes something down finds it locked on every other device.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-PRIV-01", "FE-PRIV-02"],
)
OLD = '<input {{ joined }} name="private" type="checkbox" role="switch">'
NEW = '<input {{ joined }} name="private" type="checkbox" {{ "checked" if form == "new" }} role="switch">'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items.html."""
    overlay(seams, "items.html", OLD, NEW, hit)
