"""A loss of the network is not told."""

from collections.abc import Callable
from typing import Any

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts

FAULT = Fault(
    id="errors.loss_not_told",
    area="errors",
    title="A loss of the network is not told",
    symptom="The watcher looks well while nothing arrives.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-FAIL-01"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Try again in silence."""

    @wrap(parts.standing, "failed")
    def failed(_original: "Callable[[Any, str], None]", name: Any, reason: str) -> None:  # noqa: ARG001
        hit()
        parts.standing.back_off()
