"""Crypto policies over HTTP."""

from fastapi import APIRouter, Response

from reference_server.contract.base import Text
from reference_server.contract.policies import Policies, Policy, PolicyDraft, Withdrawal
from reference_server.routes.here import Administrator, Configured, Rules, SignedIn
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/crypto-policy", tags=["crypto policy"])


@router.get("")
def listing(caller: SignedIn, rules: Rules) -> Policies:
    """List the policies that are for the person, oldest first."""
    return rules.policies.listing(caller.person_id)


@router.get("/current")
def current(caller: SignedIn, rules: Rules) -> Policy:
    """Return the policy that is current for the person."""
    return rules.policies.present(caller.person_id)


@router.get("/{version}", responses=problems(404))
def read(caller: SignedIn, rules: Rules, version: Text) -> Policy:
    """Return one policy."""
    return rules.policies.read(caller.person_id, version)


@router.post("", status_code=201, responses=problems(409))
def create(_admin: Administrator, rules: Rules, settings: Configured, draft: PolicyDraft, response: Response) -> Policy:
    """Bring a policy into force."""
    policy = rules.policies.create(draft)
    response.headers["Location"] = f"{settings.prefix}/api/crypto-policy/{policy.id}"
    return policy


@router.post("/{version}/deprecate", responses=problems(404, 409))
def deprecate(_admin: Administrator, rules: Rules, version: Text, withdrawal: Withdrawal) -> Policy:
    """Take a policy out of use."""
    return rules.policies.withdraw(version, withdrawal)
