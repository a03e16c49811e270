"""The server takes envelopes under the newest key only."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="sync.new_key_strands",
    area="sync",
    title="The server takes envelopes under the newest key only",
    symptom="What was sealed offline before another device renewed the keys is refused.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/actualbudget/actual/issues/3620",
    rows=["O-24"],
    kills=["OF-SYNC-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Know the key in use alone."""

    @wrap(seams.services.vault_gate, "known_keys")
    def known_keys(original: Callable[..., set[str]], work: Work, vault: tables.Vault) -> set[str]:
        if original(work, vault) != {vault.kid}:
            hit()
        return {vault.kid}
