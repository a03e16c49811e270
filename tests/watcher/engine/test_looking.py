"""Looking: the folders themselves, what is hinted at, and when everything is scanned."""

from pathlib import Path
from typing import Any

import pytest

from reference_server.watcher.engine.looking import LOOK_S, WITHOUT_HINTS_S
from reference_server.watcher.folders.scanning import Found
from reference_server.watcher.local.settings import Folder
from tests.watcher.bench import Bench
from tests.watcher.made import folder_at

SONG = b"four bars"


@pytest.fixture
def second(tmp_path: Path) -> Folder:
    """Another watched folder."""
    (tmp_path / "Second").mkdir()
    return folder_at(tmp_path / "Second", 2)


@pytest.fixture
def scans(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What was scanned: places, the folder itself as an empty one. The first scan is over."""
    done: list[bytes] = []
    scan = bench.parts.scanning.scan

    def noted(root: bytes, below: bytes = b"") -> Found:
        done.append(below)
        return scan(root, below)

    monkeypatch.setattr(bench.parts.scanning, "scan", noted)
    bench.engine.round()
    done.clear()
    return done


def test_everything_is_scanned_at_the_start(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)

    bench.engine.round()

    assert set(bench.tracking.candidates) == {b"song.als"}
    assert bench.hints.watching == [bench.settings.folders[0].id]


def test_everything_is_scanned_again_after_the_time_that_is_set(bench: Bench, scans: list[bytes]) -> None:
    bench.clock.pass_by(59)
    bench.engine.round()
    assert scans == []

    bench.clock.pass_by(1)
    bench.engine.round()

    assert scans == [b""]


def test_everything_is_scanned_more_often_where_the_system_tells_nothing(bench: Bench, scans: list[bytes]) -> None:
    bench.hints.works = False
    bench.hints.unwatch(bench.settings.folders[0].id)
    assert bench.parts.looking.scan_every(bench.tracking) == WITHOUT_HINTS_S == 10

    for _ in range(6):
        bench.clock.pass_by(5)
        bench.engine.round()

    assert scans == [b"", b"", b""]


def test_a_shorter_time_that_is_set_counts_there_too(bench: Bench) -> None:
    bench.engine.apply(bench.settings.model_copy(update={"scan_seconds": 3}))
    bench.hints.unwatch(bench.settings.folders[0].id)

    assert bench.parts.looking.scan_every(bench.tracking) == 3


def test_each_scan_tries_anew_to_hear_of_changes(bench: Bench, scans: list[bytes]) -> None:
    bench.hints.unwatch(bench.settings.folders[0].id)

    bench.clock.pass_by(10)
    bench.engine.round()

    assert bench.hints.watching == [bench.settings.folders[0].id]


def test_a_hint_lets_its_place_be_scanned_alone(bench: Bench, root: Path, scans: list[bytes]) -> None:
    for name in ("a/song.als", "b/song.als"):
        (root / name).parent.mkdir()
        (root / name).write_bytes(SONG)
    bench.hints.add(bench.settings.folders[0].id, b"a")

    bench.engine.round()

    assert scans == [b"a"]
    assert set(bench.tracking.candidates) == {b"a/song.als"}


def test_a_hint_at_the_folder_itself_lets_everything_be_scanned(bench: Bench, scans: list[bytes]) -> None:
    for place in (b"", b"a/b"):
        bench.hints.add(bench.settings.folders[0].id, place)

    bench.engine.round()

    assert scans == [b""]


def test_a_hint_at_a_folder_that_is_left_out_leads_to_nothing(bench: Bench, root: Path) -> None:
    bench.engine.round()
    for name in (".git/config", "Backup/song.als"):
        (root / name).parent.mkdir()
        (root / name).write_bytes(SONG)
        bench.hints.add(bench.settings.folders[0].id, str(Path(name).parent).encode())

    bench.engine.round()
    bench.back_up()

    assert bench.product.files == {}


def test_a_folder_that_goes_while_a_place_in_it_is_scanned_loses_nothing(
    bench: Bench, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "a").mkdir()
    (root / "a" / "song.als").write_bytes(SONG)
    bench.back_up()
    bench.hints.add(bench.settings.folders[0].id, b"a")
    scan = bench.parts.scanning.scan

    def unplugged(*given: Any) -> Found:
        root.rename(root.with_name("unplugged"))
        return scan(*given)

    monkeypatch.setattr(bench.parts.scanning, "scan", unplugged)
    bench.engine.round()

    assert bench.tracking.vanished == {}


def test_a_folder_is_looked_at_every_two_seconds(bench: Bench, root: Path) -> None:
    bench.engine.round()
    root.rename(root.with_name("unplugged"))
    condition = bench.parts.watched.conditions

    bench.clock.pass_by(LOOK_S - 0.1)
    bench.engine.round()
    assert condition[bench.settings.folders[0].id].standing == "watching"
    bench.clock.pass_by(0.1)
    bench.engine.round()

    assert condition[bench.settings.folders[0].id].standing == "folder_missing"
    assert f"folder {root}: folder_missing" in bench.log
    assert bench.hints.watching == []


def test_a_folder_that_is_back_is_watched_and_scanned_at_once(bench: Bench, root: Path) -> None:
    bench.engine.round()
    root.rename(root.with_name("unplugged"))
    bench.clock.pass_by(LOOK_S)
    bench.engine.round()
    (root.with_name("unplugged") / "song.als").write_bytes(SONG)
    root.with_name("unplugged").rename(root)

    bench.clock.pass_by(LOOK_S)
    bench.engine.round()

    assert bench.hints.watching == [bench.settings.folders[0].id]
    assert set(bench.tracking.candidates) == {b"song.als"}


def test_a_folder_that_was_swapped_between_two_looks_is_watched_anew(bench: Bench, root: Path) -> None:
    bench.engine.round()
    marked = (root / ".daw-watcher").read_bytes()
    root.rename(root.with_name("before"))
    root.mkdir()
    (root / ".daw-watcher").write_bytes(marked)
    (root / "song.als").write_bytes(SONG)
    bench.hints.watching.clear()

    bench.clock.pass_by(LOOK_S)
    bench.engine.round()

    assert bench.hints.watching == [bench.settings.folders[0].id]
    assert set(bench.tracking.candidates) == {b"song.als"}


def test_failures_of_files_that_are_gone_are_forgotten(bench: Bench) -> None:
    bench.parts.journal.fail(bench.settings.folders[0], b"gone.wav", "Permission denied")

    bench.look()

    assert bench.parts.journal.failures == {}


def test_how_long_nothing_has_to_be_looked_at_is_told(bench: Bench, root: Path) -> None:
    bench.engine.round()
    assert bench.parts.looking.pause() == LOOK_S

    (root / "song.als").write_bytes(SONG)
    bench.look()
    bench.clock.pass_by(0.25)

    assert bench.parts.looking.pause() == pytest.approx(0.5)


def test_a_scan_that_is_due_lets_nobody_pause(bench: Bench) -> None:
    bench.engine.round()
    bench.clock.pass_by(59.5)

    assert bench.parts.looking.pause() == pytest.approx(0.5)
    bench.clock.pass_by(10)
    assert bench.parts.looking.pause() == 0.0


def test_a_lost_folder_wakes_nobody_beyond_the_looks(bench: Bench, root: Path) -> None:
    root.rename(root.with_name("unplugged"))
    bench.look()
    bench.clock.pass_by(1000)

    assert bench.parts.looking.pause() == LOOK_S
