"""Backed-up files: renamed, removed, listed for their owner and for administrators."""

from secrets import token_bytes

import pytest

from tests.server.daw.backup import Watcher, meta
from tests.server.vault.vaults import problem_of
from tests.server.world import World

CONTENT = token_bytes(500)


def test_a_rename_keeps_history_and_content(any_keeping: World) -> None:
    watcher = Watcher.of(any_keeping)
    file_id = watcher.store(CONTENT)["file_id"]
    change = {"rev": 1, "meta": meta(1), "filename": "better.als"}

    answers = [watcher.send("POST", f"/api/daw/files/{file_id}/rename", change).json() for _ in range(2)]

    assert answers[0] == answers[1]
    file = watcher.file(file_id)
    assert (file["filename"], file["meta"], file["rev"], file["seq"]) == ("better.als", change["meta"], 1, 2)
    assert [version["rev"] for version in file["versions"]] == [1]
    assert watcher.content(file_id, 1) == CONTENT


@pytest.mark.parametrize(("rev", "n"), [(2, 1), (1, 0), (1, 2)])
def test_a_name_is_given_to_the_present_state(keeping: World, rev: int, n: int) -> None:
    watcher = Watcher.of(keeping)
    file_id = watcher.store(CONTENT)["file_id"]

    answer = watcher.send("POST", f"/api/daw/files/{file_id}/rename", {"rev": rev, "meta": meta(n)})

    assert problem_of(answer) == (409, "revision-conflict")
    assert answer.json()["current"] == {"rev": 1, "n": 0}


def test_a_deleted_file_is_marked_and_its_versions_stay(any_keeping: World) -> None:
    watcher = Watcher.of(any_keeping)
    file_id = watcher.store(CONTENT)["file_id"]
    watcher.store(CONTENT[::-1], file_id, 2)

    statuses = [watcher.send("DELETE", f"/api/daw/files/{file_id}").status_code for _ in range(2)]

    assert statuses == [204, 204]
    file = watcher.file(file_id)
    assert (file["deleted"], file["seq"]) == (True, 3)
    assert [watcher.content(file_id, rev) for rev in (1, 2)] == [CONTENT, CONTENT[::-1]]
    assert problem_of(watcher.send("POST", "/api/uploads", watcher.draft(CONTENT, file_id, 3))) == (409, "file-deleted")
    rename = watcher.send("POST", f"/api/daw/files/{file_id}/rename", {"rev": 2, "meta": meta(1)})
    assert problem_of(rename) == (409, "file-deleted")


def test_only_the_version_that_was_meant_is_deleted(any_keeping: World) -> None:
    watcher = Watcher.of(any_keeping)
    file_id = watcher.store(CONTENT)["file_id"]
    watcher.store(CONTENT[::-1], file_id, 2)

    delayed = watcher.send("DELETE", f"/api/daw/files/{file_id}?rev=1")

    assert problem_of(delayed) == (409, "revision-conflict")
    assert delayed.json()["current"] == {"rev": 2, "n": 0}
    assert (watcher.file(file_id)["deleted"], watcher.file(file_id)["seq"]) == (False, 2)
    assert [watcher.send("DELETE", f"/api/daw/files/{file_id}?rev={rev}").status_code for rev in (2, 2, 1)] == [204] * 3
    assert watcher.file(file_id)["deleted"]


@pytest.mark.parametrize("rev", ["0", "x", str(2**31)])
def test_a_version_to_delete_that_makes_no_sense_is_refused(keeping: World, rev: str) -> None:
    watcher = Watcher.of(keeping)
    file_id = watcher.store(CONTENT)["file_id"]

    assert problem_of(watcher.send("DELETE", f"/api/daw/files/{file_id}?rev={rev}")) == (422, "validation")

    assert not watcher.file(file_id)["deleted"]


