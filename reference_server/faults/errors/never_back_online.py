"""After a loss of the network nothing is sent any more."""

from collections.abc import Callable
from typing import Any

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts

FAULT = Fault(
    id="errors.never_back_online",
    area="errors",
    title="After a loss of the network nothing is sent any more",
    symptom="The backup stops at the first bad connection.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/gorakhargosh/watchdog/issues/452",
    rows=["W-18"],
    kills=["WA-FAIL-01"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Send nothing once a try has failed."""
    lost: list[str] = []

    @wrap(parts.standing, "failed")
    def failed(original: "Callable[[Any, str], None]", name: Any, reason: str) -> None:
        hit()
        lost.append(reason)
        original(name, reason)

    @wrap(parts.standing, "may_send")
    def may_send(original: Callable[[], bool]) -> bool:
        return original() and not lost
