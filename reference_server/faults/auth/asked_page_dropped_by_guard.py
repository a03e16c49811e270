"""The sign-in page is not told which page was asked for."""

from http import HTTPStatus

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.asked_page_dropped_by_guard",
    area="auth",
    title="The sign-in page is not told which page was asked for",
    symptom="A followed link ends on Today.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["CP-AUTH-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Redirect to the bare sign-in page."""

    def change(exchange: Exchange) -> None:
        path, _, query = exchange.headers.get("location", "").partition("?")
        if exchange.status == HTTPStatus.SEE_OTHER and query.startswith("return_to="):
            hit()
            exchange.headers["location"] = path

    change_answers(seams, change)
