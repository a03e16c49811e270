"""Pages may be kept after signing out."""

from http import HTTPStatus

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.pages_cached",
    area="auth",
    title="Pages may be kept after signing out",
    symptom="The back button shows the last person's data to the next one.",
    severity=Severity.MAJOR,
    provenance="CWE-525",
    kills=["CP-AUTH-04"],
)
KEPT = {"/api/auth/me", "/api/habits"}


def apply(seams: Seams, hit: Hit) -> None:
    """Let the browser keep pages, the profile and the habits for a minute."""

    def change(exchange: Exchange) -> None:
        is_page = exchange.headers.get("content-type", "").startswith("text/html")
        if exchange.method == "GET" and exchange.status == HTTPStatus.OK and (is_page or exchange.path in KEPT):
            hit()
            exchange.headers["cache-control"] = "private, max-age=60"

    change_answers(seams, change)
