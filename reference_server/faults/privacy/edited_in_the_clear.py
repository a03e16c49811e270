"""An edited private item is sent in the clear beside its envelope."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm, overlay
from reference_server.seams import Seams
from reference_server.services.refusals import Invalid

FAULT = Fault(
    id="privacy.edited_in_the_clear",
    area="privacy",
    title="An edited private item is sent in the clear beside its envelope",
    symptom="New items are encrypted on the device, and edited ones tell the server what they say.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/root-gg/plik/issues/791",
    rows=["E-02"],
    kills=["FE-PRIV-03"],
)
OLD = "args: await envelopeFor(t, id, rev + 1, content) })"
NEW = "args: { ...(await envelopeFor(t, id, rev + 1, content)), ...content } })"


def apply(seams: Seams, hit: Hit) -> None:
    """Send the content along, and let the server take such requests."""
    overlay(seams, "items/writing.js", OLD, NEW, lambda: None)
    disarm(seams.services.item_writing, "check_absent", Invalid, hit)
