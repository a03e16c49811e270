"""Letting a watcher in: the device authorization grant (RFC 8628), with the watcher's key handed over on approval."""

import secrets
from datetime import datetime, timedelta

from reference_server.contract.devices import (
    Approval,
    DeviceCodes,
    DeviceRequest,
    DeviceToken,
    DeviceView,
    HandedKey,
    PairingRequest,
)
from reference_server.ids import hashed
from reference_server.services.daw.devices import PREFIX, WatcherDevices
from reference_server.services.daw.refusals import DeviceGrantError, DeviceGrantRefused
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import NotFound, Refusal
from reference_server.services.vault.guesses import Guesses
from reference_server.store import tables
from reference_server.store.work import Work

INTERVAL_S = 1
SLOWEST_EARLY_POLL = timedelta(seconds=0.5)
"""A question that comes sooner after the one before than this comes too soon."""
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Those of user codes: no vowels, so that no words arise (RFC 8628, section 6.1)."""
GROUP = 4
KEPT_AFTER_EXPIRY = timedelta(days=1)
NOUN = "watcher that waits with this code"


class Pairings:
    """Rules about watchers that wait. A user code is guessed at as rarely as a passphrase."""

    def __init__(self, devices: WatcherDevices, guesses: Guesses, lifetime: timedelta) -> None:
        self.tools = devices.tools
        self.accounts = devices.accounts
        self.gate = devices.gate
        self.devices = devices
        self.guesses = guesses
        self.lifetime = lifetime

    def begin(self, request: DeviceRequest, page: str) -> DeviceCodes:
        """Let a watcher wait for somebody's approval at `page`, an absolute address."""
        name = self.tools.limits.title(request.name, "name")
        device_code, user_code = self.tools.ids.new_secret(), self.new_user_code()
        now, lifetime = self.tools.now(), self.lifetime_of(request.expires_in)
        pairing = tables.Pairing(
            code_hash=hashed(device_code),
            user_code=user_code,
            device_id=self.tools.ids.new_id(),
            name=name,
            platform=request.platform,
            version=request.version,
            public_key=request.public_key,
            expires_at=now + lifetime,
        )
        with self.tools.store.begin() as work:
            work.devices.forget_pairings(now - KEPT_AFTER_EXPIRY)
            work.devices.add(pairing)
        return DeviceCodes(
            device_code=device_code,
            user_code=user_code,
            verification_uri=page,
            verification_uri_complete=f"{page}?code={user_code}",
            expires_in=int(lifetime.total_seconds()),
            interval=INTERVAL_S,
            device_id=pairing.device_id,
        )

    def new_user_code(self) -> str:
        """Return eight letters in two groups; two that wait never share one (the column is unique)."""
        letters = "".join(secrets.choice(LETTERS) for _ in range(2 * GROUP))
        return f"{letters[:GROUP]}-{letters[GROUP:]}"

    def lifetime_of(self, expires_in: int | None) -> timedelta:
        """Return how long a watcher waits: as long as it asked for, in seconds, but never longer than is set."""
        return self.lifetime if expires_in is None else min(self.lifetime, timedelta(seconds=expires_in))

    def read(self, person_id: str, user_code: str) -> PairingRequest:
        """Return the watcher that waits with this code; NotFound, Throttled."""
        with self.tools.store.begin() as work:
            found = self.guessed(work, person_id, user_code)
            if isinstance(found, tables.Pairing):
                return self.view(found)
        raise found

    def approve(self, caller: Caller, epoch: int | None, user_code: str, approval: Approval) -> DeviceView:
        """Let the watcher in, as the caller's; the vault must be open. NotFound, Throttled, NoVault, VaultLocked."""
        with self.tools.store.begin() as work:
            found = self.guessed(work, caller.person_id, user_code)
            if isinstance(found, tables.Pairing):
                self.gate.check_open(work, caller, epoch)
                self.gate.check_key(work, self.accounts.find(work, caller.person_id), approval.kid)
                return self.paired(work, caller, found, approval)
        raise found

    def deny(self, person_id: str, user_code: str) -> None:
        """Do not let the watcher in; NotFound, Throttled."""
        with self.tools.store.begin() as work:
            found = self.guessed(work, person_id, user_code)
            if isinstance(found, tables.Pairing):
                found.state = "denied"
                return
        raise found

    def collect(self, device_code: str) -> DeviceToken:
        """Give the watcher its credential and its key; DeviceGrantRefused.

        Should the answer be lost, it can ask again: each answer has a new credential, which ends the one before. Once
        the watcher has used one, the code is used up.
        """
        with self.tools.store.begin() as work:
            pairing, now = work.devices.pairing(hashed(device_code)), self.tools.now()
            error = self.why_not(pairing, now)
            if pairing is not None and error is None:
                return self.collected(work, pairing)
            if pairing is not None:
                pairing.polled_at = now
        raise DeviceGrantRefused(error or "invalid_grant")

    def guessed(self, work: Work, person_id: str, user_code: str) -> tables.Pairing | Refusal:
        """Return the watcher that waits with this code, or the refusal that the guess leads to.

        A right code undoes no wrong one: it may be that of a watcher of one's own making.
        """
        self.accounts.lock(work, person_id)
        refusal = self.guesses.refusal(work, person_id, "pairing")
        if refusal is not None:
            return refusal
        pairing = work.devices.pairing_with(user_code)
        if pairing is not None and self.waits(pairing, self.tools.now()):
            return pairing
        self.guesses.count(work, person_id, "pairing")
        return NotFound(NOUN)

    def waits(self, pairing: tables.Pairing, now: datetime) -> bool:
        """Say whether the watcher still waits for a decision."""
        return pairing.state == "waiting" and pairing.expires_at > now

    def why_not(self, pairing: tables.Pairing | None, now: datetime) -> DeviceGrantError | None:
        """Return why the watcher does not get in, or not yet."""
        if pairing is None:
            return "invalid_grant"
        # Once approved, it may fetch what waits for it for as long again: somebody may have decided at the last moment.
        grace = self.lifetime if pairing.state == "approved" else timedelta(0)
        if pairing.expires_at + grace <= now:
            return "expired_token"
        if pairing.state == "denied":
            return "access_denied"
        if pairing.state == "approved":
            return None
        early = pairing.polled_at is not None and now - pairing.polled_at < SLOWEST_EARLY_POLL
        return "slow_down" if early else "authorization_pending"

    def paired(self, work: Work, caller: Caller, pairing: tables.Pairing, approval: Approval) -> DeviceView:
        """Make the watcher one of the person's."""
        pairing.state = "approved"
        device = tables.Device(
            id=pairing.device_id,
            person_id=caller.person_id,
            name=pairing.name,
            platform=pairing.platform,
            version=pairing.version,
            kid=approval.kid,
            paired_at=self.tools.now(),
            sealed_key=approval.key.model_dump_json(),
        )
        work.devices.add(device)
        return self.devices.view(device, {})

    def collected(self, work: Work, pairing: tables.Pairing) -> DeviceToken:
        """Return a new credential; DeviceGrantRefused when one was used, or the person was quicker to revoke."""
        device = work.devices.find(pairing.device_id)
        if device is None or device.sealed_key is None:
            raise DeviceGrantRefused("invalid_grant")
        secret = PREFIX + self.tools.ids.new_secret()
        device.secret_hash = hashed(secret)
        return DeviceToken(
            access_token=secret,
            device_id=device.id,
            user_id=device.person_id,
            kid=device.kid,
            key=HandedKey.model_validate_json(device.sealed_key),
        )

    def view(self, pairing: tables.Pairing) -> PairingRequest:
        """Return a watcher that waits, as the person sees it."""
        return PairingRequest(
            user_code=pairing.user_code,
            device_id=pairing.device_id,
            name=pairing.name,
            platform=pairing.platform,
            version=pairing.version,
            public_key=pairing.public_key,
            expires_at=pairing.expires_at,
        )
