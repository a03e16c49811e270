"""Tokens are not filled up."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.tokens_not_padded",
    area="search",
    title="Tokens are not filled up",
    symptom="The server learns how many words there are.",
    severity=Severity.MAJOR,
    provenance="CWE-203",
    kills=["E2-SRCH-07"],
)
OLD = "const missing = Math.max(1, Math.ceil(kept.length / BLOCK)) * BLOCK - kept.length;"
NEW = "const missing = 0;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/tokens.js."""
    overlay(seams, "search/tokens.js", OLD, NEW, hit)
