"""The spool: a file is read once, and what lies there is what the server is told of."""

import hashlib
import json
import os
from base64 import urlsafe_b64encode
from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.oracle.encoding import unb64u
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.local.state import Signature
from reference_server.watcher.transfers.cipher import Cipher
from reference_server.watcher.transfers.spooling import PART, ChangedError, Spooling, facts_of, shared_name
from tests.watcher.made import (
    ORACLE,
    WATCHER,
    HandClock,
    due,
    folder_at,
    known_now,
    names_in,
    oracle_sealed,
    version_of,
)


@pytest.fixture
def spooling(home: Home, clock: HandClock) -> Spooling:
    return Spooling(home.spool, Cipher(WATCHER), clock)


def md5(content: bytes) -> bytes:
    return hashlib.md5(content, usedforsecurity=False).digest()


@pytest.mark.parametrize("content", [b"", b"a", b"four bars " * 1000], ids=["empty", "one byte", "longer"])
def test_what_is_spooled_is_the_file_encrypted(
    spooling: Spooling, folder: Folder, root: Path, content: bytes, clock: HandClock
) -> None:
    (root / "song.als").write_bytes(content)

    job = spooling.spool(folder, due(root, "song.als"))

    assert ORACLE.content(version_of(job.draft), (spooling.folder / job.spool).read_bytes()) == content
    assert (job.sha256, job.size) == (hashlib.sha256(content).digest(), len(content))
    assert (job.path, job.root_id, job.created_at) == (b"song.als", folder.id, clock.now())


def test_the_server_is_told_the_hashes_of_the_ciphertext(spooling: Spooling, folder: Folder, root: Path) -> None:
    (root / "song.als").write_bytes(b"four bars")
    job = spooling.spool(folder, due(root, "song.als"))

    ciphertext = (spooling.folder / job.spool).read_bytes()

    assert job.draft["ct_size"] == len(ciphertext)
    assert unb64u(job.draft["ct_sha256"]) == hashlib.sha256(ciphertext).digest()
    assert unb64u(job.draft["ct_md5"]) == md5(ciphertext)
    assert (job.draft["parts"], job.draft["op_id"]) == (None, job.op_id)


def test_the_server_is_told_where_the_file_lies_sealed(spooling: Spooling, folder: Folder, root: Path) -> None:
    (root / "set").mkdir()
    name = b"set/not utf-8 \xff\xfe.wav"
    (root / os.fsdecode(name)).write_bytes(b"take")
    file = due(root, os.fsdecode(name))

    draft = spooling.spool(folder, file).draft

    facts = ORACLE.facts(version_of(draft), 0, oracle_sealed(draft["meta"]))
    assert (facts.folder, facts.path) == (folder.id, name)
    assert (facts.size, facts.mtime_ns) == (4, file.signature.mtime_ns)
    assert facts.sha256 == hashlib.sha256(b"take").digest()
    assert draft["meta"]["n"] == 0


def test_a_new_file_begins_at_its_first_version_under_a_name_of_its_own(
    spooling: Spooling, folder: Folder, root: Path
) -> None:
    (root / "song.als").write_bytes(b"four bars")

    drafts = [spooling.spool(folder, due(root, "song.als")).draft for _ in range(2)]

    assert [draft["rev"] for draft in drafts] == [1, 1]
    assert len({draft["file_id"] for draft in drafts}) == len({draft["op_id"] for draft in drafts}) == 2


def test_a_changed_file_gets_the_next_version_and_a_fresh_key(spooling: Spooling, folder: Folder, root: Path) -> None:
    (root / "song.als").write_bytes(b"four bars")
    known = known_now(folder, "song.als", rev=4)

    first, second = (spooling.spool(folder, due(root, "song.als", known)).draft for _ in range(2))

    assert (first["file_id"], first["rev"]) == (known.file_id, 5)
    assert ORACLE.file_key(version_of(first)) != ORACLE.file_key(version_of(second))


