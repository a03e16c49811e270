"""Today over HTTP."""

from fastapi import APIRouter

from reference_server.contract.today import Today
from reference_server.routes.here import AskedDay, Rules, SignedIn

router = APIRouter(prefix="/api/today", tags=["today"])


@router.get("")
def today(caller: SignedIn, rules: Rules, day: AskedDay) -> Today:
    """Return what is due on a day."""
    return rules.today.on(caller.person_id, day)
