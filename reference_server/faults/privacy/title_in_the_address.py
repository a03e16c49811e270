"""A private item's title is sent in the address of the request."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.title_in_the_address",
    area="privacy",
    title="A private item's title is sent in the address of the request",
    symptom="Titles of what is encrypted stand in every log on the way.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/element-hq/element-web/issues/5198",
    rows=["E-04"],
    kills=["FE-PRIV-03"],
)
OLD = "perform({ command, id, args: await envelopeFor(t, id, 1, content) }));"
NEW = "(await fetch(`api/${t}?about=${encodeURIComponent(content.title)}`)) && " + OLD


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/writing.js."""
    overlay(seams, "items/writing.js", OLD, NEW, hit)
