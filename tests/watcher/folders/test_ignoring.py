"""Which names are left out, by which rule."""

from pathlib import PurePosixPath

import pytest

from fixtures.watcher.names import IGNORED, KEPT, ODD
from reference_server.watcher.folders.ignoring import BACKUP_FOLDERS, Ignoring

BACKUPS = tuple(
    name for name in IGNORED if name.lower().endswith(b".rpp-bak") or name.split(b"/")[-2:][0] in BACKUP_FOLDERS
)


def rule(path: bytes, *, backups: bool = True) -> str | None:
    """Return the rule by which a path is left out, as a scan meets it: its folders first."""
    ignoring = Ignoring(backups=backups)
    *folders, name = path.split(b"/")
    return next((found for found in map(ignoring.folder, folders) if found), None) or ignoring.file(name)


@pytest.mark.parametrize("path", IGNORED)
def test_names_of_temporary_and_backup_files_are_left_out(path: bytes) -> None:
    assert rule(path) is not None


@pytest.mark.parametrize("path", [*KEPT, *ODD])
def test_names_that_look_like_those_are_kept(path: bytes) -> None:
    assert rule(path) is None


@pytest.mark.parametrize("path", BACKUPS)
def test_what_daws_keep_as_backups_is_kept_when_it_is_asked_for(path: bytes) -> None:
    assert rule(path, backups=False) is None


@pytest.mark.parametrize("path", [path for path in IGNORED if path not in BACKUPS])
def test_temporary_files_are_left_out_even_so(path: bytes) -> None:
    assert rule(path, backups=False) is not None


@pytest.mark.parametrize(
    ("path", "counted_as"),
    [
        (b".DS_Store", ".DS_Store"),
        (b"~$notes.docx", "~$*"),
        (b".~lock.notes.odt#", ".~lock.*#"),
        (b".~lock.notes.odt", "hidden"),
        (b".goutputstream-AB12CD", ".goutputstream-*"),
        (b"mix.wav.part", "*.part"),
        (b"mix.wav.tmp", "*.tmp"),
        (b"loop.wav.asd", "*.asd"),
        (b"SONG.RPP-bak", "*.rpp-bak"),
        (b"deeper/Backup/song_2.flp", "backups"),
        (b".git/config", "hidden"),
        (b".hidden", "hidden"),
    ],
)
def test_what_is_left_out_is_counted_under_its_rule(path: bytes, counted_as: str) -> None:
    assert rule(path) == counted_as


@pytest.mark.parametrize("path", [b"backup/song.als", b"MIX.TMP", b"thumbs.DB", b"song.als.part2", b"~.~lock.a#"])
def test_the_rules_are_exact(path: bytes) -> None:
    assert rule(path) is None


def test_a_folder_is_not_left_out_by_a_rule_for_files() -> None:
    assert Ignoring(backups=True).folder(b"stems.part") is None


def test_the_backups_of_the_table_are_those_of_all_daws() -> None:
    """Guards the tests above against an empty list."""
    assert {PurePosixPath(path.decode()).suffix.lower() for path in BACKUPS} >= {".als", ".flp", ".rpp-bak", ".ptx"}
