"""A question to the server says its words."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.words_in_address",
    area="search",
    title="A question to the server says its words",
    symptom="Words of private items stand in logs of addresses.",
    severity=Severity.CRITICAL,
    provenance="CWE-598",
    kills=["E2-SRCH-07"],
)
OLD = 'call("POST", "api/search/query", { tokens: sent })'
NEW = 'call("POST", `api/search/query?q=${terms.map(({ text }) => text).join("+")}`, { tokens: sent })'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/remote.js."""
    overlay(seams, "search/remote.js", OLD, NEW, hit)
