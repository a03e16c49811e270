"""Search by tokens finds other people's items."""

from collections.abc import Callable

from sqlalchemy import select

from reference_server.contract.search import Matches, SearchQuery
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Token

FAULT = Fault(
    id="privacy.search_finds_others",
    area="privacy",
    title="Search by tokens finds other people's items",
    symptom="Whoever has seen a token learns who uses the word.",
    severity=Severity.CRITICAL,
    provenance="CWE-639",
    kills=["FE-PRIV-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Search among everybody's tokens."""
    search = seams.services.search

    @wrap(search, "find")
    def find(original: Callable[..., Matches], person_id: str, query: SearchQuery) -> Matches:
        with seams.store.begin(write=False) as work:
            owners = set(work.session.scalars(select(Token.person_id)).all()) - {person_id}
            found = [match for owner in owners for match in work.search.having(owner, query.t, query.tokens)]
        if found:
            hit()
        return Matches(ids=[*original(person_id, query).ids, *search.matches(query.tokens, found)])
