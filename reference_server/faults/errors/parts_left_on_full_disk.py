"""What was half written on a full disk stays there."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts

FAULT = Fault(
    id="errors.parts_left_on_full_disk",
    area="errors",
    title="What was half written on a full disk stays there",
    symptom="The disk stays full because of the watcher.",
    severity=Severity.MAJOR,
    provenance="https://github.com/nextcloud/desktop/issues/187",
    rows=["W-31"],
    kills=["WA-FAIL-02"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Delete nothing from the spool."""

    @wrap(parts.spooling, "discard")
    def discard(_original: Callable[[str], None], name: str) -> None:  # noqa: ARG001
        hit()
