"""Words that begin alike are taken for the same."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.long_words_not_checked",
    area="search",
    title="Words that begin alike are taken for the same",
    symptom="Who types counterpoint is shown counterpane.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-SRCH-02"],
)
OLD = 'return kind === "word" && lengthOf(text) <= LONGEST_PREFIX;'
NEW = 'return kind === "word" && lengthOf(text) > 0;'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/finder.js."""
    overlay(seams, "search/finder.js", OLD, NEW, hit)
