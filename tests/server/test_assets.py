"""Which files pages are made of, and that no other file of the machine is read."""

from pathlib import Path

import pytest

from reference_server.assets import FolderAssets


@pytest.fixture
def assets(tmp_path: Path) -> FolderAssets:
    (tmp_path / "secret.js").write_text("secret")
    (tmp_path / "web" / "lib").mkdir(parents=True)
    (tmp_path / "web" / "lib" / "day.js").write_text("day")
    return FolderAssets(tmp_path / "web")


def test_file_below_the_folder_is_read(assets: FolderAssets) -> None:
    assert assets.read("lib/day.js") == b"day"


@pytest.mark.parametrize(
    "path", ["", "lib", "nothing.js", "../secret.js", "lib/../../secret.js", "a\x00.js", "x" * 5000]
)
def test_nothing_else_is_read(assets: FolderAssets, path: str) -> None:
    with pytest.raises(FileNotFoundError):
        assets.read(path)


def test_absolute_path_is_not_read(assets: FolderAssets, tmp_path: Path) -> None:
    """On Windows also D:/secret.js, which no leading slash gives away."""
    with pytest.raises(FileNotFoundError):
        assets.read(str(tmp_path / "secret.js"))


def test_link_out_of_the_folder_is_not_followed(assets: FolderAssets, tmp_path: Path) -> None:
    """Where a path leads counts, however it is written."""
    (assets.root / "way.js").symlink_to(tmp_path / "secret.js")

    with pytest.raises(FileNotFoundError):
        assets.read("way.js")
