"""Only titles are indexed."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.text_not_indexed",
    area="search",
    title="Only titles are indexed",
    symptom="What stands in a text is never found.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-SRCH-01", "E2-SRCH-02"],
)
OLD = "words: [...wordsOf(content[field])]"
NEW = 'words: field === "body" ? [] : [...wordsOf(content[field])]'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/builder.js."""
    overlay(seams, "search/builder.js", OLD, NEW, hit)
