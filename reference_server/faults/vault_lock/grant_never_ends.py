"""The product keeps a vault open for ever."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables

FAULT = Fault(
    id="vault_lock.grant_never_ends",
    area="vault_lock",
    title="The product keeps a vault open for ever",
    symptom="After a weekend a device still writes, though its page never ran.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/clients/issues/8465",
    rows=["L-03"],
    kills=["E2-LOCK-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let no grant run out."""

    @wrap(seams.services.grants, "has_expired")
    def has_expired(original: Callable[..., bool], grant: tables.Grant) -> bool:
        if original(grant):
            hit()
        return False
