"""The watcher's own folder, which changes with all that is backed up, is never backed up itself."""

from pathlib import Path

import pytest

from reference_server.watcher.folders.roots import MARKER, Roots
from reference_server.watcher.local.errors import UsageError
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Settings


@pytest.mark.parametrize("given", [".", "config", "config/daw-watcher", "config/daw-watcher/spool"])
def test_the_watchers_own_folder_is_never_watched(root: Path, given: str) -> None:
    """Each upload changes what is in it, which would be uploaded in its turn; and its key lies there."""
    home = Home(root / "config" / "daw-watcher")
    home.make()

    with pytest.raises(UsageError, match=r"daw-watcher's own folder .*/config/daw-watcher .*XDG_CONFIG_HOME"):
        Roots(home).attach(Settings(), root / given, share_names=True)

    assert not (root / given / MARKER).exists()


def test_the_watchers_own_folder_is_known_through_links(root: Path, tmp_path: Path) -> None:
    Home(root).make()
    (tmp_path / "daw-watcher").symlink_to(root)

    with pytest.raises(UsageError, match="daw-watcher's own folder"):
        Roots(Home(tmp_path / "daw-watcher")).attach(Settings(), root, share_names=True)


def test_a_folder_beside_the_watchers_own_is_watched(root: Path) -> None:
    home = Home(root / "daw-watcher")
    (root / "daw-watcher projects").mkdir()

    settings = Roots(home).attach(Settings(), root / "daw-watcher projects", share_names=True)

    assert [each.path for each in settings.folders] == [str(root / "daw-watcher projects")]
