"""Search among private items: tokens are compared, and nobody but their owner knows of which words they are."""

from collections.abc import Sequence

from reference_server.contract.problems import FieldError
from reference_server.contract.search import (
    BATCH,
    MOST_TOKENS,
    ItemTokens,
    Match,
    Matches,
    SearchQuery,
    SearchState,
)
from reference_server.services.items.writing import ItemWriting, Writer
from reference_server.services.refusals import Invalid
from reference_server.services.tools import Tools
from reference_server.store import tables


class Search:
    """Rules about tokens."""

    def __init__(self, tools: Tools, writing: ItemWriting) -> None:
        self.tools = tools
        self.writing = writing

    def put(self, writer: Writer, kind: str, item_id: str, sent: ItemTokens) -> None:
        """Give a private item these tokens in the place of those that it had; RevisionConflict when it has changed."""
        with self.tools.store.begin() as work:
            person = self.writing.begin(work, writer)
            item = self.writing.find_at(work, person.id, kind, item_id, sent.rev)
            self.check_private(item)
            self.check_number(sent.tokens)
            self.check_distinct(sent.tokens)
            self.writing.gate.check_key(work, person, sent.kid)
            work.search.put(item, sent.kid, sent.rev, sent.tokens)

    def find(self, person_id: str, query: SearchQuery) -> Matches:
        """Return the person's items that have some of the tokens."""
        self.check_number(query.tokens)
        with self.tools.store.begin(write=False) as work:
            found = work.search.having(person_id, query.t, query.tokens)
        return Matches(ids=self.matches(query.tokens, found))

    def state(self, person_id: str) -> SearchState:
        """Return how much of what is private can be found."""
        with self.tools.store.begin(write=False) as work:
            kid = work.search.active_key(person_id)
            items, indexed = work.search.counts(person_id, kid)
            return SearchState(kid=kid, items=items, indexed=indexed)

    def check_private(self, item: tables.Item) -> None:
        """Refuse tokens of an item that can be read: side by side with its words they would be a code book."""
        if item.mode != "private":
            raise Invalid(FieldError(field="tokens", message="are for private items only"))

    def check_number(self, tokens: Sequence[str]) -> None:
        """Refuse a number of tokens that would tell how many words there are."""
        if len(tokens) not in range(BATCH, MOST_TOKENS + 1, BATCH):
            message = f"must be {BATCH} to {MOST_TOKENS}, a multiple of {BATCH}"
            raise Invalid(FieldError(field="tokens", message=message))

    def check_distinct(self, tokens: Sequence[str]) -> None:
        """Refuse a token that comes twice."""
        if len(set(tokens)) != len(tokens):
            raise Invalid(FieldError(field="tokens", message="must differ from each other"))

    def matches(self, tokens: Sequence[str], found: Sequence[tuple[str, str, str]]) -> list[Match]:
        """Return each item that was found, with the places that its tokens have in the query."""
        places: dict[str, list[int]] = {}
        for place, token in enumerate(tokens):
            places.setdefault(token, []).append(place)
        matched: dict[tuple[str, str], list[int]] = {}
        for item_id, kind, token in found:
            matched.setdefault((item_id, kind), []).extend(places[token])
        return [
            Match.model_validate({"id": item_id, "t": kind, "matched": sorted(numbers)})
            for (item_id, kind), numbers in matched.items()
        ]
