"""The vault: wrapped keys, and whether the session that asks has it open. Nothing here opens anything by itself."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from reference_server.contract.base import Request, View
from reference_server.contract.binary import Bytes
from reference_server.contract.envelope import Iv, KeyId, PolicyId, WrappedKey
from reference_server.contract.policies import Iterations

LONGEST_AUTO_LOCK = 1440
"""Minutes."""

Reason = Literal["manual", "inactivity", "remote", "sign_out", "policy"]
Tier = Literal["strict", "interactive"]
WrappedBy = Literal["password", "rk", "uvk", "recovery-code"]

SetId = Annotated[StrictStr, Field(pattern=r"^s_[0-9a-f]{16}$")]
Name = Annotated[StrictStr, Field(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
AutoLock = Annotated[StrictInt, Field(ge=1, le=LONGEST_AUTO_LOCK)]
Seconds = Annotated[StrictInt, Field(ge=1)]
Salt = Annotated[StrictStr, Bytes(16, 16)]
Secret = Annotated[StrictStr, Bytes(32, 32), Field(repr=False)]
"""A proof, a verifier, or the SHA-256 of one: never shown."""


class Wrap(Request):
    """The key `kid`, wrapped by another one: that of a kind (`by`) and a name (`by_id`)."""

    kid: Annotated[StrictStr, Field(pattern=r"^[ks]_[0-9a-f]{16}$")]
    pol: PolicyId
    by: WrappedBy
    by_id: Name
    iv: Iv
    ct: WrappedKey


class NewPassphrase(Request):
    """What a passphrase leaves with the server: how it is stretched, the key it wraps, and the hash of its proof."""

    salt: Salt
    iterations: Iterations
    wrap: Wrap
    proof_hash: Secret


class VaultDraft(NewPassphrase):
    """A vault to be made, sealed under the policy `pol`."""

    kid: KeyId
    pol: PolicyId
    auto_lock_minutes: AutoLock = 15
    enforce_tier: Tier = "strict"


class VaultChange(Request):
    """What changes about a vault; what is left out stays."""

    auto_lock_minutes: AutoLock | None = None
    enforce_tier: Tier | None = None


class Lock(Request):
    """Lock the vault for every session; the same `op_id` again does nothing more."""

    reason: Reason
    op_id: Name


class Unlock(Request):
    """Open the vault for this session; the time may be asked shorter than the auto-lock's, in seconds."""

    proof: Secret
    expires_in: Seconds | None = None


class Activity(Request):
    """How long ago, in seconds, the person last did something."""

    idle_seconds: Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]


class PassphraseChange(NewPassphrase):
    """A new passphrase in place of the one that `proof` is of."""

    proof: Secret


class Kdf(View):
    """How the passphrase is stretched."""

    algorithm: str
    iterations: int
    salt: str


class RecoveryState(View):
    """The recovery codes that count, and how many of them are unused."""

    set_id: str
    unused: int
    created_at: datetime


class VaultState(View):
    """Whether the session that asks has the vault open; `reason` says why it has not."""

    epoch: int
    locked: bool
    reason: Reason | None


class Vault(VaultState):
    """A person's vault, as the session that asks sees it."""

    enforce_tier: Tier
    auto_lock_minutes: int
    kid: str
    crypto_policy_version: str
    kdf: Kdf
    wraps: list[Wrap]
    recovery: RecoveryState | None
    created_at: datetime
    last_rotated_at: datetime | None
    next_rotation_due: datetime
    grant_expires_at: datetime | None


class VaultAnswer(View):
    """The vault, where there is one."""

    vault: Vault | None


class Locked(View):
    """The vault is locked, from this epoch on; `seq` is the last change of an item that was stored before."""

    epoch: int
    locked: Literal[True] = True
    reason: Reason
    seq: int


class Opened(View):
    """The session has the vault open, in this epoch and until then."""

    epoch: int
    expires_at: datetime
