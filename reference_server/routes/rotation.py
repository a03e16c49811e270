"""Rotation over HTTP."""

from fastapi import APIRouter

from reference_server.contract.rotation import Received, Rewraps, RotationCommit, RotationDraft, RotationStarted
from reference_server.contract.vault import VaultAnswer
from reference_server.routes.here import Epoch, Rules, SignedIn
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/vault/rotate", tags=["vault"])


@router.post("/prepare", responses=problems(409, 423))
def prepare(caller: SignedIn, rules: Rules, epoch: Epoch, draft: RotationDraft) -> RotationStarted:
    """Begin a rotation."""
    return rules.rotations.prepare(caller, epoch, draft)


@router.post("/rewraps", responses=problems(404, 409, 423))
def rewraps(caller: SignedIn, rules: Rules, epoch: Epoch, command: Rewraps) -> Received:
    """Send items that were sealed anew."""
    return rules.rotations.receive(caller, epoch, command)


@router.post("/commit", responses=problems(404, 409, 423, 429))
def commit(caller: SignedIn, rules: Rules, epoch: Epoch, command: RotationCommit) -> VaultAnswer:
    """Let the new key count, all of it or nothing."""
    return rules.rotations.commit(caller, epoch, command)
