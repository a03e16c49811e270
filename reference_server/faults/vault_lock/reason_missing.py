"""A refusal does not say why the vault is locked."""

from http import HTTPStatus

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.reason_missing",
    area="vault_lock",
    title="A refusal does not say why the vault is locked",
    symptom="A device cannot tell its person what happened.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-LOCK-02", "E2-LOCK-05", "E2-LOCK-06"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Leave the reason out of refusals."""

    def change(exchange: Exchange) -> None:
        if exchange.status == HTTPStatus.LOCKED:
            hit()
            exchange.set_json({name: value for name, value in exchange.json().items() if name != "reason"})

    change_answers(seams, change)
