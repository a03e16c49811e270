"""Recovery codes over HTTP."""

from fastapi import APIRouter

from reference_server.contract.recovery import RecoveryDraft, RecoverySet, Redeem, Reset, Ticket
from reference_server.contract.vault import VaultAnswer
from reference_server.routes.here import Epoch, Rules, SignedIn
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/vault", tags=["vault"])


@router.post("/recovery", status_code=201, responses=problems(409, 423))
def create(caller: SignedIn, rules: Rules, epoch: Epoch, draft: RecoveryDraft) -> RecoverySet:
    """Let a new set of codes take the place of the one before."""
    return rules.recovery.create(caller, epoch, draft)


@router.post("/recovery/redeem", responses=problems(409, 429))
def redeem(caller: SignedIn, rules: Rules, command: Redeem) -> Ticket:
    """Exchange a code for a ticket."""
    return rules.recovery.redeem(caller, command)


@router.post("/reset", responses=problems(409))
def reset(caller: SignedIn, rules: Rules, command: Reset) -> VaultAnswer:
    """Set a new passphrase by a ticket; the vault is open here and locked everywhere else."""
    return rules.recovery.reset(caller, command)
