"""Uploads in parts when answers are lost, or two ask at once: what was sent is not sent again, and nothing is left."""

from collections.abc import Callable, Sequence
from typing import Any

import httpx
import pytest

from reference_server.blobs import NoObjectError, StoredPart, StoreError
from tests.server.daw.backup import PART, Watcher, put
from tests.server.vault.vaults import problem_of
from tests.server.world import World

CONTENT = bytes(8 * PART + 1)


def send(ticket: dict[str, Any]) -> None:
    """Put all parts."""
    for part in ticket["parts"]:
        start = (part["number"] - 1) * PART
        assert put(part, CONTENT[start : start + PART]) == 200


def place(ticket: dict[str, Any]) -> tuple[str, str]:
    """Return the key of the object, and the store's id of the upload in parts."""
    url = httpx.URL(ticket["parts"][0]["url"])
    return "/".join(url.path.split("/")[2:]), url.params["uploadId"]


def test_joined_parts_are_not_sent_again_when_the_answer_was_lost(
    any_keeping: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher = Watcher.of(any_keeping)
    draft = watcher.draft(CONTENT)
    ticket = watcher.announce(draft)
    send(ticket)
    with monkeypatch.context() as broken:

        def fail(_key: str) -> None:
            raise StoreError("the store does not answer")

        broken.setattr(any_keeping.seams.blobs, "describe", fail)
        assert problem_of(watcher.complete(ticket)) == (503, "storage-unavailable")

    again = watcher.announce(draft)

    assert (again["state"], again["parts"]) == ("pending", [])
    assert watcher.complete(again).status_code == 200


def test_an_object_of_another_size_is_sent_anew(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    draft = watcher.draft(CONTENT)
    ticket = watcher.announce(draft)
    assert put(ticket["parts"][0], CONTENT[:PART]) == 200
    keeping.seams.blobs.join(*place(ticket), keeping.seams.blobs.parts(*place(ticket)))

    again = watcher.announce(draft)

    assert len(again["parts"]) == 9
    send(again)
    assert watcher.complete(again).status_code == 200


def test_whoever_joins_second_finds_the_object(keeping: World, monkeypatch: pytest.MonkeyPatch) -> None:
    watcher = Watcher.of(keeping)
    ticket = watcher.announce(watcher.draft(CONTENT))
    send(ticket)
    join: Callable[[str, str, Sequence[StoredPart]], None] = keeping.seams.blobs.join

    def joined_before(key: str, parts_id: str, parts: Sequence[StoredPart]) -> None:
        join(key, parts_id, parts)
        raise NoObjectError("the store has no such object (NoSuchUpload)")

    monkeypatch.setattr(keeping.seams.blobs, "join", joined_before)

    assert watcher.complete(ticket).status_code == 200


def test_of_two_announcements_at_once_one_begins(keeping: World, monkeypatch: pytest.MonkeyPatch) -> None:
    watcher, begin, quicker = Watcher.of(keeping), keeping.seams.blobs.begin_parts, list[dict[str, Any]]()
    draft, given_up = watcher.draft(CONTENT), list[str]()

    def begin_late(key: str) -> str:
        with monkeypatch.context() as quick:
            quick.setattr(keeping.seams.blobs, "begin_parts", begin)
            quicker.append(watcher.announce(draft))
        given_up.append(begin(key))
        return given_up[0]

    monkeypatch.setattr(keeping.seams.blobs, "begin_parts", begin_late)

    ticket = watcher.announce(draft)

    assert place(ticket) == place(quicker[0])
    with pytest.raises(NoObjectError):
        keeping.seams.blobs.parts(place(ticket)[0], given_up[0])


def test_nothing_is_begun_for_an_upload_that_was_given_up_meanwhile(
    keeping: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher, begin, given_up = Watcher.of(keeping), keeping.seams.blobs.begin_parts, list[tuple[str, str]]()

    def begin_late(key: str) -> str:
        assert watcher.send("DELETE", f"/api/uploads/{key.rpartition('/')[2]}").status_code == 204
        given_up.append((key, begin(key)))
        return given_up[0][1]

    monkeypatch.setattr(keeping.seams.blobs, "begin_parts", begin_late)

    assert problem_of(watcher.send("POST", "/api/uploads", watcher.draft(CONTENT))) == (409, "upload-gone")

    with pytest.raises(NoObjectError):
        keeping.seams.blobs.parts(*given_up[0])
