"""Writes at the moment of a lock."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from fixtures.api.client import Api
from fixtures.api.items import Item
from fixtures.api.sealed import ItemType, Json
from fixtures.api.session import Refused, refused_with
from fixtures.eventually import eventually
from fixtures.oracle.envelopes import Content
from fixtures.people.actors import Person
from fixtures.screens.items import BY_KIND
from fixtures.vault.locking import TITLE
from fixtures.vault.vault_keeper import VaultKeeper

A_MINUTE = timedelta(minutes=1)


@dataclass
class Writer:
    """A client that makes items without a break until it has been refused twice; it chooses their ids itself."""

    api: Api
    vault: VaultKeeper
    t: ItemType
    pol: str
    most: int = 500  # writes that are let through; where nobody refuses, it comes to an end all the same
    writes: int = 0
    stored: dict[str, Item] = field(default_factory=dict)  # by id, as last written
    refused: dict[str, tuple[str, str | None]] = field(default_factory=dict)  # by id, the kind and the reason

    def open(self, proof: str) -> None:
        """Have the vault open, and name its epoch from now on."""
        self.api = self.api.at_epoch(self.api.vault.unlock(proof).epoch)

    def next_id(self) -> str:
        """Return the id of the item to be written next."""
        return str(uuid4())

    def write(self, item_id: str) -> Item:
        """Make an item; about every other one is private."""
        if item_id < "8":
            return self.api.items(self.t).create(TITLE, item_id=item_id)
        return self.api.items(self.t).create_private(self.seal(item_id, 1))

    def seal(self, item_id: str, rev: int) -> Json:
        """Return an envelope for a revision of an item."""
        return self.vault.ring.seal(Content(TITLE), t=self.t, item_id=item_id, rev=rev, pol=self.pol)

    def run(self) -> None:
        """Write and write."""
        while len(self.refused) < 2 and self.writes < self.most:
            item_id = self.next_id()
            try:
                self.stored[item_id] = self.write(item_id)
                self.writes += 1
            except Refused as refusal:
                self.refused[item_id] = (refusal.slug, refusal.facts.get("reason"))


class Editor(Writer):
    """A client that edits two items in turn, a standard one and a private one."""

    def open(self, proof: str) -> None:
        """Have the vault open, and something to edit."""
        super().open(proof)
        if not self.stored:
            items = self.api.items(self.t)
            made = (items.create(TITLE), items.create_private(self.seal(str(uuid4()), 1)))
            self.stored = {item.id: item for item in made}

    def next_id(self) -> str:
        """Return the id of the item whose turn it is."""
        return [*self.stored][(self.writes + len(self.refused)) % 2]

    def write(self, item_id: str) -> Item:
        """Edit an item as it was last stored."""
        items, base = self.api.items(self.t), self.stored[item_id].rev
        if self.stored[item_id].mode == "standard":
            return items.edit(item_id, base_rev=base, body=f"after {base}")
        return items.edit_private(item_id, base_rev=base, envelope=self.seal(item_id, base + 1))


CLIENTS = (Writer, Writer, Editor)


def written(vault: VaultKeeper) -> list[Item]:
    """Return all items of the person."""
    return [item for t in BY_KIND for item in vault.api.items(t).all()]


@pytest.mark.case("E2-LOCK-10")
def test_a_write_that_races_a_lock_is_stored_before_it_or_refused(alice: Person, vault: VaultKeeper) -> None:
    """Of writes around a lock, each MUST be stored before it or refused; a refused one MUST succeed once afterwards."""
    proof, op_id, pol = vault.proof(), uuid4().hex, vault.policy.id
    devices = [alice.api_device(f"device {number}").api for number in range(len(CLIENTS))]
    writers = [client(api, vault, t, pol) for client, api in zip(CLIENTS, devices, strict=True) for t in BY_KIND]
    for writer in writers:
        writer.open(proof)

    with ThreadPoolExecutor(len(writers)) as pool:
        running = [pool.submit(writer.run) for writer in writers]
        eventually(lambda: min(writer.writes for writer in writers), until=lambda fewest: fewest > 2, within=A_MINUTE)
        locked = vault.api.vault.lock("remote", op_id=op_id)
        for writer in writers:
            writer.most = writer.writes + 10
    assert [each.result() for each in running] == [None] * len(writers)
    stored = {item_id: item.seq for writer in writers for item_id, item in writer.stored.items()}
    refused = {item_id: why for writer in writers for item_id, why in writer.refused.items()}
    assert set(refused.values()) == {("vault-locked", "remote")}
    assert {item.id: item.seq for item in written(vault)} == stored
    assert max(stored.values()) == locked.seq, "something was stored after the lock"

    for writer in writers:
        attempts = [partial(writer.write, item_id) for item_id in writer.refused]
        writer.api.vault.unlock(proof)
        assert [refused_with(attempt) for attempt in attempts] == [423, 423], "a write from before the lock passed"
        writer.open(proof)
        assert [refused_with(attempt) for attempt in (*attempts, *attempts)] == [None, None, 409, 409]
    assert vault.api.vault.lock("manual", op_id=op_id) == locked
    assert not any(writer.api.sync.vault().locked for writer in writers)
    assert {item.id for item in written(vault)} == stored.keys() | refused.keys()
