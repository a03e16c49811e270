"""New codes are refused."""

from collections.abc import Callable

from reference_server.contract.recovery import Code
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="recovery.new_codes_rejected",
    area="recovery",
    title="New codes are refused",
    symptom="Whoever made new codes has ten pieces of paper that open nothing.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/element-hq/element-web/issues/16118",
    rows=["L-31"],
    kills=["E2-RECO-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take the codes of every set but the first for used ones."""
    replaced: set[str] = set()

    @wrap(seams.services.recovery, "void")
    def void(original: Callable[..., None], work: Work, person: tables.Person) -> None:
        if work.recovery.set_of(person.id) is not None:
            replaced.add(person.id)
        original(work, person)

    @wrap(seams.services.recovery, "made")
    def made(original: Callable[..., tables.RecoveryCode], person: tables.Person, code: Code) -> tables.RecoveryCode:
        row = original(person, code)
        if person.id in replaced:
            hit()
            row.state = "used"
        return row
