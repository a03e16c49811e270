"""Polls do not tell that an item was withdrawn."""

from collections.abc import Callable

from reference_server.contract.changes import Change
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Person
from reference_server.store.work import Work

Told = tuple[list[Change], bool]

FAULT = Fault(
    id="privacy.withdrawal_not_told",
    area="privacy",
    title="Polls do not tell that an item was withdrawn",
    symptom="Other devices go on showing what was made private.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-PRIV-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Tell of no deletion."""

    @wrap(seams.services.sync, "changes")
    def changes(original: Callable[..., Told], work: Work, person: Person, since: int) -> Told:
        told, has_more = original(work, person, since)
        kept: list[Change] = [change for change in told if not change.deleted]
        if len(kept) < len(told):
            hit()
        return kept, has_more
