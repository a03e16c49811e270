"""A poll with more to tell begins with the same again."""

from collections.abc import Callable

from reference_server.contract.changes import Change
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables

FAULT = Fault(
    id="queue.page_told_again",
    area="queue",
    title="A poll with more to tell begins with the same again",
    symptom="A device that has much to hear asks for ever, and never hears the rest.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/Azure/azure-mobile-apps/issues/916",
    rows=["O-18"],
    kills=["OF-QUEUE-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Go on from where the page began."""

    @wrap(seams.services.sync, "cursor")
    def cursor(original: Callable[..., int], person: tables.Person, changes: list[Change], *, has_more: bool) -> int:
        if has_more:
            hit()
            return changes[0].seq - 1
        return original(person, changes, has_more=has_more)
