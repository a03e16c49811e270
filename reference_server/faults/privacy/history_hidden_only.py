"""Past revisions that are too old are hidden and not erased."""

from collections.abc import Callable

from reference_server.contract.items import History
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="privacy.history_hidden_only",
    area="privacy",
    title="Past revisions that are too old are hidden and not erased",
    symptom="The page shows none, the database has them all.",
    severity=Severity.MAJOR,
    provenance="CWE-459",
    kills=["FE-PRIV-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Leave out of answers what should have been erased."""
    history = seams.services.history

    @wrap(history, "forget_old")
    def forget_old(_original: Callable[..., None], work: Work, person_id: str) -> None:
        if any(person_id in work.revisions.owners_of_older(mode, history.oldest(mode)) for mode in history.kept):
            hit()

    @wrap(history, "of")
    def of(original: Callable[..., History], person_id: str, kind: str, item_id: str) -> History:
        found = original(person_id, kind, item_id)
        return History(items=[past for past in found.items if past.saved_at >= history.oldest(past.mode)])
