"""A lock forgets the index only where there is a search box."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.index_kept_off_its_pages",
    area="search",
    title="A lock forgets the index only where there is a search box",
    symptom="A lock that comes while another page is shown leaves the index.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/laurent22/joplin/issues/15737",
    rows=["S-01"],
    kills=["E2-SRCH-08"],
)
OLD = "  return deleteIndex(vault.userId);"
NEW = '  return document.getElementById("search") ? deleteIndex(vault.userId) : Promise.resolve();'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/forgetting.js."""
    overlay(seams, "search/forgetting.js", OLD, NEW, hit)
