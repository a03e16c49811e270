"""People and how providers know them."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reference_server.store.insertion import insert_once
from reference_server.store.tables import Identity, Person


class People:
    """Questions about people."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def find(self, person_id: str) -> Person | None:
        """Return the person, or None."""
        return self.session.get(Person, person_id)

    def lock(self, person_id: str) -> Person | None:
        """Return the person and let no other transaction write for them until this one ends."""
        return self.session.scalar(select(Person).where(Person.id == person_id).with_for_update())

    def known_as(self, issuer: str, subject: str) -> Person | None:
        """Return the person whom a provider knows under this subject."""
        return self.session.scalar(
            select(Person).join(Identity).where(Identity.issuer == issuer, Identity.subject == subject)
        )

    def with_email(self, email_key: str) -> Person | None:
        """Return the person with this address, in the form for comparison."""
        return self.session.scalar(select(Person).where(Person.email_key == email_key))

    def names(self, person_ids: Collection[str]) -> dict[str, str]:
        """Return the names of people by their ids."""
        wanted = select(Person.id, Person.name).where(Person.id.in_(person_ids))
        return {row.id: row.name for row in self.session.execute(wanted)}

    def add_once(self, person: Person) -> None:
        """Add the person unless someone with this address came first."""
        columns = Person.__table__.columns.keys()
        insert_once(self.session, Person, {name: getattr(person, name) for name in columns})

    def link(self, person_id: str, issuer: str, subject: str) -> None:
        """Remember how a provider knows the person."""
        insert_once(self.session, Identity, {"issuer": issuer, "subject": subject, "person_id": person_id})

    def erase(self, person_id: str) -> None:
        """Delete the person; the database deletes every row of theirs."""
        self.session.execute(delete(Person).where(Person.id == person_id))
