"""The index on the device holds the words."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.index_holds_words",
    area="search",
    title="The index on the device holds the words",
    symptom="Whoever gets at the browser's profile reads what is encrypted.",
    severity=Severity.CRITICAL,
    provenance="CWE-312",
    kills=["E2-SRCH-07"],
)
OLD = "      return { id, t, rev, seq, title, body };"
NEW = "      return { id, t, rev, seq, title, body, words: wordings[FIELDS.length * place + 1]?.words };"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/builder.js."""
    overlay(seams, "search/builder.js", OLD, NEW, hit)
