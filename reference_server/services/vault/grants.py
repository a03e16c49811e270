"""Grants: which sessions have a vault open, and for how long."""

from datetime import datetime, timedelta

from reference_server.contract.vault import LONGEST_AUTO_LOCK, Reason
from reference_server.services.people.sessions import Caller, Sessions
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work

LONGEST = LONGEST_AUTO_LOCK * 60
"""Seconds."""


class Grants:
    """Rules about an open vault. A grant hangs on a session, and holds in the epoch that it was given in."""

    def __init__(self, tools: Tools, sessions: Sessions) -> None:
        self.tools = tools
        self.sessions = sessions

    def give(self, work: Work, vault: tables.Vault, caller: Caller, expires_in: int | None = None) -> tables.Grant:
        """Open the vault for the session, for as long as the auto-lock allows, or shorter where that was asked for."""
        seconds = LONGEST if expires_in is None else min(LONGEST, expires_in)
        return work.vaults.put_grant(
            tables.Grant(
                session_id=caller.session_id,
                person_id=caller.person_id,
                epoch=vault.epoch,
                seconds=seconds,
                expires_at=self.tools.now() + self.span(vault, seconds),
            )
        )

    def span(self, vault: tables.Vault, seconds: int) -> timedelta:
        """Return how long a grant lasts without activity: as long as was asked for, but never beyond the auto-lock."""
        return min(timedelta(minutes=vault.auto_lock_minutes), timedelta(seconds=seconds))

    def live(self, work: Work, vault: tables.Vault, caller: Caller) -> tables.Grant | None:
        """Return the session's grant, if it holds now."""
        grant = work.vaults.grant_of(caller.session_id)
        if grant is None or not self.is_of_epoch(vault, grant) or self.has_expired(grant):
            return None
        return grant if self.is_of_live_session(work, grant) else None

    def is_of_epoch(self, vault: tables.Vault, grant: tables.Grant) -> bool:
        """Say whether the vault was not locked since the grant was given."""
        return grant.epoch == vault.epoch

    def has_expired(self, grant: tables.Grant) -> bool:
        """Say whether the time of the grant is over."""
        return grant.expires_at <= self.tools.now()

    def is_of_live_session(self, work: Work, grant: tables.Grant) -> bool:
        """Say whether the grant's session was not signed out meanwhile."""
        session = work.sessions.find(grant.session_id)
        return session is not None and self.sessions.is_alive(session)

    def prolong(self, vault: tables.Vault, grant: tables.Grant, idle_seconds: float) -> None:
        """Let the grant last from the person's last activity on; never shorter than it did."""
        span = self.span(vault, grant.seconds)
        idle = timedelta(seconds=min(idle_seconds, LONGEST))
        grant.expires_at = self.later(grant.expires_at, self.tools.now() - idle + span)

    def later(self, before: datetime, after: datetime) -> datetime:
        """Return when a prolonged grant ends."""
        return max(before, after)

    def cut(self, work: Work, vault: tables.Vault) -> None:
        """Let no grant outlast an auto-lock that has become shorter."""
        work.vaults.end_grants_by(vault.person_id, self.tools.now() + self.span(vault, LONGEST))

    def why_locked(self, work: Work, vault: tables.Vault, caller: Caller) -> Reason:
        """Return why the session has not got the vault open."""
        grant = work.vaults.grant_of(caller.session_id)
        if grant is not None and self.is_of_epoch(vault, grant) and self.has_expired(grant):
            return "inactivity"
        reason: Reason = vault.lock_reason or "manual"  # type: ignore[assignment]  # the column holds nothing else
        return reason

    def anywhere(self, work: Work, vault: tables.Vault) -> bool:
        """Say whether any session of the person's has the vault open."""
        return any(
            not self.has_expired(grant) and self.is_of_live_session(work, grant)
            for grant in work.vaults.grants_of(vault.person_id, vault.epoch)
        )

    def why_locked_everywhere(self, work: Work, vault: tables.Vault) -> Reason:
        """Return why nobody has the vault open: nobody was active for long since it was opened, or it was locked."""
        if work.vaults.grants_of(vault.person_id, vault.epoch):
            return "inactivity"
        reason: Reason = vault.lock_reason or "manual"  # type: ignore[assignment]  # the column holds nothing else
        return reason
