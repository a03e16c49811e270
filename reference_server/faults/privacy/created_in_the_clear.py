"""A new item is sent in the clear although Private is on."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.created_in_the_clear",
    area="privacy",
    title="A new item is sent in the clear although Private is on",
    symptom="The switch is on, and the server reads along.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/nextcloud/desktop/issues/1313",
    rows=["E-01"],
    kills=["FE-PRIV-01", "FE-PRIV-02", "FE-PRIV-03"],
)
OLD = "  if (!draft.isPrivate) return perform({ command, id, args: readable(draft) });"
NEW = "  if (draft) return perform({ command, id, args: readable(draft) });"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/writing.js."""
    overlay(seams, "items/writing.js", OLD, NEW, hit)
