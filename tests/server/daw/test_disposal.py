"""Clean-up: what came to nothing goes, what a version refers to stays, and an erased person leaves nothing."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from secrets import token_bytes
from typing import Any

import httpx
import pytest
from sqlalchemy import insert

from reference_server.blobs import NoObjectError, StoreError
from reference_server.contract.uploads import UploadDraft
from reference_server.services.daw.devices import Watching
from reference_server.store.tables import DoomedObject, Upload
from tests.server.daw.backup import Watcher, put
from tests.server.vault.vaults import problem_of
from tests.server.world import World

CONTENT = token_bytes(500)
DAY = timedelta(days=1)
MANY = 70_000
"""More than a statement of any database can name."""


def key_of(ticket: dict[str, Any]) -> str:
    return "/".join(httpx.URL(ticket["url"]).path.split("/")[2:])


def is_there(world: World, key: str) -> bool:
    try:
        world.seams.blobs.describe(key)
    except NoObjectError:
        return False
    return True


def test_an_upload_that_came_to_nothing_goes_a_day_after_its_expiry(any_keeping: World) -> None:
    watcher = Watcher.of(any_keeping)
    ticket = watcher.announce(watcher.draft(CONTENT))
    put(ticket, CONTENT)

    any_keeping.clock.pass_by(DAY)
    any_keeping.services.disposal.tidy()
    assert is_there(any_keeping, key_of(ticket))
    any_keeping.clock.pass_by(timedelta(seconds=901))
    any_keeping.services.disposal.tidy()

    assert not is_there(any_keeping, key_of(ticket))
    watcher.owner.unlock()
    assert problem_of(watcher.complete(ticket)) == (409, "upload-gone")


def test_what_arrives_late_goes_as_well(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    ticket = watcher.announce(watcher.draft(CONTENT))
    keeping.clock.pass_by(2 * DAY)
    keeping.services.disposal.tidy()

    assert put(ticket, CONTENT) == 200, "the store's clock is another one: the address still holds there"
    keeping.services.disposal.tidy()

    assert not is_there(keeping, key_of(ticket))


def test_versions_stay_for_ever(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    ticket = watcher.announce(watcher.draft(CONTENT))
    put(ticket, CONTENT)
    watcher.complete(ticket)
    watcher.send("DELETE", f"/api/daw/files/{ticket['file_id']}")

    for _ in range(3):
        keeping.clock.pass_by(400 * DAY)
        keeping.services.disposal.tidy()

    assert is_there(keeping, key_of(ticket))


def test_parts_of_an_upload_that_came_to_nothing_go(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    draft = watcher.draft(bytes(65 * 1024 * 1024))
    ticket = watcher.announce(draft)
    put(ticket["parts"][0], bytes(8 * 1024 * 1024))
    query = httpx.URL(ticket["parts"][0]["url"]).params

    keeping.clock.pass_by(2 * DAY)
    keeping.services.disposal.tidy()

    with pytest.raises(NoObjectError):
        keeping.seams.blobs.parts(key_of(ticket["parts"][0]), query["uploadId"])


def test_an_erased_person_leaves_no_objects(any_keeping: World) -> None:
    watcher = Watcher.of(any_keeping)
    stored, pending = (watcher.announce(watcher.draft(CONTENT)) for _ in range(2))
    for ticket in (stored, pending):
        put(ticket, CONTENT)
    watcher.complete(stored)

    watcher.owner.send("DELETE", "/api/auth/me")

    assert not is_there(any_keeping, key_of(stored))
    assert not is_there(any_keeping, key_of(pending))


def test_what_is_announced_while_its_owner_is_erased_goes_too(
    any_keeping: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher, services, erasing = Watcher.of(any_keeping), any_keeping.services, list[Future[None]]()
    made = services.uploads.made

    with ThreadPoolExecutor() as pool:

        def made_meanwhile(watching: Watching, draft: UploadDraft) -> Upload:
            erasing.append(pool.submit(services.accounts.erase, watching.person_id))
            wait(erasing, timeout=0.2)  # in vain: erasing has to wait for us
            return made(watching, draft)

        monkeypatch.setattr(services.uploads, "made", made_meanwhile)
        ticket = watcher.announce(watcher.draft(CONTENT))

    erasing[0].result()
    with any_keeping.seams.store.begin(write=False) as work:
        assert key_of(ticket) in {each.object_key for each in work.uploads.doomed()}


def test_what_the_store_does_not_delete_now_is_tried_again(keeping: World, monkeypatch: pytest.MonkeyPatch) -> None:
    watcher = Watcher.of(keeping)
    ticket = watcher.announce(watcher.draft(CONTENT))
    put(ticket, CONTENT)
    with monkeypatch.context() as broken:

        def fail(_keys: object) -> None:
            raise StoreError("the store does not answer")

        broken.setattr(keeping.services.disposal.blobs, "delete", fail)
        watcher.send("DELETE", f"/api/uploads/{ticket['upload_id']}")
        keeping.services.disposal.tidy()
    assert is_there(keeping, key_of(ticket))

    keeping.services.disposal.tidy()

    assert not is_there(keeping, key_of(ticket))


def test_ever_so_many_objects_go(any_keeping: World, monkeypatch: pytest.MonkeyPatch) -> None:
    deleted, long_ago = list[str](), any_keeping.clock.now() - DAY
    monkeypatch.setattr(any_keeping.seams.blobs, "delete", deleted.extend)
    with any_keeping.seams.store.begin() as work:
        work.session.execute(insert(DoomedObject), [{"object_key": f"u/{n}", "until": long_ago} for n in range(MANY)])

    any_keeping.services.disposal.dispose()

    assert {f"u/{n}" for n in range(MANY)} <= set(deleted)
    with any_keeping.seams.store.begin(write=False) as work:
        assert not [each for each in work.uploads.doomed() if each.until == long_ago]


def test_parts_that_the_store_does_not_let_go_keep_nothing_else(
    keeping: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher, refused = Watcher.of(keeping), list[str]()
    stuck = watcher.announce(watcher.draft(bytes(65 * 1024 * 1024)))
    ticket = watcher.announce(watcher.draft(CONTENT))
    put(ticket, CONTENT)
    for each in (stuck, ticket):
        watcher.send("DELETE", f"/api/uploads/{each['upload_id']}")
    keeping.clock.pass_by(2 * DAY)

    def refuse(key: str, _parts_id: str) -> None:
        refused.append(key)
        raise StoreError("the store refused (InternalError)")

    monkeypatch.setattr(keeping.seams.blobs, "give_up", refuse)

    for _ in range(2):
        keeping.services.disposal.dispose()

    assert not is_there(keeping, key_of(ticket))
    assert refused == [key_of(stuck["parts"][0])] * 2, "it is tried again"
    with keeping.seams.store.begin(write=False) as work:
        assert [each.object_key for each in work.uploads.doomed()] == refused[:1]
