"""Writes at the moment of a lock."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from fixtures.actors import Person
from fixtures.api.client import Api
from fixtures.api.items import Item
from fixtures.api.sealed import ItemType
from fixtures.api.session import Refused, refused_with
from fixtures.eventually import eventually
from fixtures.locking import TITLE
from fixtures.oracle.envelopes import Content
from fixtures.screens.items import BY_KIND
from fixtures.vault_keeper import VaultKeeper

A_MINUTE = timedelta(minutes=1)


@dataclass
class Writer:
    """A client that writes without a break until it has been refused twice; it chooses the ids of its items itself."""

    api: Api
    vault: VaultKeeper
    t: ItemType
    pol: str
    most: int = 500  # stored ones; where nobody refuses, it comes to an end all the same
    stored: dict[str, int] = field(default_factory=dict)  # by id, the place in the order of changes
    refused: dict[str, tuple[str, str | None]] = field(default_factory=dict)  # by id, the kind and the reason

    def open(self, proof: str) -> None:
        """Have the vault open, and name its epoch from now on."""
        self.api = self.api.at_epoch(self.api.vault.unlock(proof).epoch)

    def write(self, item_id: str) -> Item:
        """Write an item; about every other one is private."""
        if item_id < "8":
            return self.api.items(self.t).create(TITLE, item_id=item_id)
        envelope = self.vault.ring.seal(Content(TITLE), t=self.t, item_id=item_id, rev=1, pol=self.pol)
        return self.api.items(self.t).create_private(envelope)

    def run(self) -> None:
        """Write and write."""
        while len(self.refused) < 2 and len(self.stored) < self.most:
            item_id = str(uuid4())
            try:
                self.stored[item_id] = self.write(item_id).seq
            except Refused as refusal:
                self.refused[item_id] = (refusal.slug, refusal.facts.get("reason"))


def written(vault: VaultKeeper) -> list[Item]:
    """Return all items of the person."""
    return [item for t in BY_KIND for item in vault.api.items(t).all()]


@pytest.mark.case("E2-LOCK-10")
def test_a_write_that_races_a_lock_is_stored_before_it_or_refused(alice: Person, vault: VaultKeeper) -> None:
    """Of writes around a lock, each MUST be stored before it or refused; a refused one MUST succeed once afterwards."""
    proof, op_id, pol = vault.proof(), uuid4().hex, vault.policy.id
    devices = [alice.api_device(f"device {number}").api for number in range(3)]
    writers = [Writer(api, vault, t, pol) for api in devices for t in BY_KIND]
    for writer in writers:
        writer.open(proof)

    with ThreadPoolExecutor(len(writers)) as pool:
        running = [pool.submit(writer.run) for writer in writers]
        eventually(
            lambda: min(len(writer.stored) for writer in writers), until=lambda fewest: fewest > 2, within=A_MINUTE
        )
        locked = vault.api.vault.lock("remote", op_id=op_id)
        last = vault.api.sync.end().seq
        for writer in writers:
            writer.most = len(writer.stored) + 10
    assert [each.result() for each in running] == [None] * len(writers)
    stored = {item_id: seq for writer in writers for item_id, seq in writer.stored.items()}
    refused = {item_id: why for writer in writers for item_id, why in writer.refused.items()}
    assert set(refused.values()) == {("vault-locked", "remote")}
    assert {item.id: item.seq for item in written(vault)} == stored
    assert max(stored.values()) <= last, "something was stored after the lock"

    for writer in writers:
        attempts = [partial(writer.write, item_id) for item_id in writer.refused]
        writer.api.vault.unlock(proof)
        assert [refused_with(attempt) for attempt in attempts] == [423, 423], "a write from before the lock passed"
        writer.open(proof)
        assert [refused_with(attempt) for attempt in (*attempts, *attempts)] == [None, None, 409, 409]
    assert vault.api.vault.lock("manual", op_id=op_id) == locked
    assert not any(writer.api.sync.vault().locked for writer in writers)
    assert {item.id for item in written(vault)} == stored.keys() | refused.keys()
