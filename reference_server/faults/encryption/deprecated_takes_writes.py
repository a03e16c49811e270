"""A deprecated policy takes new writes."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables

FAULT = Fault(
    id="encryption.deprecated_takes_writes",
    area="encryption",
    title="A deprecated policy takes new writes",
    symptom="What an administrator has withdrawn goes on being used.",
    severity=Severity.MAJOR,
    provenance="CWE-327",
    kills=["E2-ENCR-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Refuse a forbidden policy alone."""

    @wrap(seams.services.policies, "takes_writes")
    def takes_writes(original: Callable[..., bool], policy: tables.CryptoPolicy) -> bool:
        if not original(policy):
            hit()
        return policy.status != "forbidden"
