"""Uploads: announced, sent to a real store, completed; what is not whole and as announced is never a version."""

from secrets import token_bytes
from uuid import uuid4

import httpx
import pytest

from reference_server.blobs import StoreError
from tests.server.daw.backup import PART, Watcher, put, sha256
from tests.server.vault.vaults import key_id, problem_of, spelt
from tests.server.world import World

SMALL = token_bytes(20_000)


def test_what_was_announced_and_sent_becomes_a_version(any_keeping: World) -> None:
    watcher = Watcher.of(any_keeping)
    draft = watcher.draft(SMALL)
    ticket = watcher.announce(draft)
    assert watcher.files() == []
    assert put(ticket, SMALL) == 200
    assert watcher.files() == []

    done = watcher.complete(ticket)

    assert done.json() == {
        "upload_id": ticket["upload_id"],
        "file_id": draft["file_id"],
        "rev": 1,
        "seq": 1,
        "state": "stored",
    }
    (version,) = watcher.file(draft["file_id"])["versions"]
    assert (version["ct_size"], version["ct_sha256"]) == (len(SMALL), spelt(sha256(SMALL)))
    assert (version["wrap"], version["meta"], version["kid"]) == (draft["wrap"], draft["meta"], watcher.kid)
    assert watcher.content(draft["file_id"], 1) == SMALL


