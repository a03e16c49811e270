"""Only whole files become versions, and only files that are somebody's work."""

import os
from pathlib import Path

import pytest

from fixtures.watcher.names import IGNORED, KEPT
from fixtures.watcher.studio import Studio
from fixtures.watcher.writers import Save, at_work, renaming_away, replacing, slowly, truncating

OLD, NEW = b"the old take " * 5000, b"the new take, longer " * 5000


@pytest.mark.case("WA-SYNC-05")
@pytest.mark.parametrize("save", [slowly, truncating, replacing, renaming_away])
def test_only_whole_contents_become_versions(studio: Studio, save: Save) -> None:
    """However a program saves a file, each version MUST be a content that it had when it was whole."""
    path = studio.folder / "song.als"
    history = [NEW]
    if save is not slowly:
        path.write_bytes(OLD)
        studio.arrived({b"song.als": OLD})
        history = [OLD, NEW]

    with at_work(save, path, NEW):
        pass

    file = studio.arrived({b"song.als": NEW})[b"song.als"]
    studio.settled()
    assert studio.backup.versions(file) == history
    assert studio.backup.files(removed=True) == {}


def make_links(folder: Path, outside: Path) -> None:
    """Put links and a pipe into a folder: out of it, to the folder above, to nothing."""
    (outside / "diary.txt").write_bytes(b"none of the folder's business")
    (folder / "out").symlink_to(outside, target_is_directory=True)
    (folder / "diary.txt").symlink_to(outside / "diary.txt")
    (folder / "around").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere").symlink_to(folder / "gone")
    os.mkfifo(folder / "pipe")


@pytest.mark.case("WA-SYNC-06")
def test_temporary_files_are_left_out(studio: Studio, tmp_path: Path) -> None:
    """Temporary, backup, cache and hidden files and links MUST NOT be uploaded, and MUST be counted; others MUST be."""
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    for name in IGNORED:
        studio.write(name, b"of no use to anybody")
    make_links(studio.folder, outside)

    for name in KEPT:
        studio.write(name, b"work of hours")

    studio.arrived(dict.fromkeys(KEPT, b"work of hours"))
    (folder,) = studio.settled()["folders"]
    assert folder["synced"] == len(KEPT)
    left_out = folder["ignored"]
    assert (left_out["links"], left_out["special files"]) == (4, 1)
    # Folders that are left out are counted once each, whatever is in them.
    assert sum(left_out.values()) == len(IGNORED) + 5
    assert studio.backup.files(removed=True) == {}
