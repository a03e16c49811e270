"""Uploads go on while the vault is locked."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="upload.lock_overlooked",
    area="upload",
    title="Uploads go on while the vault is locked",
    symptom="A locked vault takes in new content.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["WA-UPLD-05", "E2-LOCK-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let watchers through always."""

    @wrap(seams.services.vault_gate, "makes_watchers_wait")
    def makes_watchers_wait(original: Callable[[Work, str], bool], work: Work, person_id: str) -> bool:
        if original(work, person_id):
            hit()
        return False
