"""Crypto policies in the database."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from reference_server.store.tables import CryptoPolicy


class Policies:
    """Questions about policies, which belong to nobody."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, policy: CryptoPolicy) -> None:
        """Store a new policy."""
        self.session.add(policy)

    def find(self, policy_id: str) -> CryptoPolicy | None:
        """Return the policy, or None."""
        return self.session.get(CryptoPolicy, policy_id)

    def all(self) -> Sequence[CryptoPolicy]:
        """Return every policy, oldest first."""
        return self.session.scalars(select(CryptoPolicy).order_by(CryptoPolicy.position)).all()

    def lock(self) -> Sequence[CryptoPolicy]:
        """Return every policy, oldest first, and let no other transaction change or add any until this one ends."""
        # Who waited for the first rows has not seen what was added meanwhile: hence the second question.
        self.session.scalars(select(CryptoPolicy).order_by(CryptoPolicy.position).with_for_update()).all()
        return self.session.scalars(
            select(CryptoPolicy).order_by(CryptoPolicy.position).execution_options(populate_existing=True)
        ).all()
