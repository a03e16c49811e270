"""Tokens are made without a key."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.tokens_without_key",
    area="search",
    title="Tokens are made without a key",
    symptom="The server knows each word that it has seen before, of anybody.",
    severity=Severity.CRITICAL,
    provenance="CWE-759",
    kills=["E2-SRCH-07"],
)
OLD = 'crypto.subtle.sign("HMAC", this.#key, encoder.encode(name))'
NEW = 'crypto.subtle.digest("SHA-256", encoder.encode(name))'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/tokens.js."""
    overlay(seams, "search/tokens.js", OLD, NEW, hit)
