"""A watcher that has lost its state asks what it has stored, and sends nothing twice."""

import os
from pathlib import Path
from typing import Any

import pytest

from reference_server.watcher.folders.tracking import Due
from reference_server.watcher.local.settings import Settings
from reference_server.watcher.local.state import StoredFile
from tests.watcher.bench import Bench, lost
from tests.watcher.made import folder_at, seen


@pytest.fixture
def full(bench: Bench, root: Path) -> Bench:
    """A watcher that has stored some files, in some versions, under some names."""
    (root / "set").mkdir()
    for name in ("song.als", "set/take.wav", "set/renamed before.wav"):
        (root / name).write_bytes(name.encode())
    bench.back_up()
    (root / "song.als").write_bytes(b"five bars, now")
    (root / "set" / "renamed before.wav").rename(root / "set" / "renamed.wav")
    bench.back_up()
    bench.product.calls.clear()
    bench.product.puts.clear()
    return bench


def forget(bench: Bench) -> None:
    """End a life, and lose what it knew."""
    bench.close()
    for path in bench.home.folder.glob("state.db*"):
        path.unlink()


def test_what_the_product_has_is_taken_over_and_not_sent_again(full: Bench, root: Path) -> None:
    before = full.product.present()
    forget(full)
    full.start()

    full.back_up()
    full.back_up()

    assert (full.product.puts, full.product.present(), len(full.product.files)) == ([], before, 3)
    assert set(full.tracking.known) == {b"song.als", b"set/take.wav", b"set/renamed.wav"}
    assert "recalled 3 files that the server has" in full.log


def test_what_was_taken_over_outlasts_the_next_life(full: Bench) -> None:
    forget(full)
    full.start()
    full.back_up()
    full.product.calls.clear()

    full.restart()
    full.back_up()

    assert full.product.calls == ["state"]


def test_what_changed_meanwhile_is_the_next_version(full: Bench, root: Path) -> None:
    forget(full)
    (root / "song.als").write_bytes(b"six bars, at last")
    (root / "set" / "renamed.wav").rename(root / "again.wav")
    full.start()

    full.back_up()

    files = {file.path: file for file in full.product.there()}
    assert (files[b"song.als"].rev, files[b"song.als"].content) == (3, b"six bars, at last")
    assert (files[b"again.wav"].rev, files[b"again.wav"].meta["n"]) == (1, 2)
    assert len(full.product.files) == 3


def test_what_was_deleted_meanwhile_is_told(full: Bench, root: Path) -> None:
    forget(full)
    (root / "song.als").unlink()
    full.start()

    full.back_up()

    assert set(full.product.present()) == {b"set/take.wav", b"set/renamed.wav"}


def test_what_is_removed_is_not_taken_over(full: Bench, root: Path) -> None:
    (root / "song.als").unlink()
    full.back_up()
    forget(full)
    (root / "song.als").write_bytes(b"a new song of that name")
    full.start()

    full.back_up()

    files = {file.path: file for file in full.product.there()}
    assert files[b"song.als"].rev == 1
    assert len(full.product.files) == 4


def test_what_another_key_sealed_is_left_alone(full: Bench) -> None:
    file = full.product.there()[0]
    file.drafts[-1] = {**file.drafts[-1], "kid": "k_0000"}
    forget(full)

    full.start()

    assert len(full.tracking.known) == 2


def test_nothing_is_sent_before_the_product_was_asked(full: Bench, root: Path) -> None:
    forget(full)
    full.product.before["state"].append(lost())
    full.start()
    full.settle()

    assert "connecting" in full.parts.standing.hindrances
    assert not full.parts.standing.may_send()
    with full.engine.guarded("asking"):
        full.engine.ask()
    full.clock.pass_by(1)
    assert full.parts.standing.may_send()
    full.back_up()
    assert full.product.puts == []


def test_a_life_that_ends_before_it_has_asked_leaves_that_to_the_next_one(full: Bench) -> None:
    forget(full)
    full.product.before["state"].append(lost())
    full.start()

    full.restart()
    full.back_up()

    assert (full.product.puts, len(full.product.files)) == ([], 3)


def test_a_life_that_ends_while_it_asks_leaves_the_rest_to_the_next_one(full: Bench) -> None:
    forget(full)
    full.product.after["files"].append(lost())
    full.start()
    assert (len(full.tracking.known), full.parts.standing.first) == (1, "connecting")

    full.restart()
    full.back_up()

    assert (full.product.puts, len(full.product.files), len(full.tracking.known)) == ([], 3, 3)


def test_a_file_that_is_known_under_another_name_is_not_taken_over_again(full: Bench, root: Path) -> None:
    forget(full)
    full.product.after["files"].append(lost())
    full.start()
    (known,) = full.tracking.known.values()
    (root / os.fsdecode(known.path)).rename(root / "new name.als")
    due = Due(b"new name.als", seen(root / "new name.als"), None)
    change = full.parts.spooling.renamed(full.settings.folders[0], due, known)
    full.parts.server.rename(known.file_id, change)  # whose answer is lost in the crash

    full.restart()
    full.back_up()

    assert len(full.product.there()) == 3
    assert b"new name.als" in full.product.present()


def test_a_folder_that_is_not_plugged_in_is_taken_over_too(full: Bench, root: Path) -> None:
    forget(full)
    root.rename(root.with_name("unplugged"))
    full.start()
    full.back_up()
    assert len(full.product.there()) == 3
    root.with_name("unplugged").rename(root)

    full.back_up()

    assert (full.product.puts, len(full.product.there())) == ([], 3)


def test_files_of_folders_that_are_not_watched_are_left_alone(full: Bench, tmp_path: Path) -> None:
    forget(full)
    full.settings = Settings(folders=(folder_at(tmp_path / "Other", 2),))

    full.start()

    assert full.tracking.known == {}
    assert full.parts.state.files(folder_at(tmp_path).id) == []


class Held:
    """A lock that tells whether it is held."""

    depth = 0

    def __enter__(self) -> None:
        """Hold it."""
        self.depth += 1

    def __exit__(self, *_: object) -> None:
        """Let it go."""
        self.depth -= 1


class Guarded(dict[bytes, StoredFile]):
    """What is known of files, while other threads may look through it."""

    def __init__(self, lock: Held) -> None:
        super().__init__()
        self.lock = lock

    def values(self) -> Any:
        """Look through it, if nobody can change it."""
        assert self.lock.depth
        return super().values()

    def __setitem__(self, path: bytes, file: StoredFile) -> None:
        """Change it, if nobody can look through it."""
        assert self.lock.depth
        super().__setitem__(path, file)


def test_nothing_is_taken_over_while_others_look_through_what_is_known(
    full: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = Held()
    known = Guarded(lock)
    monkeypatch.setattr(full.tracking, "lock", lock)
    monkeypatch.setattr(full.tracking, "known", known)

    assert full.parts.recalling.recall() == len(known) == 3