def test_a_list_goes_on_where_it_ended_and_can_be_of_one_watcher(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    stored = [watcher.store(token_bytes(50))["file_id"] for _ in range(3)]
    second = Watcher.paired(keeping, watcher.owner, watcher.kid)
    other = second.store(CONTENT)["file_id"]

    first = watcher.owner.person.get("/api/daw/files", limit="2").json()
    rest = watcher.owner.person.get("/api/daw/files", limit="2", before=str(first["before"])).json()

    assert [file["id"] for file in first["files"] + rest["files"]] == [other, *reversed(stored)]
    assert rest["before"] is None
    seconds = watcher.owner.person.get("/api/daw/files", device_id=second.codes["device_id"]).json()["files"]
    assert [file["id"] for file in seconds] == [other]


def test_a_watcher_reads_of_its_own_files_alone(any_keeping: World) -> None:
    watcher = Watcher.of(any_keeping)
    second = Watcher.paired(any_keeping, watcher.owner, watcher.kid)
    mine, others = (each.store(CONTENT)["file_id"] for each in (watcher, second))

    def listed(query: str = "") -> list[str]:
        return [file["id"] for file in watcher.send("GET", f"/api/daw/files{query}").json()["files"]]

    assert listed() == listed(f"?device_id={watcher.codes['device_id']}") == [mine]
    assert listed(f"?device_id={second.codes['device_id']}") == []
    assert watcher.send("GET", f"/api/daw/files/{mine}").json()["id"] == mine
    assert problem_of(watcher.send("GET", f"/api/daw/files/{others}")) == (404, "not-found")
    rename = {"rev": 1, "meta": meta(1)}
    assert problem_of(watcher.send("POST", f"/api/daw/files/{others}/rename", rename)) == (404, "not-found")


def test_contents_are_for_people(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    file_id = watcher.store(CONTENT)["file_id"]

    assert problem_of(watcher.send("GET", f"/api/daw/files/{file_id}/versions/1")) == (403, "not-for-watchers")


def test_files_and_versions_of_others_are_not_found(keeping: World) -> None:
    watcher, stranger = Watcher.of(keeping), keeping.person()
    file_id = watcher.store(CONTENT)["file_id"]

    for path in (f"/api/daw/files/{file_id}", f"/api/daw/files/{file_id}/versions/1"):
        assert problem_of(stranger.get(path)) == (404, "not-found")
    assert problem_of(watcher.owner.person.get(f"/api/daw/files/{file_id}/versions/2")) == (404, "not-found")
    assert stranger.get("/api/daw/files").json() == {"files": [], "before": None}


def test_administrators_see_what_is_there_and_nobody_else_does(any_keeping: World) -> None:
    watcher = Watcher.of(any_keeping, any_keeping.person("Ada"))
    named = watcher.store(CONTENT, filename="song.als")["file_id"]
    unnamed = watcher.store(CONTENT[1:], filename=None)["file_id"]
    watcher.send("DELETE", f"/api/daw/files/{named}")
    admin = any_keeping.administrator()

    everybodys = admin.get("/api/admin/daw/files", limit="200").json()

    listed = [file for file in everybodys if file["id"] in {named, unnamed}]
    assert [(file["id"], file["filename"], file["deleted"]) for file in listed] == [
        (named, "song.als", True),
        (unnamed, None, False),
    ]
    assert (listed[0]["owner"], listed[0]["device"], listed[0]["ct_size"]) == ("Ada", "Studio", 500)
    assert problem_of(watcher.owner.person.get("/api/admin/daw/files")) == (403, "forbidden")
    assert problem_of(watcher.send("GET", "/api/admin/daw/files")) == (403, "not-for-watchers")


def test_a_place_in_the_administrators_list_that_no_database_can_look_for_is_refused(any_world: World) -> None:
    answer = any_world.administrator().get("/api/admin/daw/files", before="\x00")

    assert problem_of(answer) == (422, "validation")
    assert answer.json()["errors"][0]["field"] == "before"


def test_the_administrators_list_leads_on(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    stored = [watcher.store(token_bytes(50))["file_id"] for _ in range(5)]
    admin, path, seen = keeping.administrator(), "/api/admin/daw/files?limit=2", list[str]()

    while path:
        answer = admin.get(path)
        seen += [file["id"] for file in answer.json()]
        path = answer.links["next"]["url"] if "next" in answer.links else ""

    assert seen == stored[::-1]
