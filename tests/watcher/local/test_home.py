"""The configuration folder: where it is, and who may read it."""

import stat
from pathlib import Path

import pytest

from reference_server.watcher.local.errors import UsageError
from reference_server.watcher.local.home import Home
from tests.watcher.made import names_in


def test_the_folder_is_where_the_environment_says(tmp_path: Path) -> None:
    home = Home.of({"XDG_CONFIG_HOME": str(tmp_path)})

    assert home.folder == tmp_path / "daw-watcher"
    assert home.log == tmp_path / "daw-watcher" / "logs" / "sync.log"


@pytest.mark.parametrize("environment", [{}, {"XDG_CONFIG_HOME": ""}], ids=["unset", "empty"])
def test_without_a_word_it_is_in_the_persons_home(environment: dict[str, str]) -> None:
    assert Home.of(environment).folder == Path.home() / ".config" / "daw-watcher"


def test_nobody_else_may_look_into_it(tmp_path: Path) -> None:
    home = Home(tmp_path / "config" / "daw-watcher")

    home.make()
    home.make()

    for folder in (home.folder, home.spool, home.log.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert names_in(home.folder) == ["logs", "spool"]


def test_a_file_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "daw-watcher").touch()

    with pytest.raises(UsageError, match="daw-watcher: File exists; the watcher has to be able to write there"):
        Home(tmp_path / "daw-watcher").make()


def test_a_file_above_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").touch()

    with pytest.raises(UsageError, match="Not a directory"):
        Home(tmp_path / "config" / "daw-watcher").make()
