"""A refused sign-in says nothing."""

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.refusal_without_reason",
    area="auth",
    title="A refused sign-in says nothing",
    symptom="The person is back at the sign-in page and does not know why.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["CP-AUTH-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take the problem out of the address of the sign-in page."""

    def change(exchange: Exchange) -> None:
        path, _, query = exchange.headers.get("location", "").partition("?")
        if path.endswith("/login") and query.startswith("problem="):
            hit()
            exchange.headers["location"] = path

    change_answers(seams, change)
