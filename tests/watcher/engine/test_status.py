"""How the watcher is, as one document."""

import os
import threading
from pathlib import Path
from typing import Any

from reference_server.watcher.engine import status
from tests.watcher.bench import Bench, lost

SONG = b"four bars"


def told(bench: Bench) -> dict[str, Any]:
    return status.of_engine(bench.engine, with_files=True)


def states(bench: Bench) -> dict[str, str]:
    return {file["path"]: file["state"] for file in told(bench)["folders"][0]["files"]}


def counts(bench: Bench) -> tuple[int, int, int]:
    folder = told(bench)["folders"][0]
    return folder["synced"], folder["pending"], len(folder["failed"])


def test_a_watcher_with_nothing_to_do_is_idle(bench: Bench) -> None:
    bench.look()

    document = told(bench)

    assert (document["state"], document["reason"], document["running"]) == ("idle", None, True)
    assert (document["pid"], document["failed"], document["last_error"]) == (os.getpid(), [], None)
    assert document["queue"] == {"pending": 0, "waiting_in_spool": 0}
    assert document["folders"][0]["state"] == "watching"
    assert document["folders"][0]["events"] is True


def test_a_file_is_followed_on_its_way(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.look()
    assert (states(bench), counts(bench), told(bench)["state"]) == ({"song.als": "settling"}, (0, 1, 0), "syncing")

    bench.clock.pass_by(1)
    bench.product.before["announce"].append(lost())
    bench.fail_once()
    assert (states(bench), counts(bench)) == ({"song.als": "uploading"}, (0, 1, 0))
    assert told(bench)["queue"] == {"pending": 1, "waiting_in_spool": 1}

    bench.work()
    assert (states(bench), counts(bench), told(bench)["state"]) == ({"song.als": "synced"}, (1, 0, 0), "idle")
    assert told(bench)["folders"][0]["files"][0]["version"] == 1

    (root / "song.als").unlink()
    bench.look()
    assert (states(bench), counts(bench), told(bench)["state"]) == ({"song.als": "removing"}, (0, 1, 0), "syncing")

    bench.clock.pass_by(1)
    bench.work()
    assert (states(bench), counts(bench)) == ({}, (0, 0, 0))


def test_a_file_that_failed_is_told_with_its_reason(bench: Bench, root: Path) -> None:
    (root / "take.wav").write_bytes(SONG)
    bench.look()
    bench.parts.journal.fail(bench.settings.folders[0], b"take.wav", "Permission denied")

    document = told(bench)

    (failed,) = document["failed"]
    assert (failed["path"], failed["reason"]) == ("take.wav", "Permission denied")
    assert failed["since"].startswith("1990-01-01T")
    assert (states(bench), counts(bench)) == ({"take.wav": "failed"}, (0, 0, 1))


def test_a_file_that_lost_its_content_is_told(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.back_up()
    times = ((root / "song.als").stat().st_atime_ns, (root / "song.als").stat().st_mtime_ns)
    os.truncate(root / "song.als", 0)
    os.utime(root / "song.als", ns=times)
    bench.look()

    assert (states(bench), counts(bench)) == ({"song.als": "failed"}, (0, 0, 1))
    assert "lost its content without having been written" in told(bench)["failed"][0]["reason"]


def test_what_is_left_out_and_what_cannot_be_seen_is_told(bench: Bench, root: Path) -> None:
    (root / "mix.tmp").touch()
    (root / "link").symlink_to(root)
    bench.look()
    bench.tracking.unreadable = {b"closed \xff": "Permission denied"}

    folder = told(bench)["folders"][0]

    assert folder["ignored"] == {"*.tmp": 1, "links": 1}
    assert folder["unreadable"] == {"closed \\xff": "Permission denied"}
    assert folder["last_scan"].startswith("1990-01-01T")


def test_a_lost_folder_is_told(bench: Bench, root: Path) -> None:
    root.rename(root.with_name("unplugged"))
    bench.look()

    folder = told(bench)["folders"][0]

    assert (folder["state"], "no such folder" in folder["reason"], folder["events"]) == ("folder_missing", True, False)


def test_a_folder_of_which_the_system_tells_nothing_is_told(bench: Bench) -> None:
    bench.hints.works = False
    bench.hints.unwatch(bench.settings.folders[0].id)
    bench.look()

    folder = told(bench)["folders"][0]

    assert (folder["events"], folder["warning"]) == (False, "the system watches no more folders")


def test_the_status_can_be_asked_while_everything_changes(bench: Bench, root: Path) -> None:
    """From another thread, as commands do."""
    over, troubles = threading.Event(), []

    def ask() -> None:
        while not over.is_set():
            try:
                told(bench)
            except Exception as error:  # noqa: BLE001  any would be one too many
                troubles.append(error)
                return

    asking = threading.Thread(target=ask)
    asking.start()
    for n in range(1200):
        bench.parts.journal.fail(bench.settings.folders[0], b"%d" % n, "Permission denied")
        if n % 300 == 0:
            (root / f"{n}.wav").write_bytes(b"take %d" % n)
            bench.back_up()
    over.set()
    asking.join(30)

    assert troubles == []
