"""Wrong passphrases are counted as unlocks."""

from collections.abc import Callable
from typing import Any

from prometheus_client import Counter

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.wrong_label",
    area="telemetry",
    title="Wrong passphrases are counted as unlocks",
    symptom="Somebody who tries passphrases is not seen in the metrics.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-TELE-08"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Say ok of everything."""

    @wrap(seams.services.metrics.unlocks, "labels")
    def labels(original: Callable[..., Counter], *labelvalues: Any, **labelkwargs: Any) -> Counter:  # noqa: ARG001
        hit()
        return original("ok")
