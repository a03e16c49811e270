"""Redirects are absolute."""

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.absolute_redirects",
    area="benign",
    title="Redirects are absolute",
    symptom="A proxy writes redirects with scheme and host.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)


def apply(seams: Seams, hit: Hit) -> None:
    """Put scheme and host before every Location that is a path."""

    def change(exchange: Exchange) -> None:
        location = exchange.headers.get("location", "")
        if location.startswith("/"):
            hit()
            exchange.headers["location"] = f"http://{exchange.request_headers['host']}{location}"

    change_answers(seams, change)
