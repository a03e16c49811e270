"""What the watcher knows for certain outlasts it, and is never half written."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from reference_server.watcher.local.errors import DiskFullError, UsageError
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.local.state import Signature, State
from tests.watcher.made import folder_at, job_of, stored_file

LOOK = Signature(9, 1_700_000_000_123_456_789, 1 << 40)
ODD = b"a/not utf-8 \xff\n.wav"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


def reopened(state: State, device_id: str = "device") -> State:
    """Close a state, and open it again as its next life does."""
    state.close()
    return State(state.path, device_id)


def test_stored_files_outlast_the_watcher(path: Path, folder: Folder) -> None:
    file = stored_file(folder, ODD, LOOK, b"\x01" * 32)
    state = State(path, "device")
    state.stored([file], [])

    again = reopened(state)

    assert again.files(folder.id) == [file]
    assert again.files(folder.id)[0].signature == LOOK
    again.close()


def test_uploads_outlast_the_watcher_in_their_order(path: Path, folder: Folder) -> None:
    later = job_of(folder, b"later.als", "op 1", created_at=2.0)
    first = job_of(folder, ODD, "op 2", created_at=1.0, draft={"rev": 1, "parts": [{"size": 8}], "filename": None})
    state = State(path, "device")
    state.add_jobs([later, first])

    again = reopened(state)

    assert again.jobs() == [first, later]
    again.close()


def test_what_is_stored_waits_no_more(path: Path, folder: Folder) -> None:
    state = State(path, "device")
    state.add_jobs([job_of(folder, b"song.als", "op 1"), job_of(folder, b"take.wav", "op 2")])

    state.stored([stored_file(folder, b"song.als", LOOK)], ["op 1"])

    assert [job.op_id for job in state.jobs()] == ["op 2"]
    assert [file.path for file in state.files(folder.id)] == [b"song.als"]
    state.close()


def test_a_newer_upload_of_a_path_takes_the_place_of_the_older_one(path: Path, folder: Folder) -> None:
    state = State(path, "device")

    state.add_jobs([job_of(folder, b"song.als", "op 1")])
    state.add_jobs([job_of(folder, b"song.als", "op 2")])

    assert [job.op_id for job in state.jobs()] == ["op 2"]
    state.close()


def test_a_renamed_file_is_there_once(path: Path, folder: Folder) -> None:
    file = stored_file(folder, b"old.als", LOOK)
    state = State(path, "device")
    state.stored([file], [])

    state.stored([replace(file, path=b"new.als")], [])

    assert [each.path for each in state.files(folder.id)] == [b"new.als"]
    state.close()


def test_files_belong_to_their_folder(path: Path, folder: Folder, tmp_path: Path) -> None:
    other = folder_at(tmp_path, 2)
    state = State(path, "device")
    mine, theirs = stored_file(folder, b"song.als", LOOK), stored_file(other, b"song.als", LOOK, file_id="other")
    state.stored([mine, theirs], [])
    state.add_jobs([job_of(folder, b"a", "op 1"), job_of(other, b"a", "op 2")])

    state.forget_root(folder.id)

    assert (state.files(folder.id), state.files(other.id)) == ([], [theirs])
    assert [job.op_id for job in state.jobs()] == ["op 2"]
    state.close()


def test_what_is_forgotten_is_gone(path: Path, folder: Folder) -> None:
    file = stored_file(folder, b"song.als", LOOK)
    state = State(path, "device")
    state.stored([file], [])
    state.add_jobs([job_of(folder, b"take.wav", "op")])

    state.forget_file(file.file_id)
    state.forget_jobs(["op", "unknown"])

    assert (state.files(folder.id), state.jobs()) == ([], [])
    state.close()


def test_the_state_of_another_device_is_begun_anew(path: Path, folder: Folder) -> None:
    state = State(path, "one")
    state.stored([stored_file(folder, b"song.als", LOOK)], [])
    state.add_jobs([job_of(folder, b"take.wav")])
    state.recalled()

    other = reopened(state, "another")

    assert (other.files(folder.id), other.jobs(), other.is_new) == ([], [], True)
    other.close()


def test_a_state_is_new_until_the_server_was_asked_what_it_has(path: Path) -> None:
    state = State(path, "device")
    killed = reopened(state)  # before it could ask
    assert (state.is_new, killed.is_new) == (True, True)

    killed.recalled()

    again = reopened(killed)
    assert (killed.is_new, again.is_new) == (False, False)
    again.close()


def test_everything_is_written_through_to_the_disk(path: Path) -> None:
    state = State(path, "device")

    with state.transaction() as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    state.close()


def test_a_block_that_fails_leaves_nothing(path: Path, folder: Folder) -> None:
    state = State(path, "device")

    def write_half() -> None:
        with state.transaction() as database:
            database.execute("INSERT INTO facts VALUES ('half', 'written')")
            database.execute("no SQL")

    with pytest.raises(sqlite3.OperationalError):
        write_half()

    with state.transaction() as database:
        assert database.execute("SELECT count(*) FROM facts WHERE name = 'half'").fetchone() == (0,)
    state.close()


def test_a_state_of_a_newer_watcher_is_refused_and_left_as_it_is(path: Path) -> None:
    State(path, "device").close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 2")
    database.close()

    with pytest.raises(UsageError, match="newer watcher; update this one"):
        State(path, "device")

    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (2,)
    database.close()


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one" * 100, b"short"])
def test_a_damaged_state_is_told_with_what_to_do(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    with pytest.raises(UsageError, match=r"damaged .*move it away, and the watcher asks the server what is stored"):
        State(path, "device")

    assert path.read_bytes() == content


def test_a_state_that_is_damaged_inside_is_told_in_the_same_way(path: Path, folder: Folder) -> None:
    state = State(path, "device")
    state.stored([stored_file(folder, b"%d.wav" % n, LOOK, wrap="x" * 500) for n in range(50)], [])
    state.close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(len(content) - 4096))

    with pytest.raises(UsageError, match="damaged"):
        State(path, "device").files(folder.id)


def test_a_state_that_is_closed_is_not_told_as_damaged(path: Path, folder: Folder) -> None:
    """A thread may be late when the watcher ends."""
    state = State(path, "device")
    state.close()

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        state.files(folder.id)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        state.probe()


def test_a_state_that_cannot_be_opened_is_told_without_a_trace(path: Path) -> None:
    path.mkdir()

    with pytest.raises(UsageError, match=r"unable to open.*has to be able to read and write there"):
        State(path, "device")


def test_there_is_room_when_there_is_room(path: Path) -> None:
    state = State(path, "device")

    state.probe()
    state.probe()

    state.close()


@pytest.mark.parametrize("what", ["probe", "stored"])
def test_a_full_disk_is_told_as_one(path: Path, folder: Folder, what: str) -> None:
    state = State(path, "device")
    files = [stored_file(folder, b"%d.wav" % n, LOOK, wrap="x" * 1000, file_id=str(n)) for n in range(100)]
    with state.transaction() as database:
        pages = database.execute("PRAGMA page_count").fetchone()[0]
    state._database.execute(f"PRAGMA max_page_count = {pages + 1}")

    with pytest.raises(DiskFullError, match="the disk is full"):
        state.probe() if what == "probe" else state.stored(files, [])

    assert state.files(folder.id) == []
    state._database.execute("PRAGMA max_page_count = 100000")
    state.probe()
    state.close()
