"""Search among private items: tokens of words that the server cannot read."""

from typing import Annotated

from pydantic import Field, StrictStr

from reference_server.contract.base import Request, View
from reference_server.contract.binary import Bytes
from reference_server.contract.envelope import KeyId, Kind, Revision

BATCH, MOST_TOKENS = 8, 4096

Token = Annotated[StrictStr, Bytes(16, 16)]
# How many they are is counted by the service: a multiple of 8, so that the number of words stays hidden.
Tokens = Annotated[list[Token], Field(json_schema_extra={"minItems": BATCH, "maxItems": MOST_TOKENS})]


class ItemTokens(Request):
    """The tokens of an item's words, as of its revision `rev`, made with the key `kid`; padding among them."""

    kid: KeyId
    rev: Revision
    tokens: Tokens


class SearchQuery(Request):
    """The tokens that are looked for, padding among them; in one kind of item, or in all."""

    t: Kind | None = None
    tokens: Tokens


class Match(View):
    """A private item that has some of the tokens: those with these places in the query."""

    id: str
    t: Kind
    matched: list[int]


class Matches(View):
    """What was found."""

    ids: list[Match]


class SearchState(View):
    """How many private items there are, and how many have tokens of their present revision and of the active key."""

    kid: str | None
    items: int
    indexed: int
