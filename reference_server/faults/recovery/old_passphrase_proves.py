"""The old passphrase's proof counts after a reset."""

from collections.abc import Callable

from reference_server.contract.vault import NewPassphrase
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.ids import is_hash_of
from reference_server.seams import Seams
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="recovery.old_passphrase_proves",
    area="recovery",
    title="The old passphrase's proof counts after a reset",
    symptom="Whoever overheard the proof of a passphrase writes on after it was changed.",
    severity=Severity.CRITICAL,
    provenance="CWE-613",
    kills=["E2-RECO-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Remember the hash of each proof that was replaced."""
    passphrases = seams.services.passphrases
    before: dict[str, set[str]] = {}

    @wrap(passphrases, "replace")
    def replace(
        original: Callable[..., None], work: Work, person: tables.Person, vault: tables.Vault, new: NewPassphrase
    ) -> None:
        before.setdefault(person.id, set()).add(vault.proof_hash)
        original(work, person, vault, new)

    @wrap(passphrases, "is_right")
    def is_right(original: Callable[..., bool], vault: tables.Vault, proof: str) -> bool:
        old = any(is_hash_of(stored, proof) for stored in before.get(vault.person_id, ()))
        if old:
            hit()
        return old or original(vault, proof)
