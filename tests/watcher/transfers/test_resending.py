"""Uploads that get lost between watcher, product, store and spool: each version is stored once all the same."""

from pathlib import Path

import pytest

from reference_server.watcher.local.errors import DiskFullError
from reference_server.watcher.product.server import UnavailableError
from reference_server.watcher.product.store import StaleError
from reference_server.watcher.transfers.trying import TRIES
from tests.watcher.bench import Bench, lost
from tests.watcher.made import names_in

SONG = b"four bars"


def full(*_: object) -> None:
    raise DiskFullError("the disk is full")


@pytest.mark.parametrize("call", ["announce", "put", "complete"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_loss_on_the_wire_stores_the_file_once(bench: Bench, root: Path, call: str, when: str) -> None:
    (root / "song.als").write_bytes(SONG)
    getattr(bench.product, when)[call].append(lost())
    bench.settle()

    assert isinstance(bench.fail_once(), UnavailableError)
    assert len(bench.parts.sending.unsent) == 1
    bench.work()

    assert bench.has_stored_once()
    assert len(set(bench.product.uploads)) == 1  # the same name at each try


@pytest.mark.parametrize("call", ["announce", "put", "complete"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_at_any_moment_stores_the_file_once(bench: Bench, root: Path, call: str, when: str) -> None:
    (root / "song.als").write_bytes(SONG)
    getattr(bench.product, when)[call].append(lost())
    bench.settle()
    bench.fail_once()

    bench.restart()
    bench.back_up()

    assert bench.has_stored_once()
    assert len(set(bench.product.uploads)) == 1


def test_what_was_put_before_a_crash_is_not_put_again(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.before["complete"].append(lost())
    bench.settle()
    bench.fail_once()
    assert len(bench.product.puts) == 1

    bench.restart()
    bench.back_up()

    assert bench.has_stored_once()
    assert len(bench.product.puts) == 1


def test_what_was_put_before_an_answer_was_lost_is_not_put_again(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.after["complete"].append(lost())
    bench.settle()
    bench.fail_once()

    bench.work()

    assert bench.has_stored_once()
    assert len(bench.product.puts) == 1


def test_a_store_that_takes_no_url_is_told_as_unavailable(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.before["put"].extend([StaleError("the store answered 403")] * TRIES)
    bench.settle()

    error = bench.fail_once()

    assert str(error) == "it does not take 1 upload"
    assert bench.product.calls.count("announce") == TRIES
    bench.work()
    assert bench.has_stored_once()


def test_a_url_that_has_expired_is_renewed(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.before["put"].append(StaleError("the store answered 403"))

    bench.back_up()

    assert bench.has_stored_once()
    assert bench.product.calls.count("announce") == 2


def break_spooled(bench: Bench, damage: str) -> None:
    """Let the one upload in the spool be `altered`, `cut` by a byte, or `gone`."""
    (spooled,) = bench.home.spool.iterdir()
    content = spooled.read_bytes()
    spooled.unlink()
    if damage != "gone":
        spooled.write_bytes(content[:-1] if damage == "cut" else bytes([content[0] ^ 1]) + content[1:])


@pytest.mark.parametrize("damage", ["altered", "cut", "gone"])
def test_bytes_that_break_in_the_spool_are_read_anew(bench: Bench, root: Path, damage: str) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.before["announce"].append(lost())
    bench.settle()
    bench.fail_once()

    break_spooled(bench, damage)
    if damage != "gone":
        assert "does not take" in str(bench.fail_once())
    bench.work()
    bench.clock.pass_by(1)
    bench.work()

    assert bench.has_stored_once()


@pytest.mark.parametrize("damage", ["altered", "cut", "gone"])
def test_bytes_that_broke_in_a_crash_are_read_anew(bench: Bench, root: Path, damage: str) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.before["announce"].append(lost())
    bench.settle()
    bench.fail_once()
    break_spooled(bench, damage)

    bench.restart()

    assert (bench.parts.state.jobs(), names_in(bench.home.spool)) == ([], [])
    bench.back_up()
    assert bench.has_stored_once()


def test_a_crash_leaves_nothing_in_the_spool_that_nobody_needs(bench: Bench) -> None:
    (bench.home.spool / "half written").write_bytes(b"x")

    bench.restart()

    assert names_in(bench.home.spool) == []


def test_what_cannot_be_noted_down_is_kept_for_later(bench: Bench, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.settle()

    with monkeypatch.context() as patched:
        patched.setattr(bench.parts.state, "stored", full)
        assert isinstance(bench.fail_once(), DiskFullError)
    bench.work()

    assert bench.has_stored_once()
    assert len(bench.product.puts) == 1


def test_a_disk_that_is_full_when_an_upload_is_let_go_loses_no_other(
    bench: Bench, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("1.als", "2.als", "3.als"):
        (root / name).write_bytes(SONG)
    bench.product.before["announce"].append(lost())
    bench.settle()
    bench.fail_once()
    (bench.home.spool / bench.parts.sending.unsent[1].spool).unlink()

    with monkeypatch.context() as patched:
        patched.setattr(bench.parts.state, "forget_jobs", full)
        assert isinstance(bench.fail_once(), DiskFullError)
    bench.work()
    bench.clock.pass_by(1)
    bench.work()

    assert set(bench.product.present()) == {b"1.als", b"2.als", b"3.als"}
    assert (bench.tracking.working, bench.parts.state.jobs(), names_in(bench.home.spool)) == ({}, [], [])


def test_uploads_of_a_folder_that_is_watched_no_more_are_let_go(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.before["announce"].append(lost())
    bench.settle()
    bench.fail_once()

    bench.engine.apply(bench.settings.model_copy(update={"folders": ()}))
    bench.work()

    assert (bench.product.there(), bench.parts.state.jobs(), names_in(bench.home.spool)) == ([], [], [])


def test_an_upload_that_was_given_up_does_not_come_back(bench: Bench, root: Path) -> None:
    """While one of a batch hangs, another thread has begun anew with a file that was given up."""
    (root / "1.wav").write_bytes(b"given up")
    (root / "2.wav").write_bytes(b"hangs")
    bench.settle()
    jobs = bench.parts.preparing.jobs()
    bench.product.refusals["announce"].append("upload-gone")

    def meanwhile(call: str) -> None:
        if call == "put":
            bench.clock.pass_by(1)
            bench.parts.sending.unsent.extend(bench.parts.preparing.jobs())
            raise lost("store")

    bench.product.begin = meanwhile  # type: ignore[method-assign]
    with pytest.raises(UnavailableError):
        bench.parts.sending.send(jobs)
    del bench.product.begin

    assert sorted(job.path for job in bench.parts.sending.unsent) == [b"1.wav", b"2.wav"]
    bench.work()
    assert bench.product.present() == {b"1.wav": b"given up", b"2.wav": b"hangs"}
    assert len(bench.product.files) == 2