def test_a_large_ciphertext_is_told_in_parts(
    spooling: Spooling, folder: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reference_server.watcher.transfers.spooling.LARGE", 2 * PART)
    (root / "mix.wav").write_bytes(bytes(2 * PART))
    job = spooling.spool(folder, due(root, "mix.wav"))

    ciphertext = (spooling.folder / job.spool).read_bytes()

    pieces = [ciphertext[start : start + PART] for start in range(0, len(ciphertext), PART)]
    assert [part["size"] for part in job.draft["parts"]] == [PART, PART, len(ciphertext) - 2 * PART]
    assert [unb64u(part["sha256"]) for part in job.draft["parts"]] == [hashlib.sha256(each).digest() for each in pieces]
    assert [unb64u(part["md5"]) for part in job.draft["parts"]] == [md5(each) for each in pieces]


def test_a_ciphertext_of_exactly_the_limit_is_sent_whole(
    spooling: Spooling, folder: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "mix.wav").write_bytes(b"x" * 100)
    monkeypatch.setattr("reference_server.watcher.transfers.spooling.LARGE", 128)
    whole = spooling.spool(folder, due(root, "mix.wav")).draft
    monkeypatch.setattr("reference_server.watcher.transfers.spooling.LARGE", 127)
    in_parts = spooling.spool(folder, due(root, "mix.wav")).draft

    assert (whole["parts"], [part["size"] for part in in_parts["parts"]]) == (None, [128])


def test_the_hash_of_a_file_is_its_contents(spooling: Spooling, folder: Folder, root: Path) -> None:
    (root / "song.als").write_bytes(b"four bars")

    assert spooling.hash(folder, due(root, "song.als")) == hashlib.sha256(b"four bars").digest()


def test_a_new_path_is_sealed_by_the_key_that_the_version_has(spooling: Spooling, folder: Folder, root: Path) -> None:
    (root / "new name.als").write_bytes(b"four bars")
    stored = replace(known_now(folder, "new name.als", meta_n=2), path=b"old name.als")

    change = spooling.renamed(folder, due(root, "new name.als"), stored)

    version = version_of({"file_id": stored.file_id, "rev": 1, "kid": stored.kid, "wrap": json.loads(stored.wrap)})
    assert (change["rev"], change["meta"]["n"], change["filename"]) == (1, 3, "new name.als")
    facts = ORACLE.facts(version, 3, oracle_sealed(change["meta"]))
    assert (facts.path, facts.sha256) == (b"new name.als", stored.sha256)


def test_what_lies_whole_in_the_spool_is_whole(spooling: Spooling, folder: Folder, root: Path) -> None:
    (root / "song.als").write_bytes(b"four bars")
    job = spooling.spool(folder, due(root, "song.als"))

    assert spooling.is_whole(job)


@pytest.mark.parametrize("damage", ["cut", "altered", "longer", "gone"])
def test_what_was_damaged_in_the_spool_is_not_whole(
    spooling: Spooling, folder: Folder, root: Path, damage: str
) -> None:
    (root / "song.als").write_bytes(b"four bars")
    job = spooling.spool(folder, due(root, "song.als"))
    spooled = spooling.folder / job.spool
    content = spooled.read_bytes()

    spooled.unlink()
    if damage != "gone":
        altered = bytes([content[0] ^ 1]) + content[1:]
        spooled.write_bytes({"cut": content[:-1], "altered": altered, "longer": content + b"x"}[damage])

    assert not spooling.is_whole(job)


def test_what_no_upload_needs_is_deleted(spooling: Spooling) -> None:
    for name in ("needed", "left", "left too"):
        (spooling.folder / name).write_bytes(b"x")

    spooling.discard_all_but({"needed", "unknown"})

    assert names_in(spooling.folder) == ["needed"]


def test_what_is_gone_already_can_be_discarded(spooling: Spooling) -> None:
    spooling.discard("unknown")

    assert names_in(spooling.folder) == []


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (b"set/song.als", "song.als"),
        ("作曲 🎹.flp".encode(), "作曲 🎹.flp"),
        (b"not utf-8 \xff.wav", "not utf-8 \ufffd.wav"),
        (b"line\nbreak.wav", "line\nbreak.wav"),
    ],
)
def test_administrators_see_the_last_part_of_a_path(tmp_path: Path, path: bytes, told: str) -> None:
    assert shared_name(folder_at(tmp_path), path) == told


def test_administrators_see_nothing_where_names_are_hidden(tmp_path: Path) -> None:
    assert shared_name(folder_at(tmp_path, share_names=False), b"set/song.als") is None


def test_facts_hold_the_path_as_it_is(tmp_path: Path) -> None:
    facts = facts_of(folder_at(tmp_path / "Größe"), b"a/\xff\n.wav", Signature(7, 8, 9), b"\x01" * 32)

    assert facts == {
        "folder": "00000000-0000-4000-8000-000000000001",
        "folder_name": "Größe",
        "path": urlsafe_b64encode(b"a/\xff\n.wav").decode().rstrip("="),
        "size": 7,
        "mtime_ns": 8,
        "sha256": "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE",
    }


def test_a_file_that_looks_different_from_when_it_settled_is_not_read(
    spooling: Spooling, folder: Folder, root: Path
) -> None:
    (root / "song.als").write_bytes(b"four bars")
    settled = due(root, "song.als")

    for other in ({"size": 8}, {"mtime_ns": 1}, {"inode": 1}):
        with pytest.raises(ChangedError):
            spooling.spool(folder, replace(settled, signature=replace(settled.signature, **other)))

    assert names_in(spooling.folder) == []
