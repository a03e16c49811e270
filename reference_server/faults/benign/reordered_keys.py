"""Keys of answers come in another order."""

from typing import Any

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.reordered_keys",
    area="benign",
    title="Keys of answers come in another order",
    symptom="The order of keys means nothing in JSON.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)


def apply(seams: Seams, hit: Hit) -> None:
    """Reverse the keys of every object of every JSON answer."""

    def change(exchange: Exchange) -> None:
        if exchange.is_json and exchange.body:
            hit()
            exchange.set_json(_reversed(exchange.json()))

    change_answers(seams, change)


def _reversed(value: Any) -> Any:
    match value:
        case dict():
            return {name: _reversed(inner) for name, inner in reversed(value.items())}
        case list():
            return [_reversed(inner) for inner in value]
        case _:
            return value
