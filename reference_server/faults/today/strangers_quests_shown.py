"""Today shows other people's quests."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from reference_server.contract.quests import Quest
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables
from reference_server.store.work import Work

FAULT = Fault(
    id="today.strangers_quests_shown",
    area="today",
    title="Today shows other people's quests",
    symptom="A stranger's quest stands in the list.",
    severity=Severity.CRITICAL,
    provenance="CWE-639",
    kills=["CP-TODAY-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Ask for quests without saying whose."""
    quests = seams.services.quests

    @wrap(quests, "due")
    def due(original: Callable[..., list[Quest]], work: Work, person_id: str, day: date) -> list[Quest]:
        wanted = select(tables.Quest).where(tables.Quest.archived.is_(False), tables.Quest.person_id != person_id)
        others = [quests.view(row) for row in work.session.scalars(wanted)]
        if others:
            hit()
        return [*original(work, person_id, day), *others]
