"""What a write to vault content has to pass: an open vault, a policy that takes writes, a key of the person's."""

from reference_server.contract.problems import FieldError
from reference_server.contract.vault import VaultState
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import Invalid, NoVault, VaultLocked
from reference_server.services.tools import Tools
from reference_server.services.vault.crypto_policies import CryptoPolicies
from reference_server.services.vault.grants import Grants
from reference_server.store import tables
from reference_server.store.work import Work


class VaultGate:
    """Rules that hold for every write, asked in the write's own transaction, after the person was locked."""

    def __init__(self, tools: Tools, grants: Grants, policies: CryptoPolicies) -> None:
        self.tools = tools
        self.grants = grants
        self.policies = policies

    def check_open(self, work: Work, caller: Caller, epoch: int | None) -> None:
        """Refuse as VaultLocked a session without a live grant for the present epoch, or that names another epoch.

        Somebody without a vault has nothing locked.
        """
        vault = work.vaults.find(caller.person_id)
        if vault is not None:
            self.check_grant(work, vault, caller)
            self.check_epoch(work, vault, caller, epoch)

    def check_grant(self, work: Work, vault: tables.Vault, caller: Caller) -> tables.Grant:
        """Return the session's grant; VaultLocked when it has none that holds."""
        grant = self.grants.live(work, vault, caller)
        if grant is None:
            raise self.locked(work, vault, caller)
        return grant

    def check_epoch(self, work: Work, vault: tables.Vault, caller: Caller, epoch: int | None) -> None:
        """Refuse as VaultLocked a request that does not name the present epoch: it was made before a lock."""
        if epoch != vault.epoch:
            raise self.locked(work, vault, caller)

    def check_uploads(self, work: Work, person_id: str, epoch: int | None) -> None:
        """Refuse as VaultLocked what a watcher sends while uploads have to wait, or from an epoch before the last lock.

        With the tier `interactive` watchers go on: what they send only their own keys and the vault's open.
        """
        state = self.upload_state(work, person_id)
        if state is not None and self.makes_watchers_wait(work, person_id) and (state.locked or epoch != state.epoch):
            raise VaultLocked(state.epoch, state.reason or "manual")

    def upload_state(self, work: Work, person_id: str) -> VaultState | None:
        """Return the vault as a watcher meets it: open while any session of the person's has it open."""
        vault = work.vaults.find(person_id)
        if vault is None:
            return None
        locked = self.makes_watchers_wait(work, person_id) and not self.grants.anywhere(work, vault)
        reason = self.grants.why_locked_everywhere(work, vault) if locked else None
        return VaultState(epoch=vault.epoch, locked=locked, reason=reason)

    def makes_watchers_wait(self, work: Work, person_id: str) -> bool:
        """Say whether a lock keeps watchers out, too."""
        vault = work.vaults.find(person_id)
        return vault is not None and vault.enforce_tier == "strict"

    def locked(self, work: Work, vault: tables.Vault, caller: Caller) -> VaultLocked:
        """Return the refusal, which names the epoch and the reason."""
        return VaultLocked(vault.epoch, self.grants.why_locked(work, vault, caller))

    def check_policy(self, work: Work, person: tables.Person, policy_id: str) -> None:
        """Refuse a policy that the person cannot see (PolicyUnknown) or that takes no writes (PolicyDeprecated)."""
        self.policies.writable(work, person, policy_id)

    def check_key(self, work: Work, person: tables.Person, kid: str, field: str = "kid") -> None:
        """Refuse what is sealed without a vault (NoVault), or by a key that the vault does not have (Invalid).

        `field` names the key in the request.
        """
        vault = work.vaults.find(person.id)
        if vault is None:
            raise NoVault
        if kid not in self.known_keys(work, vault):
            raise Invalid(FieldError(field=field, message="is not a key of this vault"))

    def known_keys(self, work: Work, vault: tables.Vault) -> set[str]:
        """Return the key that counts and those before it, which every rotation wraps by the next one."""
        return {vault.kid} | {wrap.kid for wrap in work.vaults.wraps(vault.person_id) if wrap.kid.startswith("k_")}
