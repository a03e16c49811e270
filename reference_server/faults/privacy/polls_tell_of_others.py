"""A poll tells of other people's private items."""

from collections.abc import Callable

from sqlalchemy import select

from reference_server.contract.changes import Change
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Item, Person
from reference_server.store.work import Work

FAULT = Fault(
    id="privacy.polls_tell_of_others",
    area="privacy",
    title="A poll tells of other people's private items",
    symptom="A stranger's device gets the ciphertexts of everybody.",
    severity=Severity.CRITICAL,
    provenance="CWE-639",
    kills=["FE-PRIV-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Add what others have to the first answer."""

    @wrap(seams.services.sync, "changes")
    def changes(
        original: Callable[..., tuple[list[Change], bool]], work: Work, person: Person, since: int
    ) -> tuple[list[Change], bool]:
        found, has_more = original(work, person, since)
        wanted = select(Item).where(Item.person_id != person.id, Item.mode == "private", Item.deleted.is_(False))
        others = [] if since else work.session.scalars(wanted).all()
        if others:
            hit()
        return [*(seams.services.item_views.change(item) for item in others), *found], has_more
