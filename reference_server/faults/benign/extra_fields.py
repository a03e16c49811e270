"""Answers carry further fields."""

from typing import Any

from reference_server.faults.exchanges import Exchange, change_answers
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.extra_fields",
    area="benign",
    title="Answers carry further fields",
    symptom="A newer server says more than the contract.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)


def apply(seams: Seams, hit: Hit) -> None:
    """Add a field to every object of every JSON answer, but to none that is sealed: those have an exact form."""

    def change(exchange: Exchange) -> None:
        if exchange.is_json and exchange.body:
            hit()
            exchange.set_json(_enriched(exchange.json()))

    change_answers(seams, change)


def _enriched(value: Any) -> Any:
    match value:
        case {"iv": _, "ct": _}:
            return value
        case dict():
            return {**{name: _enriched(inner) for name, inner in value.items()}, "x_since": "a newer release"}
        case list():
            return [_enriched(inner) for inner in value]
        case _:
            return value