def test_each_version_has_an_object_of_its_own(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    first = watcher.store(SMALL)
    second = watcher.store(SMALL[::-1], first["file_id"], 2)

    assert (second["rev"], second["seq"]) == (2, 2)
    assert [watcher.content(first["file_id"], rev) for rev in (1, 2)] == [SMALL, SMALL[::-1]]


def test_a_completion_is_answered_the_same_again(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    ticket = watcher.announce(watcher.draft(SMALL))
    put(ticket, SMALL)

    answers = [watcher.complete(ticket).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(watcher.file(ticket["file_id"])["versions"]) == 1


def test_the_same_operation_gets_the_same_upload_with_a_fresh_address(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    draft = watcher.draft(SMALL)
    first, second = watcher.announce({**draft, "expires_in": 1}), watcher.announce(draft)

    assert first["upload_id"] == second["upload_id"]
    assert first["url"] != second["url"]
    assert put(second, SMALL) == 200
    assert watcher.complete(second).status_code == 200
    again = watcher.announce(draft)
    assert (again["state"], again["url"]) == ("stored", None)


def test_an_operation_keeps_its_content(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    draft = watcher.draft(SMALL)
    watcher.announce(draft)

    answer = watcher.send("POST", "/api/uploads", {**watcher.draft(SMALL[1:]), "op_id": draft["op_id"]})

    assert problem_of(answer) == (409, "upload-differs")


def test_what_never_arrived_is_not_completed_and_can_still_be_sent(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    ticket = watcher.announce(watcher.draft(SMALL))

    assert problem_of(watcher.complete(ticket)) == (409, "upload-missing")

    assert watcher.files() == []
    put(ticket, SMALL)
    assert watcher.complete(ticket).status_code == 200


@pytest.mark.parametrize("arrived", [SMALL[:-1], SMALL[:-1] + b"x", SMALL + b"x"])
def test_another_content_is_refused_and_deleted(keeping: World, arrived: bytes) -> None:
    watcher = Watcher.of(keeping)
    ticket = watcher.announce(watcher.draft(SMALL))
    key = "/".join(httpx.URL(ticket["url"]).path.split("/")[2:])
    keeping.seams.blobs.client.put_object(  # type: ignore[attr-defined]  # round the signature, as a faulty store would
        Bucket="daw", Key=key, Body=arrived
    )

    assert problem_of(watcher.complete(ticket)) == (422, "upload-mismatch")

    assert watcher.files() == []
    assert problem_of(watcher.complete(ticket)) == (409, "upload-gone")
    keeping.services.disposal.dispose()
    with pytest.raises(StoreError):
        keeping.seams.blobs.describe(key)


@pytest.mark.parametrize(("rev", "present"), [(0, None), (2, 0), (3, 0)])
def test_versions_follow_each_other(keeping: World, rev: int, present: int | None) -> None:
    watcher = Watcher.of(keeping)

    answer = watcher.send("POST", "/api/uploads", watcher.draft(SMALL, rev=rev))

    assert problem_of(answer) == ((422, "validation") if present is None else (409, "revision-conflict"))
    assert answer.json().get("current", {"rev": None})["rev"] == present


def test_of_two_uploads_of_a_version_the_first_that_is_complete_counts(keeping: World) -> None:
    watcher, file_id = Watcher.of(keeping), str(uuid4())
    slow, quick = (watcher.announce(watcher.draft(content, file_id)) for content in (SMALL, SMALL[::-1]))
    put(slow, SMALL)
    put(quick, SMALL[::-1])

    assert watcher.complete(quick).status_code == 200

    assert problem_of(watcher.complete(slow)) == (409, "revision-conflict")
    assert watcher.content(file_id, 1) == SMALL[::-1]


def test_a_file_belongs_to_one_watcher(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    file_id = watcher.store(SMALL)["file_id"]
    second = Watcher.paired(keeping, watcher.owner, watcher.kid)
    stranger = Watcher.of(keeping)

    for other in (second, stranger):
        answer = other.send("POST", "/api/uploads", other.draft(SMALL, file_id, 2))
        assert problem_of(answer) == (409, "id-taken")
        assert problem_of(other.send("DELETE", f"/api/daw/files/{file_id}")) == (404, "not-found")


def test_uploads_of_others_are_not_found(keeping: World) -> None:
    watcher, stranger = Watcher.of(keeping), Watcher.of(keeping)
    ticket = watcher.announce(watcher.draft(SMALL))
    put(ticket, SMALL)

    assert problem_of(stranger.complete(ticket)) == (404, "not-found")
    assert problem_of(stranger.send("DELETE", f"/api/uploads/{ticket['upload_id']}")) == (404, "not-found")
    assert watcher.complete(ticket).status_code == 200


def test_the_key_must_be_one_of_the_vault(keeping: World) -> None:
    watcher = Watcher.of(keeping)

    answer = watcher.send("POST", "/api/uploads", watcher.draft(SMALL, kid=key_id()))

    assert problem_of(answer) == (422, "validation")
    assert answer.json()["errors"] == [{"field": "kid", "message": "is not a key of this vault"}]


def test_what_is_given_up_is_gone(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    draft = watcher.draft(SMALL)
    ticket = watcher.announce(draft)

    assert watcher.send("DELETE", f"/api/uploads/{ticket['upload_id']}").status_code == 204

    assert problem_of(watcher.complete(ticket)) == (409, "upload-gone")
    assert problem_of(watcher.send("POST", "/api/uploads", draft)) == (409, "upload-gone")


def test_a_large_file_is_sent_in_parts_and_only_what_is_missing_again(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    content = token_bytes(1024) * (65 * 1024) + b"rest"
    parts = [content[at : at + PART] for at in range(0, len(content), PART)]
    draft = watcher.draft(content)
    ticket = watcher.announce(draft)
    assert [part["number"] for part in ticket["parts"]] == list(range(1, 10))
    for place in (0, 1):
        assert put(ticket["parts"][place], parts[place]) == 200
    refused = watcher.complete(ticket)
    assert (problem_of(refused), refused.json()["missing"]) == ((409, "upload-missing"), list(range(3, 10)))

    resumed = watcher.announce(draft)

    assert [part["number"] for part in resumed["parts"]] == list(range(3, 10))
    for part in resumed["parts"]:
        assert put(part, parts[part["number"] - 1]) == 200
    assert [watcher.complete(resumed).status_code for _ in range(2)] == [200, 200]
    assert sha256(watcher.content(ticket["file_id"], 1)) == sha256(content)


def test_a_part_that_is_refused_lets_all_begin_anew(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    content = bytes(65 * 1024 * 1024)
    draft = watcher.draft(content)
    ticket = watcher.announce(draft)
    assert put(ticket["parts"][0], b"x" * PART) == 400

    again = watcher.announce(draft)

    assert len(again["parts"]) == 9
    for part in again["parts"]:
        size = draft["parts"][part["number"] - 1]["size"]
        assert put(part, bytes(size)) == 200
    assert watcher.complete(again).status_code == 200


@pytest.mark.parametrize("sizes", [None, [PART] * 8, [PART] * 8 + [1, 1]])
def test_parts_are_those_that_a_large_file_needs(keeping: World, sizes: list[int] | None) -> None:
    watcher = Watcher.of(keeping)
    digests = {"md5": spelt(bytes(16)), "sha256": spelt(bytes(32))}
    parts = None if sizes is None else [{"size": size, **digests} for size in sizes]

    answer = watcher.send("POST", "/api/uploads", watcher.draft(b"x" * 40, ct_size=8 * PART + 1, parts=parts))

    assert problem_of(answer) == (422, "validation")
    assert answer.json()["errors"][0]["field"] == "parts"


def test_several_are_announced_and_completed_at_once_each_for_itself(any_keeping: World) -> None:
    watcher = Watcher.of(any_keeping)
    contents = [token_bytes(100 + size) for size in range(5)]
    drafts = [watcher.draft(content) for content in contents]
    drafts[3]["rev"] = 7

    announced = watcher.send("POST", "/api/uploads/batch", {"uploads": drafts}).json()["results"]

    assert [each["problem"] and each["problem"]["type"] for each in announced] == [
        None, None, None, "/problems/revision-conflict", None,
    ]  # fmt: skip
    tickets = [each["ticket"] for each in announced if each["ticket"]]
    for ticket, content in zip(tickets[:3], contents, strict=False):
        assert put(ticket, content) == 200
    asked = [*(ticket["upload_id"] for ticket in tickets), "made-up"]
    completed = watcher.send("POST", "/api/uploads/complete", {"upload_ids": asked}).json()["results"]
    assert [each["completed"] and each["completed"]["seq"] for each in completed] == [1, 2, 3, None, None]
    assert [each["problem"] and each["problem"]["status"] for each in completed] == [None, None, None, 409, 404]


def test_a_server_without_a_store_says_so(world: World) -> None:
    watcher = Watcher.of(world)

    answer = watcher.send("POST", "/api/uploads", watcher.draft(SMALL))

    assert problem_of(answer) == (503, "storage-unavailable")
    assert "PASSION_STORE" in answer.json()["detail"]
