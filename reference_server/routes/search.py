"""Search tokens over HTTP."""

from fastapi import APIRouter

from reference_server.contract.base import Text
from reference_server.contract.envelope import Kind
from reference_server.contract.search import ItemTokens, Matches, SearchQuery, SearchState
from reference_server.routes.here import Rules, SignedIn, Writing
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/search", tags=["search"])


@router.put("/tokens/{t}/{private_id}", status_code=204, responses=problems(404, 409, 423))
def put_tokens(writer: Writing, rules: Rules, t: Kind, private_id: Text, tokens: ItemTokens) -> None:
    """Give a private item its tokens."""
    rules.search.put(writer, t, private_id, tokens)


@router.post("/query")
def query(caller: SignedIn, rules: Rules, query: SearchQuery) -> Matches:
    """Return the private items that have some of the tokens."""
    return rules.search.find(caller.person_id, query)


@router.get("/state")
def state(caller: SignedIn, rules: Rules) -> SearchState:
    """Return how many private items can be found."""
    return rules.search.state(caller.person_id)
