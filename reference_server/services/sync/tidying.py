"""Tidying: results that nobody asks for any more, and tombstones that every device has heard of."""

from datetime import timedelta

from reference_server.services.people.accounts import Accounts
from reference_server.services.refusals import SignedOut
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work


class Tidying:
    """Rules about what sync leaves behind. A device that was away longer than a tombstone stays is not waited for."""

    def __init__(self, tools: Tools, accounts: Accounts, results_kept: timedelta, tombstones_kept: timedelta) -> None:
        self.tools = tools
        self.accounts = accounts
        self.results_kept = results_kept
        self.tombstones_kept = tombstones_kept

    def tidy(self) -> None:
        """Delete what is too old, one person after the other, so that nobody waits long."""
        self.forget_results()
        for person_id in self.owners_of_old():
            with self.tools.store.begin() as work:
                try:
                    person = self.accounts.lock(work, person_id)
                except SignedOut:
                    continue  # erased in the meantime, with everything
                self.forget_tombstones(work, person)

    def forget_results(self) -> None:
        """Delete everybody's results that are too old; the numbers of the operations stay known."""
        with self.tools.store.begin() as work:
            work.sync.forget_results(self.tools.now() - self.results_kept)

    def owners_of_old(self) -> set[str]:
        """Return the people who have tombstones that are old enough."""
        with self.tools.store.begin(write=False) as work:
            return work.tombstones.owners_of_older(self.tools.now() - self.tombstones_kept)

    def forget_tombstones(self, work: Work, person: tables.Person) -> None:
        """Delete a person's tombstones that are old enough and that every device has heard of."""
        oldest = self.tools.now() - self.tombstones_kept
        heard = self.heard_by_all(work, person)
        person.horizon = max(person.horizon, work.tombstones.forget_older(person.id, oldest, heard))

    def heard_by_all(self, work: Work, person: tables.Person) -> int:
        """Return up to which change every live device of the person has heard."""
        least = work.sync.least_cursor(person.id, self.tools.now() - self.tombstones_kept)
        return person.seq if least is None else least
