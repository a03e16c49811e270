"""What a session sees of a vault, and when its key is due to be rotated."""

from datetime import datetime, timedelta

from reference_server.contract.vault import Kdf, RecoveryState, Vault, VaultState
from reference_server.contract.vault import Wrap as WrapView
from reference_server.services.people.accounts import Accounts
from reference_server.services.people.sessions import Caller
from reference_server.services.tools import Tools
from reference_server.services.vault.crypto_policies import KDF, CryptoPolicies
from reference_server.services.vault.grants import Grants
from reference_server.services.vault.recovery_codes import RecoveryCodes
from reference_server.store import tables
from reference_server.store.work import Work

LIFE_OF_A_KEY = timedelta(days=365)


class VaultViews:
    """Rules about what is shown; nothing here changes anything."""

    def __init__(
        self, tools: Tools, accounts: Accounts, policies: CryptoPolicies, grants: Grants, codes: RecoveryCodes
    ) -> None:
        self.tools = tools
        self.accounts = accounts
        self.policies = policies
        self.grants = grants
        self.codes = codes

    def state(self, work: Work, caller: Caller) -> VaultState | None:
        """Return whether the session has the vault open; None without a vault."""
        vault = work.vaults.find(caller.person_id)
        if vault is None:
            return None
        is_open = self.grants.live(work, vault, caller) is not None
        reason = None if is_open else self.grants.why_locked(work, vault, caller)
        return VaultState(epoch=vault.epoch, locked=not is_open, reason=reason)

    def view(self, work: Work, person: tables.Person, caller: Caller) -> Vault | None:
        """Return the person's vault as the session sees it; None without one."""
        vault, state = work.vaults.find(person.id), self.state(work, caller)
        if vault is None or state is None:
            return None
        grant = self.grants.live(work, vault, caller)
        return Vault(
            **state.model_dump(),
            enforce_tier=vault.enforce_tier,
            auto_lock_minutes=vault.auto_lock_minutes,
            kid=vault.kid,
            crypto_policy_version=vault.crypto_policy_version,
            kdf=Kdf(algorithm=KDF, iterations=vault.iterations, salt=vault.salt),
            wraps=self.wraps(work, vault),
            recovery=self.recovery(work, vault),
            created_at=vault.created_at,
            last_rotated_at=vault.last_rotated_at,
            next_rotation_due=self.next_rotation_due(work, person, vault),
            grant_expires_at=grant.expires_at if grant else None,
        )

    def wraps(self, work: Work, vault: tables.Vault) -> list[WrapView]:
        """Return the wraps that a passphrase leads to; those of recovery codes are given for a code only."""
        shown = [wrap for wrap in work.vaults.wraps(vault.person_id) if wrap.by != "recovery-code"]
        return [self.wrap_view(wrap) for wrap in shown]

    def wrap_view(self, wrap: tables.Wrap) -> WrapView:
        """Return a wrap as it came."""
        return WrapView(kid=wrap.kid, pol=wrap.pol, by=wrap.by, by_id=wrap.by_id, iv=wrap.iv, ct=wrap.ct)

    def recovery(self, work: Work, vault: tables.Vault) -> RecoveryState | None:
        """Return the recovery codes that count, if there are any."""
        kept = work.recovery.set_of(vault.person_id)
        if kept is None:
            return None
        unused = self.codes.unused(work.recovery.codes(vault.person_id))
        return RecoveryState(set_id=kept.set_id, unused=unused, created_at=kept.created_at)

    def next_rotation_due(self, work: Work, person: tables.Person, vault: tables.Vault) -> datetime:
        """Return when the key is due: soon after a newer policy, at once without a policy that takes writes."""
        current, own = self.policies.current_row(work, person), work.policies.find(vault.crypto_policy_version)
        reasons = []
        if own is None or current.position > own.position:
            reasons.append(current.created_at + timedelta(days=current.rotate_within_days))
        if own is not None and own.deprecated_at is not None:
            reasons.append(own.deprecated_at)
        return min(reasons, default=(vault.last_rotated_at or vault.created_at) + LIFE_OF_A_KEY)
