"""Folders that come, go, move, or are set otherwise while the watcher runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reference_server.watcher.engine.looking import LOOK_S
from reference_server.watcher.local.errors import DiskFullError
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Folder, Settings, save
from reference_server.watcher.local.state import State
from tests.watcher.bench import Bench, lost
from tests.watcher.made import folder_at, names_in

SONG = b"four bars"


@pytest.fixture
def second(tmp_path: Path) -> Folder:
    """Another watched folder."""
    (tmp_path / "Second").mkdir()
    return folder_at(tmp_path / "Second", 2)


@pytest.fixture
def both(home: Home, folder: Folder, second: Folder) -> Iterator[Bench]:
    """A watcher that watches two folders."""
    bench = Bench(home, Settings(folders=(folder, second)))
    bench.engine.round()
    yield bench
    bench.close()


def full(_: object) -> None:
    """Have no room."""
    raise DiskFullError("the disk is full")


def hide(bench: Bench) -> None:
    """Let the names of the folder be hidden from now on."""
    bench.engine.apply(hidden(bench))


def hidden(bench: Bench) -> Settings:
    """Return the settings with the names of the folder hidden."""
    (folder,) = bench.settings.folders
    return Settings(folders=(folder.model_copy(update={"share_names": False}),))


def names_told(bench: Bench) -> list[str | None]:
    """Return the names that the product was told with what it has announced, and not forgotten."""
    return [upload.draft["filename"] for upload in bench.product.uploads.values()]


def test_a_lost_folder_stops_no_other(both: Bench, second: Folder, root: Path) -> None:
    root.rename(root.with_name("unplugged"))
    Path(second.path, "song.als").write_bytes(SONG)

    both.back_up()

    assert both.product.present() == {b"song.als": SONG}


def test_nothing_of_a_lost_folder_is_read(both: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    both.settle()
    root.rename(root.with_name("unplugged"))
    both.clock.pass_by(LOOK_S)
    both.engine.round()

    assert not both.engine.work()


def test_a_folder_that_is_added_is_watched(bench: Bench, second: Folder) -> None:
    Path(second.path, ".daw-watcher").write_text(second.id, encoding="ascii")
    Path(second.path, "song.als").write_bytes(SONG)

    bench.engine.apply(Settings(folders=(*bench.settings.folders, second)))
    bench.back_up()

    assert bench.product.present() == {b"song.als": SONG}
    assert second.id in bench.hints.watching


def test_a_folder_that_is_removed_is_forgotten(both: Bench, second: Folder, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    both.back_up()
    both.parts.journal.fail(both.settings.folders[0], b"take.wav", "Permission denied")

    both.engine.apply(Settings(folders=(second,)))

    assert [tracking.folder for tracking in both.parts.watched.all()] == [second]
    assert both.parts.state.files(both.settings.folders[0].id) == []
    assert (both.parts.journal.failures, both.hints.watching) == ({}, [second.id])
    assert both.product.present() == {b"song.als": SONG}  # what is stored stays


def test_what_a_full_disk_kept_from_being_taken_over_is_taken_over_later(
    both: Bench, second: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "song.als").write_bytes(SONG)
    both.back_up()
    save(both.home.settings, Settings(folders=(second,), scan_seconds=7))
    both.engine.reload()
    with monkeypatch.context() as patched:
        patched.setattr(State, "transaction", full)
        both.engine.round()
    assert both.parts.standing.first == "paused_disk_full"

    both.engine.round()

    assert [tracking.folder for tracking in both.parts.watched.all()] == [second]
    assert both.parts.state.files(both.settings.folders[0].id) == []
    assert both.parts.looking.settings.scan_seconds == 7


def test_a_folder_that_has_moved_keeps_what_is_stored(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.back_up()
    root.rename(root.with_name("Moved"))
    moved = bench.settings.folders[0].model_copy(update={"path": str(root.with_name("Moved"))})

    bench.engine.apply(Settings(folders=(moved,)))
    bench.back_up()

    assert len(bench.product.puts) == 1
    assert set(bench.tracking.known) == {b"song.als"}


def test_what_waits_is_sent_without_its_name_once_names_are_hidden(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.before["announce"].append(lost())
    bench.settle()
    bench.fail_once()

    hide(bench)
    bench.back_up()
    bench.back_up()

    (file,) = bench.product.files.values()
    assert (file.filename, file.content) == (None, SONG)
    assert names_in(bench.home.spool) == []


def test_what_is_on_its_way_when_names_are_hidden_is_stored_once(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.settle()
    jobs = bench.parts.preparing.jobs()

    hide(bench)
    bench.settle()
    assert not bench.engine.work()
    bench.parts.sending.send(jobs)
    bench.back_up()

    assert bench.has_stored_once()
    assert names_told(bench) == [None]


def test_what_comes_back_to_the_queue_after_names_are_hidden_is_sent_without_its_name(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.settle()

    def hide_meanwhile(call: str) -> None:
        del bench.product.begin
        hide(bench)
        raise lost()

    bench.product.begin = hide_meanwhile  # type: ignore[method-assign]
    bench.fail_once()
    bench.back_up()
    bench.back_up()

    assert bench.has_stored_once()
    assert names_told(bench) == [None]


def test_what_waited_at_the_end_of_a_life_is_sent_without_its_name_if_names_are_hidden_meanwhile(
    bench: Bench, root: Path
) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.before["announce"].append(lost())
    bench.settle()
    bench.fail_once()

    bench.settings = hidden(bench)
    bench.restart()
    bench.back_up()
    bench.back_up()

    assert bench.has_stored_once()
    assert names_told(bench) == [None]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("restarts", [False, True])
def test_what_was_perhaps_stored_when_names_are_hidden_is_stored_once(
    bench: Bench, root: Path, when: str, restarts: bool
) -> None:
    (root / "song.als").write_bytes(SONG)
    getattr(bench.product, when)["complete"].append(lost())
    bench.settle()
    bench.fail_once()

    if restarts:
        bench.settings = hidden(bench)
        bench.restart()
    else:
        hide(bench)
    bench.back_up()
    bench.back_up()

    assert bench.has_stored_once()
    assert len(bench.product.files) == 1


def test_a_setting_about_backups_is_taken_over(bench: Bench, root: Path) -> None:
    (root / "Backup").mkdir()
    (root / "Backup" / "song.als").write_bytes(SONG)
    bench.back_up()
    assert (bench.product.files, bench.tracking.ignored) == ({}, {"backups": 1})

    bench.engine.apply(bench.settings.model_copy(update={"ignore_backups": False}))
    bench.back_up()

    assert bench.product.present() == {b"Backup/song.als": SONG}
