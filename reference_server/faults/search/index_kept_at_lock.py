"""The index stays on the device after a lock."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.index_kept_at_lock",
    area="search",
    title="The index stays on the device after a lock",
    symptom="Whoever gets at the browser's profile has tokens of everything.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/laurent22/joplin/issues/15737",
    rows=["S-01"],
    kills=["E2-SRCH-04", "E2-SRCH-08"],
)
OLD = "  return deleteIndex(vault.userId);"
NEW = "  return Promise.resolve();"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/forgetting.js."""
    overlay(seams, "search/forgetting.js", OLD, NEW, hit)
