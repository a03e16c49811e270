"""A refusal does not name the policy to go to."""

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.target_not_named",
    area="encryption",
    title="A refusal does not name the policy to go to",
    symptom="A client that is refused does not know what to rotate to.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-ENCR-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take the target out of the refusal."""

    def change(exchange: Exchange) -> None:
        if exchange.is_json and b"policy-deprecated" in exchange.body:
            hit()
            exchange.set_json({**exchange.json(), "target": None})

    change_answers(seams, change)
