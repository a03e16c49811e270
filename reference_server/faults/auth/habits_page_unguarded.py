"""One page opens without signing in."""

from http import HTTPStatus

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.habits_page_unguarded",
    area="auth",
    title="One page opens without signing in",
    symptom="A signed-out visitor gets the Habits page instead of the sign-in page.",
    severity=Severity.MAJOR,
    provenance="CWE-425",
    kills=["CP-AUTH-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Serve the page's shell where its guard would redirect."""

    def change(exchange: Exchange) -> None:
        if exchange.path == "/habits" and exchange.status == HTTPStatus.SEE_OTHER:
            hit()
            exchange.status = HTTPStatus.OK
            exchange.body = seams.assets.read("habits.html")
            exchange.headers["content-type"] = "text/html; charset=utf-8"
            del exchange.headers["location"]

    change_answers(seams, change)
