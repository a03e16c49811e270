"""Codes of an older set still count."""

from collections.abc import Callable

from reference_server.contract.recovery import RecoveryDraft, RecoverySet
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.people.sessions import Caller
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="recovery.old_codes_stay",
    area="recovery",
    title="Codes of an older set still count",
    symptom="Codes that were made void because they were lost still open the vault.",
    severity=Severity.CRITICAL,
    provenance="CWE-613",
    kills=["E2-RECO-03"],
)
KEPT = ("code_id", "verifier_hash", "state")


def apply(seams: Seams, hit: Hit) -> None:
    """Keep the codes of the set before, with what they wrap."""
    recovery = seams.services.recovery

    @wrap(recovery, "create")
    def create(
        original: Callable[..., RecoverySet], caller: Caller, epoch: int | None, draft: RecoveryDraft
    ) -> RecoverySet:
        with seams.store.begin(write=False) as work:
            codes = work.recovery.codes(caller.person_id)
            before = [{name: getattr(code, name) for name in KEPT} for code in codes]
        made = original(caller, epoch, draft)
        with seams.store.begin() as work:
            for code in before:
                hit()
                work.session.add(tables.RecoveryCode(person_id=caller.person_id, **code))
        return made

    @wrap(recovery, "void")
    def void(_original: Callable[..., None], work: Work, person: tables.Person) -> None:
        kept = work.recovery.set_of(person.id)
        work.vaults.delete_wraps(person.id, "rk")
        work.vaults.delete_wraps(person.id, "uvk", kept.set_id if kept else "")
