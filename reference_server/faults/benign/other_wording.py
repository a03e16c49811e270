"""Problems are worded differently."""

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.other_wording",
    area="benign",
    title="Problems are worded differently",
    symptom="Titles and details of problems are for people, not for programs.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)


def apply(seams: Seams, hit: Hit) -> None:
    """Reword every problem, keeping its type, status and fields."""

    def change(exchange: Exchange) -> None:
        if exchange.headers.get("content-type", "").startswith("application/problem+json"):
            hit()
            problem = exchange.json()
            problem |= {"title": "That did not work", "detail": "We could not do that for you."}
            for error in problem.get("errors", []):
                error["message"] = "please look at this again"
            exchange.set_json(problem)

    change_answers(seams, change)
