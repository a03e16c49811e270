"""Tokens of private items' words in the database."""

from collections.abc import Sequence

from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.orm import Session

from reference_server.store.tables import Item, Token, TokenSet, Vault


class Search:
    """Questions about one person's tokens."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def put(self, item: Item, kid: str, rev: int, tokens: Sequence[str]) -> None:
        """Store an item's tokens in the place of those that it had."""
        self.drop(item.id)
        self.session.add(TokenSet(item_id=item.id, person_id=item.person_id, kid=kid, rev=rev))
        rows = [{"item_id": item.id, "person_id": item.person_id, "token": token} for token in tokens]
        self.session.execute(insert(Token), rows)

    def drop(self, item_id: str) -> None:
        """Delete an item's tokens."""
        for table in (Token, TokenSet):
            self.session.execute(delete(table).where(table.item_id == item_id))

    def having(self, person_id: str, kind: str | None, tokens: Sequence[str]) -> Sequence[tuple[str, str, str]]:
        """Return id, kind and token of each of the person's items, of a kind or all, that has some of the tokens."""
        wanted = (
            select(Item.id, Item.kind, Token.token)
            .join(Item, Item.id == Token.item_id)
            .where(Token.person_id == person_id, Token.token.in_(tokens), Item.deleted.is_(False))
        )
        if kind is not None:
            wanted = wanted.where(Item.kind == kind)
        return [(row.id, row.kind, row.token) for row in self.session.execute(wanted.order_by(Item.seq.desc()))]

    def active_key(self, person_id: str) -> str | None:
        """Return the id of the key that the person's vault seals with now."""
        return self.session.scalar(select(Vault.kid).where(Vault.person_id == person_id))

    def counts(self, person_id: str, kid: str | None) -> tuple[int, int]:
        """Return how many private items the person has, and how many have tokens of this key and their revision."""
        fresh = and_(TokenSet.item_id == Item.id, TokenSet.rev == Item.rev, TokenSet.kid == kid)
        wanted = (
            select(func.count(Item.id), func.count(TokenSet.item_id))
            .outerjoin(TokenSet, fresh)
            .where(Item.person_id == person_id, Item.mode == "private", Item.deleted.is_(False))
        )
        items, indexed = self.session.execute(wanted).one()
        return items, indexed
