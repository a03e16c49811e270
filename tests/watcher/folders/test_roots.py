"""Watched folders: a missing or another one is never taken for an empty one."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from reference_server.watcher.folders.roots import MARKER, Roots
from reference_server.watcher.local.errors import UsageError
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Folder, Settings

ROOTS = Roots(Home(Path("/nowhere/daw-watcher")))


def attached(settings: Settings, *paths: Path) -> Settings:
    for path in paths:
        settings = ROOTS.attach(settings, path, share_names=True)
    return settings


def only(settings: Settings) -> Folder:
    (folder,) = settings.folders
    return folder


def test_a_watched_folder_holds_the_id_of_its_watch(root: Path) -> None:
    settings = ROOTS.attach(Settings(paused=True), root, share_names=False)

    folder = only(settings)
    assert (root / MARKER).read_text(encoding="ascii") == folder.id + "\n"
    assert (folder.path, folder.share_names, settings.paused) == (str(root), False, True)
    assert ROOTS.condition(folder).standing == "watching"


def test_a_folder_that_is_added_again_keeps_its_id(root: Path) -> None:
    first = attached(Settings(), root)

    second = ROOTS.attach(first, root, share_names=False)

    assert only(second) == only(first).model_copy(update={"share_names": False})
    assert ROOTS.condition(only(second)).standing == "watching"


def test_a_folder_is_watched_by_its_real_path(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link").symlink_to(root)
    monkeypatch.chdir(root)

    for given in (tmp_path / "link", Path(), root / ".." / root.name):
        assert only(attached(Settings(), given)).path == str(root)


def test_each_folder_has_an_id_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "ab").mkdir()

    first, second = attached(Settings(), tmp_path / "a", tmp_path / "ab").folders

    assert first.id != second.id


@pytest.mark.parametrize(("first", "second"), [(".", "sub/deep"), ("sub/deep", ".")])
def test_folders_that_overlap_are_refused_either_way(root: Path, first: str, second: str) -> None:
    (root / "sub" / "deep").mkdir(parents=True)
    settings = attached(Settings(), root / first)

    with pytest.raises(UsageError, match=r"overlaps .* which is watched; every file belongs to one folder"):
        attached(settings, root / second)

    assert not (root / second / MARKER).exists()


def test_a_folder_that_does_not_exist_is_refused(root: Path) -> None:
    with pytest.raises(UsageError, match=r"Projects/gone does not exist; name a folder"):
        attached(Settings(), root / "gone")


def test_a_file_is_refused(root: Path) -> None:
    (root / "song.als").touch()

    with pytest.raises(UsageError, match=r"song.als is no folder; name a folder"):
        attached(Settings(), root / "song.als")


def test_links_in_a_circle_are_refused(root: Path) -> None:
    (root / "a").symlink_to(root / "b")
    (root / "b").symlink_to(root / "a")

    with pytest.raises(UsageError):
        attached(Settings(), root / "a")


def test_a_folder_whose_own_name_is_no_text_is_refused(root: Path) -> None:
    odd = root / os.fsdecode(b"not utf-8 \xff")
    odd.mkdir()

    with pytest.raises(UsageError, match="has to be UTF-8"):
        attached(Settings(), odd)


def refuse(monkeypatch: pytest.MonkeyPatch, owner: type | object, what: str, number: int) -> None:
    """Let a call of the system fail."""

    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(owner, what, fail)


def test_a_folder_that_cannot_be_looked_at_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, Path, "is_dir", errno.EACCES)

    with pytest.raises(UsageError, match="Permission denied"):
        attached(Settings(), root)


def test_a_mark_that_is_a_link_is_replaced_and_not_followed(root: Path, tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("dear diary", encoding="utf-8")
    (root / MARKER).symlink_to(diary)

    folder = only(attached(Settings(), root))

    assert diary.read_text(encoding="utf-8") == "dear diary"
    assert ROOTS.condition(folder).standing == "watching"


def test_a_folder_is_detached_by_the_path_that_it_was_attached_by(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    settings = attached(Settings(), root, tmp_path / "other")

    rest, gone = ROOTS.detach(settings, root)

    assert (gone.path, [each.path for each in rest.folders]) == (str(root), [str(tmp_path / "other")])
    assert not (root / MARKER).exists()


def test_a_folder_is_detached_by_a_link_to_it(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)

    rest, _ = ROOTS.detach(attached(Settings(), root), tmp_path / "link")

    assert rest.folders == ()


def test_a_folder_that_is_gone_is_detached(root: Path) -> None:
    settings = attached(Settings(), root)
    (root / MARKER).unlink()
    root.rmdir()

    rest, gone = ROOTS.detach(settings, root)

    assert (rest.folders, gone.path) == ((), str(root))


def test_the_mark_of_another_watch_stays(root: Path) -> None:
    settings = attached(Settings(), root)
    theirs = attached(Settings(), root)

    ROOTS.detach(settings, root)

    assert ROOTS.mark(root) == only(theirs).id


def test_a_folder_is_detached_even_where_its_mark_cannot_be_deleted(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = attached(Settings(), root)
    refuse(monkeypatch, Path, "unlink", errno.EROFS)

    rest, _ = ROOTS.detach(settings, root)

    assert rest.folders == ()


def test_what_is_not_watched_cannot_be_detached(root: Path, tmp_path: Path) -> None:
    settings = attached(Settings(), root)

    with pytest.raises(UsageError, match=f"{tmp_path} is not watched; watched folders: {root}"):
        ROOTS.detach(settings, tmp_path)
    with pytest.raises(UsageError, match="watched folders: none"):
        ROOTS.detach(Settings(), root)


def told(folder: Folder) -> tuple[str, str]:
    condition = ROOTS.condition(folder)
    return condition.standing, condition.reason or ""


def test_a_folder_that_is_gone_is_missing_and_not_empty(root: Path) -> None:
    folder = only(attached(Settings(), root))
    root.rename(root.with_name("moved away"))

    assert told(folder) == ("folder_missing", "there is no such folder now; nothing is taken for deleted")


def test_a_file_in_the_folders_place_is_no_folder(root: Path) -> None:
    folder = only(attached(Settings(), root))
    root.rename(root.with_name("moved away"))
    root.touch()

    assert told(folder)[0] == "folder_missing"


def test_an_empty_mount_point_is_not_the_folder(root: Path) -> None:
    folder = only(attached(Settings(), root))
    root.rename(root.with_name("unplugged"))
    root.mkdir()

    standing, reason = told(folder)

    assert standing == "folder_missing"
    assert "the watcher's mark is gone from it" in reason
    assert "bring it back, or run add to begin anew with this one" in reason


def test_another_watched_folder_is_not_the_folder(root: Path) -> None:
    folder = only(attached(Settings(), root))
    attached(Settings(), root)

    standing, reason = told(folder)

    assert (standing, "it is another watched folder" in reason) == ("folder_missing", True)


@pytest.mark.parametrize("content", [b"", b"no id", b"\xff\xfe", b"0" * 36 + b"1"])
def test_a_mark_that_makes_no_sense_is_none(root: Path, content: bytes) -> None:
    folder = only(attached(Settings(), root))
    (root / MARKER).write_bytes(content)

    assert (ROOTS.mark(root), told(folder)[0]) == (None, "folder_missing")


def test_a_folder_that_is_back_is_watched_again(root: Path) -> None:
    folder = only(attached(Settings(), root))
    root.rename(root.with_name("unplugged"))
    assert told(folder)[0] == "folder_missing"

    root.with_name("unplugged").rename(root)

    assert ROOTS.condition(folder).standing == "watching"
    assert ROOTS.condition(folder).reason is None


def test_a_folder_that_may_not_be_looked_into_is_unreadable(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = only(attached(Settings(), root))
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert told(folder) == (
        "unreadable",
        "this account may not look into the folder; nothing is taken for deleted",
    )


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE, errno.ENOTCONN])
def test_a_folder_about_which_nothing_can_be_learnt_is_unreadable(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    folder = only(attached(Settings(), root))
    refuse(monkeypatch, os, "stat", number)

    standing, reason = told(folder)

    assert (standing, os.strerror(number) in reason) == ("unreadable", True)
