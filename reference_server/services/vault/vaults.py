"""Vaults: made once, locked by whoever is signed in, opened by a proof of the passphrase."""

from reference_server.contract.vault import (
    Activity,
    Lock,
    Locked,
    Opened,
    PassphraseChange,
    Reason,
    Unlock,
    VaultAnswer,
    VaultChange,
    VaultDraft,
)
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import NoVault, VaultExists
from reference_server.services.vault.gate import VaultGate
from reference_server.services.vault.passphrases import Passphrases
from reference_server.services.vault.views import VaultViews
from reference_server.store import tables
from reference_server.store.work import Work


class Vaults:
    """Rules about vaults. A lock is a new epoch: whatever was granted before it counts no longer."""

    def __init__(self, views: VaultViews, gate: VaultGate, passphrases: Passphrases) -> None:
        self.tools = views.tools
        self.accounts = views.accounts
        self.grants = views.grants
        self.views = views
        self.gate = gate
        self.passphrases = passphrases

    def read(self, caller: Caller) -> VaultAnswer:
        """Return the person's vault as this session sees it, if there is one."""
        with self.tools.store.begin(write=False) as work:
            return self.answer(work, self.accounts.find(work, caller.person_id), caller)

    def create(self, caller: Caller, draft: VaultDraft) -> VaultAnswer:
        """Make the person's vault, open for this session; VaultExists when there is one."""
        with self.tools.store.begin() as work:
            person = self.accounts.lock(work, caller.person_id)
            self.check_none(work, person)
            self.passphrases.check_wrap("wrap", draft.wrap, pol=draft.pol)
            self.passphrases.check(work, person, draft.kid, draft)
            vault = self.made(person, draft)
            work.vaults.add(vault)
            self.passphrases.keep(work, person, draft.wrap)
            return self.opened_anew(work, person, vault, caller)

    def change(self, caller: Caller, epoch: int | None, change: VaultChange) -> VaultAnswer:
        """Change when the vault locks itself, or what a lock keeps out; VaultLocked."""
        with self.tools.store.begin() as work:
            person, vault = self.opened(work, caller, epoch)
            vault.auto_lock_minutes = change.auto_lock_minutes or vault.auto_lock_minutes
            vault.enforce_tier = change.enforce_tier or vault.enforce_tier
            self.grants.cut(work, vault)
            return self.answer(work, person, caller)

    def lock(self, caller: Caller, command: Lock) -> Locked:
        """Lock the vault for every session; what was carried out under this `op_id` before is answered again."""
        with self.tools.store.begin() as work:
            person, vault = self.locked_row(work, caller)
            known = self.carried_out(work, vault, command)
            if known is not None:
                return self.told(known)
            self.shut(vault, command.reason)
            done = tables.LockCommand(
                person_id=person.id, op_id=command.op_id, epoch=vault.epoch, reason=command.reason, seq=person.seq
            )
            work.vaults.add(done)
            return self.told(done)

    def unlock(self, caller: Caller, command: Unlock) -> Opened:
        """Open the vault for this session; WrongPassphrase, Throttled."""
        with self.tools.store.begin() as work:
            _, vault = self.locked_row(work, caller)
            refusal = self.passphrases.refusal(work, vault, command.proof)
            if refusal is None:
                grant = self.grants.give(work, vault, caller, command.expires_in)
                return Opened(epoch=vault.epoch, expires_at=grant.expires_at)
        raise refusal

    def report(self, caller: Caller, activity: Activity) -> Opened:
        """Keep the vault open for a person who is at work; VaultLocked when it is open no longer."""
        with self.tools.store.begin() as work:
            _, vault = self.locked_row(work, caller)
            grant = self.gate.check_grant(work, vault, caller)
            self.grants.prolong(vault, grant, activity.idle_seconds)
            return Opened(epoch=grant.epoch, expires_at=grant.expires_at)

    def change_passphrase(self, caller: Caller, epoch: int | None, change: PassphraseChange) -> VaultAnswer:
        """Put a new passphrase in the place of the present one; every other session is locked."""
        with self.tools.store.begin() as work:
            person, vault = self.opened(work, caller, epoch)
            refusal = self.passphrases.refusal(work, vault, change.proof)
            if refusal is None:
                self.passphrases.replace(work, person, vault, change)
                self.shut(vault, "remote")
                return self.opened_anew(work, person, vault, caller)
        raise refusal

    def answer(self, work: Work, person: tables.Person, caller: Caller) -> VaultAnswer:
        """Return the vault as the session sees it."""
        return VaultAnswer(vault=self.views.view(work, person, caller))

    def opened_anew(self, work: Work, person: tables.Person, vault: tables.Vault, caller: Caller) -> VaultAnswer:
        """Open the vault for the session that has just shown that it may, and return it."""
        self.grants.give(work, vault, caller)
        return self.answer(work, person, caller)

    def locked_row(self, work: Work, caller: Caller) -> tuple[tables.Person, tables.Vault]:
        """Return the person, whom no other request changes meanwhile, and their vault; NoVault."""
        person = self.accounts.lock(work, caller.person_id)
        vault = work.vaults.find(person.id)
        if vault is None:
            raise NoVault
        return person, vault

    def opened(self, work: Work, caller: Caller, epoch: int | None) -> tuple[tables.Person, tables.Vault]:
        """Return the same for a session that has the vault open; NoVault, VaultLocked."""
        found = self.locked_row(work, caller)
        self.gate.check_open(work, caller, epoch)
        return found

    def shut(self, vault: tables.Vault, reason: Reason) -> None:
        """Lock the vault: no grant is of the epoch that begins."""
        vault.epoch += 1
        vault.locked_at = self.tools.now()
        vault.lock_reason = reason

    def carried_out(self, work: Work, vault: tables.Vault, command: Lock) -> tables.LockCommand | None:
        """Return the lock that was carried out under this `op_id` before."""
        return work.vaults.locked_by(vault.person_id, command.op_id)

    def told(self, done: tables.LockCommand) -> Locked:
        """Return what is said about a lock."""
        reason: Reason = done.reason  # type: ignore[assignment]  # the column holds nothing else
        return Locked(epoch=done.epoch, reason=reason, seq=done.seq)

    def check_none(self, work: Work, person: tables.Person) -> None:
        """Refuse a second vault: it would lock the first one's content away."""
        if work.vaults.find(person.id) is not None:
            raise VaultExists

    def made(self, person: tables.Person, draft: VaultDraft) -> tables.Vault:
        """Return a vault as it begins."""
        return tables.Vault(
            person_id=person.id,
            kid=draft.kid,
            crypto_policy_version=draft.pol,
            salt=draft.salt,
            iterations=draft.iterations,
            proof_hash=draft.proof_hash,
            enforce_tier=draft.enforce_tier,
            auto_lock_minutes=draft.auto_lock_minutes,
            created_at=self.tools.now(),
        )
