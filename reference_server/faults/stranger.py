"""A person of no test, for benign variants in which somebody else is at work."""

from functools import cached_property

from reference_server.id_token import Claims
from reference_server.seams import Seams


class Stranger:
    """Somebody who signs up when there is something to do."""

    def __init__(self, seams: Seams) -> None:
        self.seams = seams

    @cached_property
    def person_id(self) -> str:
        """Whose things they are."""
        claims = Claims(
            issuer="https://elsewhere.example",
            subject="stranger",
            email="stranger@elsewhere.example",
            email_verified=True,
            name="A Stranger",
        )
        with self.seams.store.begin() as work:
            return self.seams.services.accounts.join(work, claims)
