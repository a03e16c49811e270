"""A reset leaves the old passphrase in place."""

from collections.abc import Callable

from reference_server.contract.recovery import Reset
from reference_server.contract.vault import NewPassphrase
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="recovery.passphrase_not_replaced",
    area="recovery",
    title="A reset leaves the old passphrase in place",
    symptom="The new passphrase that somebody chose opens nothing; the forgotten one still does.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["E2-RECO-02", "E2-RECO-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Forget what a reset brings."""

    @wrap(seams.services.passphrases, "replace")
    def replace(
        original: Callable[..., None], work: Work, person: tables.Person, vault: tables.Vault, new: NewPassphrase
    ) -> None:
        if isinstance(new, Reset):
            hit()
        else:
            original(work, person, vault, new)
