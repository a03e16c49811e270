"""What changes while the vault is open is not indexed."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.news_not_indexed",
    area="search",
    title="What changes while the vault is open is not indexed",
    symptom="New text is found after the next unlocking only.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-SRCH-05"],
)
OLD = """        await builder.add(present.filter(({ t }) => SEARCHED.includes(t)));
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/search.js."""
    overlay(seams, "search/search.js", OLD, NEW, hit)
