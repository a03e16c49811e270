"""What happens to a file in the folder happens to it at the product: it is new, changed, renamed, removed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from fixtures.people.actors import Person
from fixtures.screens.devices import DevicesScreen
from fixtures.target.profiles import Target
from fixtures.vault.locking import PASSPHRASE
from fixtures.vault.vault_keeper import VaultKeeper
from fixtures.watcher.names import NESTED, ODD
from fixtures.watcher.program import WatcherProgram
from fixtures.watcher.studio import Invitation, Studio, backup_of, sign_in
from fixtures.wire import FaultProxy

Move = Callable[[Path], dict[bytes, bytes]]
FIRST, SECOND = b"first take", b"second take, better"


@pytest.mark.case("WA-SYNC-01")
def test_a_new_file_is_stored_and_saved_again(
    alice: Person, vault: VaultKeeper, watcher: WatcherProgram, server: Target, tmp_path: Path
) -> None:
    """A watcher that was let in MUST store a new file, and saving it again MUST add a version."""
    browser = alice.device("browser")
    shown = browser.open(DevicesScreen)
    browser.unlock(PASSPHRASE)

    def let_in(invitation: Invitation) -> None:
        shown.pairing.code.fill(invitation.user_code)
        shown.pairing.find.click()
        expect(shown.decision.check_code).to_have_text(invitation.check_code)
        shown.decision.same.check()
        shown.decision.pair.click()
        shown.device("Studio").root.wait_for()

    device_id = sign_in(watcher, server.url, let_in)
    studio = Studio(watcher, vault, tmp_path / "Projects", backup_of(vault, device_id))
    studio.folder.mkdir()
    watcher.do("add", str(studio.folder))
    watcher.start()
    studio.write("song.als", FIRST)
    studio.arrived({b"song.als": FIRST})
    studio.write("song.als", SECOND)
    studio.arrived({b"song.als": SECOND})
    (studio.folder / "song.als").touch()
    studio.write("barrier.als", FIRST)
    file = studio.arrived({b"song.als": SECOND, b"barrier.als": FIRST})[b"song.als"]

    assert studio.backup.versions(file) == [FIRST, SECOND], "touched is not changed"
    shown = browser.open(DevicesScreen)
    expect(shown.device("Studio").files).to_have_text("2 files backed up")


@pytest.mark.case("WA-SYNC-02")
def test_a_deleted_file_keeps_its_versions(studio: Studio) -> None:
    """A file that is deleted MUST be marked as removed, and all its versions MUST stay retrievable."""
    path = studio.write("song.als", FIRST)
    studio.write("other.als", SECOND)
    studio.arrived({b"song.als": FIRST, b"other.als": SECOND})
    path.write_bytes(SECOND)
    studio.arrived({b"song.als": SECOND, b"other.als": SECOND})

    path.unlink()

    studio.arrived({b"other.als": SECOND})
    removed = studio.backup.files(removed=True)
    assert list(removed) == [b"song.als"]
    assert studio.backup.versions(removed[b"song.als"]) == [FIRST, SECOND]


def to_another_name(folder: Path) -> dict[bytes, bytes]:
    """Rename a file in its place."""
    (folder / "demo" / "song.als").rename(folder / "demo" / "hit.als")
    return {b"demo/hit.als": FIRST, b"demo/take.wav": SECOND}


def to_another_case(folder: Path) -> dict[bytes, bytes]:
    """Change nothing but a letter's case."""
    (folder / "demo" / "song.als").rename(folder / "demo" / "Song.als")
    return {b"demo/Song.als": FIRST, b"demo/take.wav": SECOND}


def to_a_new_folder(folder: Path) -> dict[bytes, bytes]:
    """Move a file into a folder that was not there."""
    (folder / "album" / "side A").mkdir(parents=True)
    (folder / "demo" / "song.als").rename(folder / "album" / "side A" / "song.als")
    return {b"album/side A/song.als": FIRST, b"demo/take.wav": SECOND}


def with_its_folder(folder: Path) -> dict[bytes, bytes]:
    """Rename a folder with files in it."""
    (folder / "demo").rename(folder / "released")
    return {b"released/song.als": FIRST, b"released/take.wav": SECOND}


def to_another_disk(folder: Path) -> dict[bytes, bytes]:
    """Move a file as between two disks: it is copied, then deleted."""
    (folder / "archive").mkdir()
    shutil.copy2(folder / "demo" / "song.als", folder / "archive" / "song.als")
    (folder / "demo" / "song.als").unlink()
    return {b"archive/song.als": FIRST, b"demo/take.wav": SECOND}


def to_another_spelling(folder: Path) -> dict[bytes, bytes]:
    """Take a letter in two parts for one in one part: to people the same name, to the system another."""
    first, second = "cafe\u0301.als", "caf\u00e9.als"
    (folder / "demo" / "song.als").rename(folder / first)
    (folder / first).rename(folder / second)
    return {second.encode(): FIRST, b"demo/take.wav": SECOND}


MOVES = (to_another_name, to_another_case, to_a_new_folder, with_its_folder, to_another_disk, to_another_spelling)


@pytest.mark.case("WA-SYNC-03")
@pytest.mark.parametrize("move", MOVES)
def test_a_moved_file_keeps_its_history(new_studio: Callable[..., Studio], wire: FaultProxy, move: Move) -> None:
    """A renamed or moved file MUST stay the same file with its versions, and nothing MUST be uploaded again."""
    studio = new_studio(through=wire)
    studio.watcher.start()
    studio.write("demo/song.als", FIRST)
    studio.write("demo/take.wav", SECOND)
    before = studio.arrived({b"demo/song.als": FIRST, b"demo/take.wav": SECOND})
    studio.settled()
    uploads = wire.store.seen_any("PUT")

    wanted = move(studio.folder)

    after = studio.arrived(wanted)
    studio.settled()
    assert {file.id for file in after.values()} == {file.id for file in before.values()}
    assert {file.rev for file in after.values()} == {1}
    assert studio.backup.contents() == wanted
    assert wire.store.seen_any("PUT") == uploads
    assert studio.backup.files(removed=True) == {}


@pytest.mark.case("WA-SYNC-04")
def test_names_arrive_exactly_as_they_are(studio: Studio) -> None:
    """Every name that the system allows MUST arrive byte for byte, in every new folder, with its content."""
    written = {name: b"content of " + name for name in (*ODD, *NESTED)}

    for name, content in written.items():
        studio.write(name, content)

    studio.arrived(written)
    assert studio.backup.contents() == written
    assert studio.settled()["folders"][0]["synced"] == len(written)
