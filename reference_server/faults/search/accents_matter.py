"""Search minds accents."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.accents_matter",
    area="search",
    title="Search minds accents",
    symptom="Who types etudes does not find Études.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-SRCH-02"],
)
OLD = '.normalize("NFD").replace(/\\p{M}/gu, "").normalize("NFKC");'
NEW = '.normalize("NFKC");'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/words.js."""
    overlay(seams, "search/words.js", OLD, NEW, hit)
