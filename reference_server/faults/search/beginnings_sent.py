"""Tokens of beginnings of words are sent."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.beginnings_sent",
    area="search",
    title="Tokens of beginnings of words are sent",
    symptom="The server learns which words begin alike.",
    severity=Severity.MAJOR,
    provenance="CWE-203",
    kills=["E2-SRCH-07"],
)
OLD = ".map((word) => wordName(t, field, word)));\n  return disguised"
NEW = ".flatMap((word) => namesOf(t, field, word)));\n  return disguised"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/tokens.js."""
    overlay(seams, "search/tokens.js", OLD, NEW, hit)
