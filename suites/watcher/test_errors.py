"""Trouble: it is said, survived, and nothing is lost."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from fixtures.watcher.small_disk import NoSmallDisk, small_disk
from fixtures.watcher.studio import Studio
from fixtures.wire import FaultProxy
from fixtures.wire.side import Side

CONTENT = b"eight bars " * 4000
SOON = timedelta(seconds=60)


def product_lost(wire: FaultProxy) -> Side:
    """Lose the way to the product."""
    return wire


def store_lost(wire: FaultProxy) -> Side:
    """Lose the way to where files are kept."""
    return wire.store


@pytest.mark.case("WA-FAIL-01")
@pytest.mark.parametrize(("lost", "told"), [(product_lost, "offline"), (store_lost, "store_unavailable")])
def test_network_loss_is_recovered_from(
    new_studio: Callable[..., Studio], wire: FaultProxy, lost: Callable[[FaultProxy], Side], told: str
) -> None:
    """A loss of the network MUST be shown, and afterwards everything that happened meanwhile MUST be stored."""
    studio = new_studio(through=wire)
    studio.watcher.start()
    studio.write("before.als", CONTENT)
    gone = studio.write("gone.als", CONTENT[1:])
    studio.arrived({b"before.als": CONTENT, b"gone.als": CONTENT[1:]})

    with lost(wire).outage():
        studio.write("meanwhile.als", CONTENT[::-1])
        status = studio.watcher.eventually(told)
        assert status["reason"]
        studio.write("later.als", CONTENT[2:])
        studio.write("before.als", CONTENT * 2)
        gone.unlink()
        studio.until_missed("gone.als")

    studio.arrived(
        {b"before.als": CONTENT * 2, b"meanwhile.als": CONTENT[::-1], b"later.als": CONTENT[2:]}, within=SOON
    )
    studio.settled(within=SOON)
    assert list(studio.backup.files(removed=True)) == [b"gone.als"]


@pytest.mark.case("WA-FAIL-02")
def test_a_full_disk_is_survived(new_studio: Callable[..., Studio], tmp_path: Path) -> None:
    """A full disk MUST be reported; once there is room again everything MUST be stored, and nothing empty or cut."""
    try:
        with small_disk(tmp_path / "small", mib=12) as disk:
            studio = new_studio(home=disk.folder)
            studio.watcher.start()
            studio.write("before.als", CONTENT)
            studio.arrived({b"before.als": CONTENT})

            disk.fill()
            studio.write("meanwhile.als", CONTENT[::-1])
            status = studio.watcher.eventually("paused_disk_full")
            assert "disk is full" in status["reason"]
            assert list(studio.backup.files()) == [b"before.als"]

            disk.free()
            file = studio.arrived({b"before.als": CONTENT, b"meanwhile.als": CONTENT[::-1]}, within=SOON)[
                b"meanwhile.als"
            ]
            assert studio.backup.versions(file) == [CONTENT[::-1]]
            studio.settled()
            assert studio.leftovers() == []
            studio.watcher.stop()
    except NoSmallDisk as limit:
        pytest.skip(str(limit))


def missing(folder: Path) -> Callable[[], object]:
    """Take a folder away, as when a disk is unplugged."""
    away = folder.rename(folder.with_name("away"))
    return lambda: away.rename(folder)


def replaced(folder: Path) -> Callable[[], object]:
    """Put another folder in its place."""
    away = folder.rename(folder.with_name("away"))
    folder.mkdir()
    (folder / "another.als").write_bytes(b"somebody else's")

    def back() -> None:
        folder.rename(folder.with_name("another"))
        away.rename(folder)

    return back


def unreadable(folder: Path) -> Callable[[], object]:
    """Let nobody look into a folder."""
    folder.chmod(0)
    return lambda: folder.chmod(0o700)


@pytest.mark.case("WA-FAIL-03")
@pytest.mark.parametrize(
    ("harm", "told"), [(missing, "folder_missing"), (replaced, "folder_missing"), (unreadable, "unreadable")]
)
def test_a_lost_folder_is_reported(studio: Studio, harm: Callable[[Path], Callable[[], object]], told: str) -> None:
    """A lost folder MUST be reported, nothing in it taken for deleted, and the other folders MUST go on."""
    second = studio.folder.with_name("More projects")
    second.mkdir()
    studio.watcher.do("add", str(second))
    studio.write("song.als", CONTENT)
    studio.arrived({b"song.als": CONTENT})

    mend = harm(studio.folder)
    status = studio.standing_of(studio.folder, told)
    (second / "other.als").write_bytes(CONTENT[::-1])

    studio.arrived({b"song.als": CONTENT, b"other.als": CONTENT[::-1]})
    assert status["reason"]
    assert studio.backup.files(removed=True) == {}
    mend()
    studio.standing_of(studio.folder, "watching")
    studio.write("song.als", CONTENT * 2)
    studio.arrived({b"song.als": CONTENT * 2, b"other.als": CONTENT[::-1]})
    assert studio.backup.files(removed=True) == {}
