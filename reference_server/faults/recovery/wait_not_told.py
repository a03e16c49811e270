"""A refusal does not say how long to wait."""

from http import HTTPStatus

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="recovery.wait_not_told",
    area="recovery",
    title="A refusal does not say how long to wait",
    symptom="A program that would wait does not know for how long.",
    severity=Severity.MINOR,
    provenance="RFC 9110, section 10.2.3",
    kills=["E2-RECO-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Leave the header out."""

    def change(exchange: Exchange) -> None:
        if exchange.status == HTTPStatus.TOO_MANY_REQUESTS:
            hit()
            del exchange.headers["retry-after"]

    change_answers(seams, change)
