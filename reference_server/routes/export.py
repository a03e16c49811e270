"""A person's data over HTTP."""

from fastapi import APIRouter

from reference_server.contract.export import Export
from reference_server.routes.here import Rules, SignedIn

router = APIRouter(prefix="/api/export", tags=["export"])


@router.get("")
def export(caller: SignedIn, rules: Rules) -> Export:
    """Return everything that the server has of the person."""
    return rules.export.of(caller)
