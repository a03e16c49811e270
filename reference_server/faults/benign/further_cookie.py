"""Answers set another cookie."""

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.further_cookie",
    area="benign",
    title="Answers set another cookie",
    symptom="An operator's load balancer pins browsers with a cookie of its own.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)


def apply(seams: Seams, hit: Hit) -> None:
    """Set a cookie that means nothing to the product."""

    def change(exchange: Exchange) -> None:
        hit()
        exchange.headers.append("set-cookie", "balancer=node-7; Path=/; HttpOnly; SameSite=Lax")

    change_answers(seams, change)
