"""What people see of their watcher, and what they can set."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from fixtures.api.session import refused_with
from fixtures.eventually import eventually
from fixtures.people.actors import Person
from fixtures.screens.admin_daw import BackupsScreen
from fixtures.watcher.program import WatcherFailed
from fixtures.watcher.studio import Studio
from fixtures.watcher.writers import emptied_by_power_loss

CONTENT = b"sixteen bars " * 1000


@pytest.mark.case("WA-STAT-01")
def test_status_names_what_is_synced_pending_and_failed(studio: Studio) -> None:
    """The status MUST name every file that is synced, pending or failed, and say why."""
    emptied = studio.write("emptied.als", CONTENT[1:])
    studio.write("synced.als", CONTENT)
    studio.write("mix.wav.tmp", CONTENT)
    studio.arrived({b"synced.als": CONTENT, b"emptied.als": CONTENT[1:]})
    studio.settled()

    emptied_by_power_loss(emptied)
    studio.write("unreadable.als", CONTENT).chmod(0)
    studio.until_told("unreadable.als", "failed")
    studio.watcher.do("pause")
    studio.write("pending.als", CONTENT[::-1])
    told = studio.until_told("pending.als", "settling")

    files = {file["path"]: file for file in told["files"]}
    assert (files["synced.als"]["state"], files["synced.als"]["version"]) == ("synced", 1)
    assert (files["unreadable.als"]["state"], files["unreadable.als"]["reason"]) == ("failed", "Permission denied")
    assert files["emptied.als"]["state"] == "failed"
    assert "content" in files["emptied.als"]["reason"]
    assert (told["synced"], told["pending"]) == (1, 1)
    assert told["ignored"]["*.tmp"] == 1
    assert studio.backup.files()[b"emptied.als"].rev == 1
    status = studio.watcher.status()
    assert (status["state"], status["queue"]["pending"]) == ("paused", 1)
    studio.watcher.do("resume")
    studio.arrived({b"synced.als": CONTENT, b"emptied.als": CONTENT[1:], b"pending.als": CONTENT[::-1]})


@pytest.mark.case("WA-STAT-02")
def test_settings_persist(studio: Studio) -> None:
    """Settings MUST outlast a restart; a broken settings file MUST be refused by its place, and stay as it is."""
    studio.watcher.do("settings", "ignore_backups", "false")
    studio.watcher.do("settings", "scan_seconds", "30")
    studio.watcher.do("pause")
    studio.watcher.stop()
    studio.watcher.start()

    kept = studio.watcher.do("settings", "--json").json
    assert (kept["ignore_backups"], kept["scan_seconds"], kept["paused"]) == (False, 30, True)
    assert studio.watcher.status()["state"] == "paused"
    studio.watcher.do("resume")
    studio.write("Backup/song.als", CONTENT)
    studio.arrived({b"Backup/song.als": CONTENT})

    studio.watcher.stop()
    file = studio.watcher.folder / "settings.json"
    whole = file.read_text(encoding="utf-8")
    for broken, told in ((whole[:-20], "settings.json:"), (whole.replace(": 30", ': "soon"'), "scan_seconds")):
        file.write_text(broken, encoding="utf-8")
        for command in (["run"], ["status"], ["pause"], ["settings", "scan_seconds", "60"]):
            with pytest.raises(WatcherFailed, match=told) as refused:
                studio.watcher.do(*command)
            assert refused.value.code == 2
        assert file.read_text(encoding="utf-8") == broken
    file.write_text(json.dumps({**json.loads(whole), "paused": True}), encoding="utf-8")
    studio.watcher.start()
    assert studio.watcher.status()["state"] == "paused"


@pytest.mark.case("WA-STAT-03")
def test_files_appear_in_the_console(
    studio: Studio, new_studio: Callable[..., Studio], alice: Person, administrator: Person
) -> None:
    """A synced file MUST appear in the console and its interface within 2 minutes, for administrators alone."""
    name = f"{alice.name}.als"
    private = new_studio(hide_names=True)
    console = administrator.device("console")
    shown = console.open(BackupsScreen)
    expect(shown.file(name).root).to_have_count(0)

    studio.write(name, CONTENT)
    studio.arrived({name.encode(): CONTENT})

    eventually(
        lambda: shown.told(name),
        until=[alice.name, "stored"].__eq__,
        within=timedelta(minutes=2),
        awaiting="the console to show the file",
    )
    listed = [file for file in administrator.api.daw.everybodys() if file.owner == alice.name]
    assert [(file.filename, file.rev, file.deleted) for file in listed] == [(name, 1, False)]
    assert refused_with(lambda: list(alice.api.daw.everybodys())) == 403
    private.watcher.start()
    private.write("nobody's business.als", CONTENT)
    private.arrived({b"nobody's business.als": CONTENT}, within=timedelta(seconds=30))
    listed = [file for file in administrator.api.daw.everybodys() if file.owner == alice.name]
    assert [file.filename for file in listed] == [None, name]
    visitor = alice.device("visitor").open(BackupsScreen)
    expect(visitor.denied).to_be_visible()
    expect(visitor.names).to_have_count(0)
