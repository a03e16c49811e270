"""Every connection serves one request."""

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.connections_closed",
    area="benign",
    title="Every connection serves one request",
    symptom="HTTP keep-alive is switched off.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)


def apply(seams: Seams, hit: Hit) -> None:
    """Close the connection after each answer."""

    def change(exchange: Exchange) -> None:
        hit()
        exchange.headers["connection"] = "close"

    change_answers(seams, change)
