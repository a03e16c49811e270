"""A write that races a lock is stored after it."""

from collections.abc import Callable
from threading import Event

from reference_server.contract.items import Item, ItemDraft
from reference_server.faults.gates import let_through
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.items.writing import Writer

FAULT = Fault(
    id="vault_lock.gate_asked_before",
    area="vault_lock",
    title="A write that races a lock is stored after it",
    symptom="What was written while somebody locked the vault shows up afterwards.",
    severity=Severity.CRITICAL,
    provenance="CWE-367",
    kills=["E2-LOCK-10"],
)
GAP_S = 0.1  # between question and write, as on a busy server


def apply(seams: Seams, hit: Hit) -> None:
    """Ask the vault's gate in a transaction before the one that writes."""
    services = seams.services
    let_through(seams, services.items, "create", hit)

    @wrap(services.items, "create")
    def create(original: Callable[..., Item], writer: Writer, kind: str, draft: ItemDraft) -> Item:
        with seams.store.begin(write=False) as work:
            services.vault_gate.check_open(work, writer.caller, writer.epoch)
        Event().wait(GAP_S)
        return original(writer, kind, draft)
