"""While the vault is locked, uploads wait; with the tier `interactive` they go on."""

from datetime import timedelta
from secrets import token_bytes

from tests.server.daw.backup import Watcher, meta, put
from tests.server.vault.vaults import Device, problem_of
from tests.server.world import World

SMALL = token_bytes(1000)


def test_while_the_vault_is_locked_everywhere_uploads_wait(any_keeping: World) -> None:
    watcher = Watcher.of(any_keeping)
    draft, sent = watcher.draft(SMALL), watcher.announce(watcher.draft(SMALL))
    put(sent, SMALL)
    file_id = watcher.store(SMALL)["file_id"]
    watcher.owner.lock()

    assert watcher.send("GET", "/api/daw/state").json()["vault"] == {"epoch": 2, "locked": True, "reason": "manual"}
    rename = {"rev": 1, "meta": meta(1)}
    batch = {"upload_ids": [sent["upload_id"]]}
    for method, path, body in [
        ("POST", "/api/uploads", draft),
        ("POST", "/api/uploads/batch", {"uploads": [draft]}),
        ("POST", f"/api/uploads/{sent['upload_id']}/complete", None),
        ("POST", "/api/uploads/complete", batch),
        ("POST", f"/api/daw/files/{file_id}/rename", rename),
        ("DELETE", f"/api/daw/files/{file_id}", None),
    ]:
        assert problem_of(watcher.send(method, path, body)) == (423, "vault-locked"), path

    watcher.owner.unlock()
    assert problem_of(watcher.complete(sent)) == (423, "vault-locked"), "it was begun before the lock"
    watcher.epoch = watcher.send("GET", "/api/daw/state").json()["vault"]["epoch"]
    assert watcher.complete(sent).status_code == 200
    assert watcher.send("POST", "/api/uploads", draft).status_code == 201


def test_one_open_session_is_enough_and_none_is_not(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    keeping.clock.pass_by(timedelta(minutes=16))
    assert watcher.send("GET", "/api/daw/state").json()["vault"] == {"epoch": 1, "locked": True, "reason": "inactivity"}

    other = keeping.signed_in(watcher.owner.person.id)
    Device(other).unlock()

    assert watcher.send("GET", "/api/daw/state").json()["vault"] == {"epoch": 1, "locked": False, "reason": None}
    other.send("POST", "/api/auth/logout")
    assert watcher.send("GET", "/api/daw/state").json()["vault"]["locked"]


def test_with_the_tier_interactive_a_watcher_goes_on(keeping: World) -> None:
    watcher = Watcher.of(keeping, enforce_tier="interactive")
    watcher.owner.lock()

    assert watcher.send("GET", "/api/daw/state").json()["vault"]["locked"] is False
    watcher.store(SMALL)


def test_uploads_leave_a_rotation_as_it_is(keeping: World) -> None:
    watcher = Watcher.of(keeping)
    before = watcher.owner.person.get("/api/sync/poll").json()["seq"]

    watcher.store(SMALL)

    assert watcher.owner.person.get("/api/sync/poll").json()["seq"] == before
