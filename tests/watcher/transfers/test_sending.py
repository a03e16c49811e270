"""Uploads: announced, put, completed, and what comes of refusals."""

from itertools import count
from pathlib import Path

import pytest

from reference_server.watcher.product.server import LockedError, ProblemError, UnavailableError
from reference_server.watcher.product.store import StaleError
from reference_server.watcher.transfers import sending as sending_module
from reference_server.watcher.transfers import spooling as spooling_module
from reference_server.watcher.transfers.trying import TRIES
from tests.watcher.bench import Bench, lost
from tests.watcher.made import names_in
from tests.watcher.stubs import problem

SONG = b"four bars"


def test_a_new_file_is_stored(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)

    bench.back_up()

    assert bench.has_stored_once()
    assert f"stored {root}/song.als (version 1)" in bench.log


def test_a_changed_file_is_stored_as_its_next_version(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.back_up()
    (root / "song.als").write_bytes(b"five bars, now")

    bench.back_up()

    (file,) = bench.product.there()
    assert (file.rev, file.content) == (2, b"five bars, now")
    assert file.ciphertexts[0] != file.ciphertexts[1]


def test_many_files_are_stored_in_batches(bench: Bench, root: Path) -> None:
    for n in range(70):
        (root / f"{n}.wav").write_bytes(b"take %d" % n)

    bench.back_up()

    assert bench.product.present() == {b"%d.wav" % n: b"take %d" % n for n in range(70)}
    assert bench.product.calls.count("announce") == bench.product.calls.count("complete") == 3


def test_what_the_store_has_not_got_is_put_again(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.refusals["complete"].append("upload-missing")

    bench.back_up()

    assert bench.has_stored_once()
    assert len(bench.product.puts) == 2


@pytest.mark.parametrize("slug", ["upload-mismatch", "upload-gone", "upload-differs", "revision-conflict", "id-taken"])
@pytest.mark.parametrize("call", ["announce", "complete"])
def test_an_upload_that_can_never_succeed_lets_its_file_be_looked_at_anew(
    bench: Bench, root: Path, call: str, slug: str
) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.refusals[call].append(slug)
    bench.settle()
    bench.work()
    assert (bench.product.there(), names_in(bench.home.spool)) == ([], [])

    bench.clock.pass_by(1)  # it settles, and no scan is needed
    bench.work()

    assert bench.has_stored_once()
    assert len(bench.product.uploads) == (1 if call == "announce" else 2)
    assert f"given up {root}/song.als: refused: {slug}" in bench.log


def test_an_upload_that_is_refused_for_another_reason_is_told_and_tried_at_the_next_scan(
    bench: Bench, root: Path
) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.refusals["announce"].append("validation")
    bench.settle()
    bench.work()
    (failure,) = bench.parts.journal.failures.values()
    assert (failure.path, failure.reason) == (b"song.als", "refused: validation")
    bench.clock.pass_by(5)
    assert not bench.engine.work()

    bench.back_up()

    assert bench.has_stored_once()
    assert bench.parts.journal.failures == {}


def test_a_file_that_the_product_has_in_a_newer_version_follows_that_one(bench: Bench, root: Path) -> None:
    """As after a backup of the watcher's own state was put back."""
    (root / "song.als").write_bytes(SONG)
    bench.back_up()
    older = bench.parts.state.files(bench.settings.folders[0].id)
    (root / "song.als").write_bytes(b"five bars, now")
    bench.back_up()
    bench.parts.state.stored(older, [])
    bench.restart()
    (root / "song.als").write_bytes(b"six bars, at last")

    bench.back_up()
    bench.back_up()

    (file,) = bench.product.there()
    assert (file.rev, file.content) == (3, b"six bars, at last")


def test_a_file_that_was_deleted_at_the_product_is_stored_as_a_new_one(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.back_up()
    (old,) = bench.product.there()
    old.deleted = True
    (root / "song.als").write_bytes(b"five bars, now")

    bench.back_up()
    bench.back_up()

    (file,) = bench.product.there()
    assert (file.id != old.id, file.rev, file.content) == (True, 1, b"five bars, now")


def test_a_file_that_the_product_has_forgotten_is_stored_as_a_new_one(bench: Bench, root: Path) -> None:
    """As after a backup of the product was put back."""
    for name in ("song.als", "other.als"):
        (root / name).write_bytes(SONG)
    bench.back_up()
    bench.product.files.clear()
    for name in ("song.als", "other.als"):
        (root / name).write_bytes(b"five bars, now")

    bench.back_up()
    bench.back_up()

    assert bench.product.present() == {b"song.als": b"five bars, now", b"other.als": b"five bars, now"}
    assert [file.rev for file in bench.product.there()] == [1, 1]


def test_a_store_in_trouble_keeps_the_upload(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.refusals["complete"].append("storage-unavailable")
    bench.settle()

    error = bench.fail_once()

    assert isinstance(error, UnavailableError)
    assert (error.what, str(error)) == ("store", "refused: storage-unavailable")
    assert len(bench.parts.state.jobs()) == len(names_in(bench.home.spool)) == 1
    bench.work()
    assert bench.has_stored_once()
    assert len(bench.product.puts) == 1


def test_of_a_batch_everything_is_kept_that_was_stored(bench: Bench, root: Path) -> None:
    for n in range(4):
        (root / f"{n}.wav").write_bytes(b"take %d" % n)
    bench.product.refusals["complete"].extend(["", "storage-unavailable", "upload-missing", ""])
    bench.settle()

    bench.fail_once()

    assert len(bench.product.there()) == len(bench.tracking.known) == 2
    assert len(bench.parts.state.jobs()) == len(bench.parts.sending.unsent) == 2
    bench.work()
    assert len(bench.product.present()) == len(bench.product.files) == 4


def test_one_upload_that_makes_no_sense_hinders_no_other(
    bench: Bench, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        (root / f"{n}.wav").write_bytes(b"take %d" % n)
    announce = bench.parts.server.announce

    def check(drafts: list[dict[str, object]]) -> list[dict[str, object]]:
        if any(draft["filename"] == "3.wav" for draft in drafts):
            raise ProblemError(problem("validation"))
        return announce(drafts)

    monkeypatch.setattr(bench.parts.server, "announce", check)

    bench.back_up()

    assert set(bench.product.present()) == {b"0.wav", b"1.wav", b"2.wav", b"4.wav"}
    assert [path for _, path in bench.parts.journal.failures] == [b"3.wav"]


def test_a_locked_vault_keeps_everything(bench: Bench, root: Path) -> None:
    (root / "song.als").write_bytes(SONG)
    bench.product.before["announce"].append(LockedError("idle"))
    bench.settle()

    assert isinstance(bench.fail_once(), LockedError)
    assert len(bench.parts.sending.unsent) == 1
    bench.work()

    assert bench.has_stored_once()


@pytest.fixture
def _parts_of_1000_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (spooling_module, sending_module):
        monkeypatch.setattr(module, "PART", 1000)
    monkeypatch.setattr(spooling_module, "LARGE", 1500)


@pytest.mark.usefixtures("_parts_of_1000_bytes")
def test_a_large_file_is_put_in_parts(bench: Bench, root: Path) -> None:
    (root / "mix.wav").write_bytes(b"mix" * 1000)
    bench.product.after["put"].append(lost("store"))
    bench.settle()
    bench.fail_once()

    bench.work()

    assert bench.has_stored_once(b"mix.wav", b"mix" * 1000)
    assert len(bench.product.puts) == 4  # of 3,028 bytes; the part that arrived is not put again


@pytest.mark.usefixtures("_parts_of_1000_bytes")
def test_a_completion_whose_answer_did_not_come_in_time_is_asked_for_again(bench: Bench, root: Path) -> None:
    (root / "mix.wav").write_bytes(b"mix" * 1000)
    bench.product.before["complete"].append(lost())
    bench.settle()
    bench.fail_once()
    bench.parts.sending.perhaps_sent.clear()  # all parts are there, whatever is remembered

    bench.work()

    assert bench.has_stored_once(b"mix.wav", b"mix" * 1000)
    assert len(bench.product.puts) == 4


@pytest.mark.usefixtures("_parts_of_1000_bytes")
def test_a_large_file_may_need_many_addresses_as_long_as_something_arrives(bench: Bench, root: Path) -> None:
    (root / "mix.wav").write_bytes(b"mix" * 3000)
    bench.settle()
    puts = count()

    def every_second_is_late(call: str) -> None:
        if call == "put" and next(puts) % 2:
            raise StaleError("the store answered 403")

    bench.product.begin = every_second_is_late  # type: ignore[method-assign]
    bench.work()

    assert bench.has_stored_once(b"mix.wav", b"mix" * 3000)
    assert next(puts) > 2 * TRIES


@pytest.mark.usefixtures("_parts_of_1000_bytes")
def test_a_store_that_takes_a_part_and_then_nothing_is_told_as_unavailable(bench: Bench, root: Path) -> None:
    (root / "mix.wav").write_bytes(b"mix" * 1000)
    bench.settle()
    puts = count()

    def all_but_the_first_are_late(call: str) -> None:
        if call == "put" and next(puts):
            raise StaleError("the store answered 403")

    bench.product.begin = all_but_the_first_are_late  # type: ignore[method-assign]

    assert str(bench.fail_once()) == "it does not take 1 upload"
    assert next(puts) == 1 + 1 + TRIES
