"""The vault over HTTP."""

from fastapi import APIRouter

from reference_server.contract.vault import (
    Activity,
    Lock,
    Locked,
    Opened,
    PassphraseChange,
    Unlock,
    VaultAnswer,
    VaultChange,
    VaultDraft,
)
from reference_server.routes.here import Epoch, Rules, SignedIn
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/vault", tags=["vault"])


@router.get("")
def read(caller: SignedIn, rules: Rules) -> VaultAnswer:
    """Return the vault, and whether it is open here."""
    return rules.vaults.read(caller)


@router.post("", status_code=201, responses=problems(409))
def create(caller: SignedIn, rules: Rules, draft: VaultDraft) -> VaultAnswer:
    """Make the vault; it is open here."""
    return rules.vaults.create(caller, draft)


@router.patch("", responses=problems(409, 423))
def change(caller: SignedIn, rules: Rules, epoch: Epoch, change: VaultChange) -> VaultAnswer:
    """Change how the vault locks."""
    return rules.vaults.change(caller, epoch, change)


@router.post("/lock", responses=problems(409))
def lock(caller: SignedIn, rules: Rules, command: Lock) -> Locked:
    """Lock the vault everywhere."""
    return rules.vaults.lock(caller, command)


@router.post("/unlock", responses=problems(409, 429))
def unlock(caller: SignedIn, rules: Rules, command: Unlock) -> Opened:
    """Open the vault here."""
    return rules.vaults.unlock(caller, command)


@router.post("/activity", responses=problems(409, 423))
def activity(caller: SignedIn, rules: Rules, activity: Activity) -> Opened:
    """Keep the vault open for a person who is at work."""
    return rules.vaults.report(caller, activity)


@router.post("/passphrase", responses=problems(409, 423, 429))
def passphrase(caller: SignedIn, rules: Rules, epoch: Epoch, change: PassphraseChange) -> VaultAnswer:
    """Change the passphrase; every other session is locked."""
    return rules.vaults.change_passphrase(caller, epoch, change)
