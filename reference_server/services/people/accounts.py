"""People: who they are, what they have earned, and how they leave."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from zoneinfo import available_timezones

from reference_server.contract.people import Balance, Me, ProfileChange
from reference_server.contract.problems import FieldError
from reference_server.id_token import Claims
from reference_server.services.refusals import AdministratorsOnly, Invalid, SignedOut
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work

LATE = timedelta(hours=24)
"""How long a PUT that was begun in time may still arrive at the store."""
UNKNOWN_TO_BROWSERS = {"localtime", "Factory"}


@cache
def time_zones() -> frozenset[str]:
    """Return the names of the IANA zones that browsers know, too."""
    return frozenset(available_timezones() - UNKNOWN_TO_BROWSERS)


class Accounts:
    """Rules about people."""

    def __init__(self, tools: Tools, admins: Iterable[str]) -> None:
        self.tools = tools
        self.admins = frozenset(self.email_key(email) for email in admins)

    def lock(self, work: Work, person_id: str) -> tables.Person:
        """Return the person and let no other request write for them meanwhile; SignedOut when erased."""
        person = work.people.lock(person_id)
        if person is None:
            raise SignedOut
        return person

    def find(self, work: Work, person_id: str) -> tables.Person:
        """Return the person; SignedOut when erased."""
        person = work.people.find(person_id)
        if person is None:
            raise SignedOut
        return person

    def profile(self, person_id: str) -> Me:
        """Return who the person is."""
        with self.tools.store.begin(write=False) as work:
            return self.view(work, self.find(work, person_id))

    def change(self, person_id: str, change: ProfileChange) -> Me:
        """Change the name, the time zone or the cohort; Invalid when one makes no sense."""
        name = None if change.name is None else self.tools.limits.title(change.name, "name")
        if change.time_zone is not None:
            self.check_time_zone(change.time_zone)
        with self.tools.store.begin() as work:
            person = self.lock(work, person_id)
            person.name = name or person.name
            person.time_zone = change.time_zone or person.time_zone
            if "cohort" in change.model_fields_set:
                person.cohort = change.cohort
            return self.view(work, person)

    def count_up(self, person: tables.Person) -> int:
        """Return the next number in the order of the person's item changes; the person must be locked."""
        person.seq += 1
        return person.seq

    def erase(self, person_id: str) -> None:
        """Erase the person and everything of theirs, for good; objects in the store are to go from now on."""
        with self.tools.store.begin() as work:
            work.people.lock(person_id)  # else what a watcher announces meanwhile would be forgotten with its object
            work.uploads.doom_all_of(person_id, self.tools.now() + LATE)
            work.people.erase(person_id)

    def join(self, work: Work, claims: Claims) -> str:
        """Return the id of the person whom the provider vouches for; a new one when nobody has that address."""
        person = work.people.known_as(claims.issuer, claims.subject) or self.with_email(work, claims.email)
        if person is None:
            work.people.add_once(self.newcomer(claims))
            person = self.with_email(work, claims.email)
        if person is None:
            raise SignedOut  # erased in the very moment of joining
        work.people.link(person.id, claims.issuer, claims.subject)
        return person.id

    def with_email(self, work: Work, email: str) -> tables.Person | None:
        """Return the person with this address."""
        return work.people.with_email(self.email_key(email))

    def email_key(self, email: str) -> str:
        """Return the form in which addresses are compared: the case of ASCII letters does not matter."""
        # Folding others would join different owners: straße.de and strasse.de are two domains.
        return email.encode().lower().decode()

    def is_admin(self, person: tables.Person) -> bool:
        """Say whether the person is an administrator: one whose address, verified at sign-in, is in the settings."""
        return person.email_key in self.admins

    def check_admin(self, person_id: str) -> None:
        """Refuse everybody but administrators."""
        with self.tools.store.begin(write=False) as work:
            if not self.is_admin(self.find(work, person_id)):
                raise AdministratorsOnly

    def newcomer(self, claims: Claims) -> tables.Person:
        """Return a person as they first arrive, named as the provider says or after their address."""
        return tables.Person(
            id=self.tools.ids.new_id(),
            email=claims.email,
            email_key=self.email_key(claims.email),
            name=claims.name,
            created_at=self.tools.now(),
        )

    def check_time_zone(self, name: str) -> None:
        """Accept IANA zones only: the pages hand the name to the browser's calendar."""
        if name not in time_zones():
            message = "must be an IANA time zone such as Europe/Berlin"
            raise Invalid(FieldError(field="time_zone", message=message))

    def present_day(self, person_id: str) -> date:
        """Return the day that it is for the person."""
        with self.tools.store.begin(write=False) as work:
            return self.tools.moments.local_date_of(self.find(work, person_id).time_zone)

    def view(self, work: Work, person: tables.Person) -> Me:
        """Return what the person sees of themselves."""
        return Me(
            id=person.id,
            name=person.name,
            email=person.email,
            time_zone=person.time_zone,
            cohort=person.cohort,
            is_admin=self.is_admin(person),
            created_at=person.created_at,
            balance=Balance(
                focus_minutes=work.credits.total(person.id, "focus_minutes"),
                reward_points=work.credits.total(person.id, "reward_points"),
            ),
        )
